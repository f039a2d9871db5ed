"""The one renderer of redlines: safe wherever it goes, and true to both texts."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Literal

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.compare.redline import settle_typography
from policydiff.model import Mark, Segment, Span
from policydiff.publish.printable import printable
from policydiff.publish.redline_html import Spoken, redline_text, render_redline, render_spans, safe_link

marks = st.builds(
    Mark,
    st.sampled_from(["link", "strong", "em", "code", "del", "ins", "sub", "sup", "abbr", "image", "mark", "html"]),
    st.sampled_from(
        ["", "https://a.example/?a=1&b=2", "javascript:alert(1)", "#clause-1", "script", "kbd", '"><b>', "\x00"]
    )
    | st.text(max_size=12),
)
segments = st.builds(
    Segment,
    st.sampled_from(["=", "+", "-"]),
    st.text(max_size=20) | st.sampled_from(["<script>", "]]>", "&amp;", "שלום", "👩‍⚖️", "\x0b"]),
    st.lists(marks, max_size=3).map(tuple),
)  # fmt: skip


def words(html: str, dropped: Literal["ins", "del"]) -> str:
    root = ET.fromstring(f"<div>{html}</div>")

    def read(element: ET.Element) -> str:
        inner = "" if element.tag == dropped else (element.text or "") + "".join(read(child) for child in element)
        return inner + (element.tail or "")

    return read(root)


def normal(text: str) -> str:
    """What an XML reader makes of line ends."""
    return printable(text).replace("\r\n", "\n").replace("\r", "\n")


@given(st.lists(segments, max_size=8))
def test_a_redline_in_html_rebuilds_both_texts(redline: list[Segment]) -> None:
    html = render_redline(redline, page="https://x.example/1/")
    shown = settle_typography(tuple(redline))
    new = "".join(segment.text for segment in shown if segment.op != "-")
    old = "".join(segment.text for segment in shown if segment.op != "+")
    assert normal(words(html, "del")) == normal(new)
    assert normal(words(html, "ins")) == normal(old)


@given(st.lists(segments, max_size=8))
def test_nothing_but_inline_elements_and_honest_links_comes_out(redline: list[Segment]) -> None:
    for html in (
        render_redline(redline, page="https://x.example/1/", brackets=True, spoken=Spoken()),
        render_spans(Span(segment.text, segment.marks) for segment in redline),
    ):
        for element in ET.fromstring(f"<div>{html}</div>").iter():
            assert element.tag in {
                "a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "div", "em", "i", "ins", "kbd", "mark", "s",
                "samp", "small", "span", "strong", "sub", "sup", "u", "var",
            }  # fmt: skip
            assert set(element.attrib) <= {"href", "title", "class"}
            assert element.get("href", "https:").lower().startswith(("https:", "http:", "mailto:"))


def test_without_its_elements_a_bracketed_redline_still_reads() -> None:
    redline = (
        Segment("=", "To partners "),
        Segment("-", "in order to fulfil "),
        Segment("+", "to the extent needed for "),
        Segment("=", "obligations"),
        Segment("+", "."),
    )
    html = render_redline(redline, brackets=True)
    assert html == (
        "To partners [−<del>in order to fulfil</del>] [+<ins>to the extent needed for</ins>] obligations[+<ins>.</ins>]"
    )
    plain = "To partners [−in order to fulfil] [+to the extent needed for] obligations[+.]"
    assert nh3.clean(html, tags=set()) == plain
    assert redline_text(redline) == plain


def test_a_link_that_gains_a_word_stays_one_link() -> None:
    link = Mark("link", "https://a.example/")
    html = render_spans([Span("our ", (link,)), Span("new", (link, Mark("strong"))), Span(" page", (link,))])
    assert html == '<a href="https://a.example/">our <strong>new</strong> page</a>'


def test_an_authors_own_struck_words_are_not_taken_for_a_change() -> None:
    assert render_spans([Span("old", (Mark("del"),)), Span("new", (Mark("ins"),))]) == "<s>old</s><u>new</u>"


def test_screen_readers_hear_what_happened() -> None:
    html = render_redline([Segment("-", "ten")], spoken=Spoken())
    assert html == '<del><span class="pd-spoken">deleted: </span>ten<span class="pd-spoken"> (end) </span></del>'


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("#clause-5", "https://x.example/1/#clause-5"),
        ("javascript:alert(1)", None),
        ("JaVaScript:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example/", None),
        ("../terms.md", None),
        ("https://[", None),
    ],
)
def test_links_lead_to_the_web_to_mail_or_within_the_page(target: str, allowed: str | None) -> None:
    assert safe_link(target, "https://x.example/1/") == allowed
