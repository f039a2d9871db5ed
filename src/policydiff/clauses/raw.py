"""Blocks of raw HTML, taken apart as the blocks of Markdown are, and given their anchors where they stand.

Python-Markdown keeps raw HTML aside and puts it back as it was written. So its headings, lists and tables are read here
into elements that know their places in the source, and an anchor is written into a start tag, or behind it. Nothing
else of the HTML changes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

from policydiff.clauses.inline import VOID

_DEEPEST = 100
_CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ol", "ul", "menu"})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl"}))),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"table", "tr"}))),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"}))),
}
"""Tags before which an end tag may be left out: what they end, and what they are looked for in (HTML, 13.1.2.4)."""
_LISTS = ("ol", "ul", "menu")
_END_PARAGRAPHS = frozenset({
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
})  # fmt: skip
"""Tags that end a paragraph that is open."""
_CLASS = re.compile(r"""(\sclass\s*=\s*)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)


class RawElement(Element):
    """An element of raw HTML, with its places in the source."""

    start = 0
    inner = 0
    """Where its start tag ends."""
    end = 0
    """Where its end tag ends."""


def read_raw(source: str) -> RawElement | None:
    """The elements of a block of raw HTML below one that stands for the block; None where they nest too deeply."""
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    return reader.root if reader.deepest < _DEEPEST else None


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self._source = source
        self._lines = [0, *(place + 1 for place, sign in enumerate(source) if sign == "\n")]
        self.root = RawElement("div")
        self.root.end = len(source)
        self._open: list[RawElement] = [self.root]
        self.deepest = 0

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._place()
        self._end_implied(tag, start)
        inside = self._open[-1]
        if tag in _LISTS and inside.tag in _LISTS and len(inside) and isinstance(inside[-1], RawElement):
            # A list written between the items of another belongs to the item before it.
            self._open.append(inside[-1])
        named = {name: html.escape(value or "", quote=False) for name, value in attrs}
        element = RawElement(tag, named)
        element.start, element.end = start, len(self._source)
        element.inner = start + len(self.get_starttag_text() or "")
        self._open[-1].append(element)
        if tag in VOID:
            element.end = element.inner
            return
        self._open.append(element)
        self.deepest = max(self.deepest, len(self._open))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                end = self._source.find(">", self._place()) + 1
                self._leave(depth, end or len(self._source))
                return

    def handle_data(self, data: str) -> None:
        text = html.escape(data, quote=False)
        inside = self._open[-1]
        if len(inside):
            inside[-1].tail = (inside[-1].tail or "") + text
        else:
            inside.text = (inside.text or "") + text

    def _end_implied(self, tag: str, place: int) -> None:
        if tag in _END_PARAGRAPHS and self._open[-1].tag == "p":
            self._leave(len(self._open) - 1, place)
        ended, inside = _CLOSED_BY.get(tag, (frozenset[str](), frozenset[str]()))
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag in inside:
                return
            if self._open[depth].tag in ended:
                self._leave(depth, place)
                return

    def _leave(self, depth: int, place: int) -> None:
        for element in self._open[depth:]:
            element.end = place
        del self._open[depth:]


def write_anchors(source: str, root: Element, anchors: Iterable[tuple[Element, str]]) -> str:
    """The block with the anchors of its clauses; loose words get an empty element of their own before them."""
    parents = {id(child): element for element in root.iter() for child in element}
    edits: list[tuple[int, int, str]] = []
    for element, anchor in anchors:
        name = html.escape(anchor, quote=True)
        mark = f'<span id="{name}" class="pd-clause"></span>'
        if not isinstance(element, RawElement) or element is root:
            place = _place_of_loose(element, parents)
            edits.append((place, place, mark))
        elif "id" not in element.attrib:
            edits.append((element.start, element.inner, _with_id(source[element.start : element.inner], name)))
        else:
            cell: Any = element[0] if element.tag == "tr" and len(element) else element
            edits.append((cell.inner, cell.inner, mark))
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def _place_of_loose(element: Element, parents: dict[int, Element]) -> int:
    parent = parents.get(id(element))
    before = 0
    for sibling in parent if parent is not None else ():
        if sibling is element:
            break
        before = getattr(sibling, "end", before)
    return before or getattr(parent, "inner", 0)


def _with_id(tag: str, name: str) -> str:
    tag, classes = _CLASS.subn(lambda found: f"{found[1]}{found[2]}{found[3]} pd-clause{found[2]}", tag, count=1)
    size = re.match(r"<[^\s/>]+", tag)
    assert size is not None, "a start tag has a name"
    marked = "" if classes else ' class="pd-clause"'
    return f'{size.group()} id="{name}"{marked}{tag[size.end() :]}'
