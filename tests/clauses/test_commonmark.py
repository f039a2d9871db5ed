"""Lists have the structure and the numbers that CommonMark gives them, by an implementation that is not ours."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from policydiff.clauses import render_text

COMMONMARK = MarkdownIt("commonmark")

markers = st.sampled_from(
    ["1. ", "2. ", "3. ", "7. ", "10. ", "1) ", "2) ", "- ", "* ", "+ ", "1.  ", "-   ", "- - ", "1. - ", ""]
)
"""Items need not be indented as far as CommonMark asks for: four spaces are always enough. So fewer are tried here."""
lines = st.lists(
    st.one_of(st.builds(str.__add__, st.sampled_from(["", "", " ", "  ", "   "]), markers), st.none()),
    min_size=1,
    max_size=9,
)


class _Outline(HTMLParser):
    """Lists, items, their numbers and words, in order; paragraphs are left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ol", "ul", "li"):
            self.found.append(f"<{tag} {dict(attrs).get('start') or '1'}")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul", "li"):
            self.found.append(f"</{tag}")

    def handle_data(self, data: str) -> None:
        self.found += re.findall(r"\w+", data)


@settings(max_examples=300, deadline=None)
@given(lines)
def test_lists_are_those_of_commonmark(markers: list[str | None]) -> None:
    source = "\n".join("" if marker is None else f"{marker}w{place}" for place, marker in enumerate(markers))
    assert _Outline(render_text(source).html).found == _Outline(COMMONMARK.render(source)).found


def test_a_list_behind_a_quotation_has_its_own_numbers() -> None:
    source = "> 1. quoted\n7. own\n1. goes on"
    assert _Outline(render_text(source).html).found == _Outline(COMMONMARK.render(source)).found
