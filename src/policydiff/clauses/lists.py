"""Lists as CommonMark reads them, for Python-Markdown.

Policies are written with CommonMark in mind, and the number of an item is a label that is cited. Python-Markdown alone
starts every list at 1, knows no `1)`, needs four spaces for what is inside an item and a blank line before a list, and
joins lists of different kinds. This follows CommonMark 0.31, sections 5.2 and 5.3, with one allowance: four spaces are
always enough to be inside an item, as authors for Python-Markdown expect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor
from markdown.util import STX

DEEPEST = 20
"""Lists and quotations nested deeper than this are read as text: nobody writes them, and recursion has its limits."""

_MARKER = re.compile(r"(?P<indent> {0,3})(?P<mark>[-+*]|(?P<number>\d{1,9})(?P<delimiter>[.)]))(?:(?P<space> +)|$)")
_POSSIBLE_MARKER = re.compile(r"(?m)^ {0,3}(?:[-+*]|\d{1,9}[.)])(?: |$)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})$")
_OTHER_BLOCK = re.compile(rf" {{0,3}}(?:#{{1,6}}(?: |$)|>|```|~~~|{STX}wzxhzdk:|!!! )")
_QUOTED = re.compile(r" {0,3}>")
_FENCE = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")


@dataclass(slots=True)
class _Marker:
    kind: str
    """What makes items one list: the bullet, or the delimiter of the number."""
    number: int | None
    offset: int
    """How far what belongs to the item is indented."""
    rest: str
    """The first line of its content."""


@dataclass(slots=True)
class _Item:
    lines: list[str]
    nests: bool = False
    """Whether a list stands in it, to which blank lines further in belong."""

    @property
    def has_words(self) -> bool:
        return any(self.lines)


@dataclass(slots=True)
class _List:
    start: int | None
    items: list[_Item] = field(default_factory=list)
    loose: bool = False


def _read_marker(line: str) -> _Marker | None:
    found = _MARKER.match(line)
    if not found or _RULE.match(line):
        return None
    width = len(found["indent"]) + len(found["mark"])
    space = len(found["space"] or "")
    rest = line[found.end() :]
    if not rest or space > 4:
        rest = " " * (space - 1) + rest if rest else ""
        space = 1
    number = int(found["number"]) if found["number"] else None
    return _Marker(found["delimiter"] or found["mark"], number, width + space, rest)


def _interrupts(marker: _Marker) -> bool:
    """Whether it starts a list in the middle of a paragraph."""
    return bool(marker.rest.strip()) and marker.number in (None, 1)


class ListProcessor(BlockProcessor):
    """Reads the lists of a document."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self._depth = 0

    def test(self, parent: Element, block: str) -> bool:
        """Whether a list starts in the block."""
        return self._depth < DEEPEST and _POSSIBLE_MARKER.search(block) is not None and self._start(block) is not None

    def _start(self, block: str) -> int | None:
        """The line on which the first list of a block starts."""
        lines = block.split("\n")
        in_text = in_quotation = False
        for place, line in enumerate(lines):
            marker = _read_marker(line)
            if marker and (not in_text or in_quotation or _interrupts(marker)):
                return place
            in_quotation = bool(line.strip()) and (in_quotation or bool(_QUOTED.match(line)))
            if not line.strip() or (not in_text and line.startswith("    ")):
                in_text = False
            else:
                in_text = not _OTHER_BLOCK.match(line) or line.lstrip().startswith(">")
                if line.lstrip()[0] in ":!" or _RULE.match(line):
                    in_text = False
            if not in_text and place == 0 and line.startswith("    "):
                return None
        return None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Read one list; what stands before and behind it is left to others."""
        block = blocks.pop(0)
        start = self._start(block)
        if start is None:
            blocks.insert(0, block)
            return False
        lines = block.split("\n")
        before = "\n".join(lines[:start])
        if before.strip():
            self.parser.parseBlocks(parent, [before])
        found, rest = _collect(lines[start:], blocks)
        if rest is not None:
            blocks.insert(0, rest)
        element = SubElement(parent, "ul" if found.start is None else "ol")
        if found.start not in (None, 1):
            element.set("start", str(found.start))
        self._depth += 1
        self.parser.state.set("looselist")
        try:
            for item in found.items:
                inside = SubElement(element, "li")
                content = "\n".join(item.lines).strip("\n")
                if content:
                    self.parser.parseBlocks(inside, content.split("\n\n"))
                if not found.loose:
                    _tighten(inside)
        finally:
            self.parser.state.reset()
            self._depth -= 1
        return True


def _tighten(item: Element) -> None:
    """The words of a tight list's item stand in it directly."""
    if len(item) and item[0].tag == "p" and not (item.text or "").strip():
        first = item[0]
        item.text = first.text
        item.remove(first)


