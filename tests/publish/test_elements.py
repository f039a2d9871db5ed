"""What is written as HTML without a template is escaped like the rest: words and addresses come from people."""

from __future__ import annotations

from policydiff.model import Mark, Span
from policydiff.publish.elements import link_to
from policydiff.publish.frame import ClauseNote, Frame
from policydiff.publish.redline_html import render_spans

WORDS = '"><b>&'
ESCAPED = "&#34;&gt;&lt;b&gt;&amp;"


def test_a_link_escapes_its_address_its_words_and_its_name() -> None:
    assert link_to(WORDS, WORDS, WORDS) == f'<a href="{ESCAPED}" aria-label="{ESCAPED}">{ESCAPED}</a>'
    assert link_to("#here", "Here") == '<a href="#here">Here</a>'


def test_what_stands_at_a_clause_is_escaped() -> None:
    note = ClauseNote(WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, (WORDS,), (WORDS,))
    framed = Frame(WORDS, notes={"clause-1": note}).around('<p class="pd-clause" id="clause-1">Text</p>')
    assert framed.count(ESCAPED) == 9
    assert "<b>" not in framed


def test_an_address_in_a_redline_ends_no_attribute() -> None:
    html = render_spans((Span("here", (Mark("link", 'https://example.com/"><b>&'),)),))
    assert html == '<a href="https://example.com/&quot;&gt;&lt;b&gt;&amp;">here</a>'
