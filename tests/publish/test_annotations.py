"""References become links and terms say what they mean, without a change to the words of the text."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.clauses import render_text
from policydiff.publish.annotations import annotate_text, find_marks

TEXT = """# Terms

## 1. Definitions

1.1. "Account" means an account "with" us & <b>others</b>.

## 2. Use

2.1. Your Account is yours, as **clause 2.2** and sections 1.1 to 2.2 say; so is [clause 2.2](https://example.org).

2.2. Account and Account again; `clause 2.1` is code, clause 7.1 is none, section 3 of the GDPR is elsewhere.
"""


def annotated(source: str) -> str:
    rendered = render_text(source)
    return annotate_text(rendered.html, find_marks(rendered.tree))


def words(html: str) -> str:
    return re.sub(r"<[^<>]*>", "", html)


def test_references_to_clauses_of_this_text_are_links_and_no_others_are() -> None:
    links = re.findall(r'<a class="pd-reference" href="([^"]*)">([^<]*)</a>', annotated(TEXT))
    assert links == [("#clause-2.2", "clause 2.2"), ("#clause-1.1", "1.1"), ("#clause-2.2", "2.2")]


def test_a_term_is_explained_once_in_each_section_and_not_where_it_is_defined() -> None:
    html = annotated(TEXT)
    assert html.count('class="pd-term"') == 1
    assert 'aria-description="&#34;Account&#34; means an account &#34;with&#34; us &amp; others."' in html


def test_a_term_is_explained_over_the_end_of_a_line_and_not_within_a_link() -> None:
    text = '# T\n\n## 1. A\n\n1.1. "Own Account" means yours.\n\n## 2. B\n\n2.1. [Own Account](#x), Own\nAccount.\n'
    html = annotated(text)
    assert ">Own\nAccount</span>" in html
    assert html.count('tabindex="0"') == 1


def test_the_words_of_the_page_stay_as_they_are() -> None:
    assert words(annotated(TEXT)) == words(render_text(TEXT).html)


PIECES = st.sampled_from([
    "clause 1.1", '"Account" means <i>x</i>', "(the \"Service\")", "Account", "Service", "\n\n1.1. ", "\n\n## 2. ",
    "\n- ", "`Account`", "**clause 1.1**", "[clause 1.1](#x)", "&amp;", "<b>", "</b>", "a < b", "<!-- x -->", " ",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_text_loses_a_word_or_an_element_to_the_annotations(source: str) -> None:
    rendered = render_text(source)
    html = annotate_text(rendered.html, find_marks(rendered.tree))
    marked = r'<a class="pd-reference"[^>]*>([^<]*)</a>|<span class="pd-term"[^>]*>([^<]*)</span>'
    without = re.sub(marked, r"\1\2", html)
    assert without == rendered.html