def _collect(lines: list[str], blocks: list[str]) -> tuple[_List, str | None]:
    """The list that starts on the first line, and what of its last block does not belong to it."""
    first = _read_marker(lines[0])
    assert first is not None, "a list starts with a marker"
    found = _List(first.number)
    current = first
    item = _Item([])
    in_text = False
    blank = False
    fence = ""
    at = 0
    while True:
        line = lines[at]
        marker = None if fence else _read_marker(line)
        needed = min(current.offset, 4)
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip():
            blank = True
            in_text = False
            item.lines.append("")
        elif item.lines and indent >= needed:
            content = line[min(indent, current.offset) :]
            if blank and not fence and item.has_words and not (item.nests and content.startswith(" ")):
                found.loose = True
            item.nests = item.nests or _MARKER.match(content.lstrip(" ")) is not None
            blank = False
            fence = _fence_after(content, fence, item)
            in_text = not fence and not _OTHER_BLOCK.match(content) and not content.startswith("    ")
        elif marker and marker.kind == first.kind and (at == 0 or not fence):
            found.loose = found.loose or (blank and bool(found.items))
            blank = False
            current = marker
            item = _Item([])
            found.items.append(item)
            fence = _fence_after(marker.rest, "", item)
            in_text = bool(marker.rest.strip()) and not _OTHER_BLOCK.match(marker.rest)
        elif in_text and not blank and not _OTHER_BLOCK.match(line) and not _RULE.match(line) and marker is None:
            item.lines.append(line.lstrip(" "))
        else:
            return found, "\n".join(lines[at:])
        at += 1
        while at == len(lines):
            if not blocks or not _goes_on(blocks[0], first.kind, current, bool(fence)):
                return found, None
            lines, at = blocks.pop(0).split("\n"), 0
            item.lines.append("")
            blank, in_text = True, False


def _goes_on(block: str, kind: str, current: _Marker, fenced: bool) -> bool:
    """Whether the block after a blank line belongs to the list."""
    line = next((line for line in block.split("\n") if line.strip()), None)
    if line is None:
        return True
    if len(line) - len(line.lstrip(" ")) >= min(current.offset, 4):
        return True
    marker = None if fenced else _read_marker(line)
    return marker is not None and marker.kind == kind


def _fence_after(content: str, fence: str, item: _Item) -> str:
    """Add a line to an item; code between fences becomes indented code, which Python-Markdown reads anywhere."""
    found = _FENCE.match(content)
    if fence:
        if found and found["fence"].startswith(fence) and not found["info"].strip():
            item.lines.append("")
            return ""
        item.lines.append("    " + content)
        return fence
    if found and len(found["indent"]) < 4:
        item.lines.append("")
        return found["fence"]
    item.lines.append(content)
    return ""


class ShallowQuoteProcessor(BlockQuoteProcessor):
    """Python-Markdown's block quotations, to a depth that does not depend on who calls.

    What is no part of a paragraph ends them, as in CommonMark: a list behind a quotation has its own numbers.
    """

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self._depth = 0

    def test(self, parent: Element, block: str) -> bool:
        """Whether a quotation starts in the block."""
        return ">" in block and self._depth < DEEPEST and bool(self.RE.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Read one quotation."""
        lines = blocks[0].split("\n")
        start = next((place for place, line in enumerate(lines) if _QUOTED.match(line)), len(lines))
        for place in range(start + 1, len(lines)):
            line = lines[place]
            if not _QUOTED.match(line) and (_read_marker(line) or _OTHER_BLOCK.match(line) or _RULE.match(line)):
                blocks[:1] = ["\n".join(lines[:place]), "\n".join(lines[place:])]
                break
        self._depth += 1
        try:
            super().run(parent, blocks)
        finally:
            self._depth -= 1
