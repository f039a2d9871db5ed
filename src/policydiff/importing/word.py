"""The numbers that Word makes by itself, written into the text, where every converter finds them.

Word keeps in a paragraph only the list and the level it belongs to; what is printed follows from counting, as laid down
in ECMA-376 Part 1, 17.9. Items that have a sign instead of a number stay items.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from policydiff.importing.numbers import print_number

_DEPTH = 9
"""Levels of a list in Word."""
_STEP = 720
"""Half an inch, by which Word sets in each level."""
_BULLET = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'


@dataclass(frozen=True, slots=True)
class _Level:
    """How a list numbers one of its levels."""

    format: str = "decimal"
    text: str = ""
    """The label, with `%1` for the number of the first level."""
    start: int = 1
    restart: int | None = None
    """The level, from 1, whose paragraphs start this one anew; 0 for none, None for every level above."""
    legal: bool = False
    """Whether the numbers of all levels are printed in digits."""
    style: str = ""
    """The paragraph style that numbers at this level."""
    indent: int | None = None
    """How far its paragraphs are set in."""


@dataclass
class _Series:
    """The counting of a list; several lists of a document can share it."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level(self, depth: int) -> _Level:
        return self.levels.get(depth) or _Level()

    def count(self, depth: int) -> str:
        """Count one more paragraph, and give its label."""
        for above in range(depth):
            self.counts.setdefault(above, self.level(above).start)
        self.counts[depth] = self.counts.get(depth, self.level(depth).start - 1) + 1
        for below in range(depth + 1, _DEPTH):
            restart = self.level(below).restart
            if restart is None or depth < restart:
                self.counts.pop(below, None)
        own = self.level(depth)
        label = own.text
        for place in range(depth + 1):
            form = "decimal" if own.legal else self.level(place).format
            label = label.replace(f"%{place + 1}", print_number(self.counts[place], form))
        return label.strip()


def write_numbers(data: bytes) -> tuple[bytes, bool, bool]:
    """A Word document with its automatic numbers as text, whether it has a title by style, and tracked changes.

    Raises what python-docx raises for a file that is no Word document.
    """
    document = Document(io.BytesIO(data))
    lists = _Lists(document)
    open_bullets: list[int] = []
    """How far the bullets around a paragraph are set in."""
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        found = lists.place_of(paragraph)
        if found is None:
            open_bullets = open_bullets if not _has_words(paragraph) else []
            continue
        number, depth = found
        series = lists.series[number]
        if series.level(depth).format == "bullet":
            # Word shows by how far they are set in what is below what: the levels of "List Bullet 2" begin at 0 again
            indent = lists.indent_of(paragraph, number, depth)
            open_bullets = [*(other for other in open_bullets if other < indent), indent]
            _set_list(paragraph, lists.bullets, len(open_bullets) - 1)
            continue
        open_bullets = []
        _set_list(paragraph, "0", 0)
        if _has_words(paragraph):
            lists.begin(number, depth)
            _write_label(paragraph, series.count(depth))
    written = io.BytesIO()
    document.save(written)
    titled = any(each.style and each.style.name == "Title" for each in document.paragraphs)
    tracked = any(True for _ in document.element.body.iter(qn("w:ins"), qn("w:del")))
    return written.getvalue(), titled, tracked


class _Lists:
    """The lists of a document, and which paragraph belongs to which."""

    def __init__(self, document: Any) -> None:
        self.series: dict[str, _Series] = {}
        self.starts: dict[str, dict[int, int]] = {}
        self.styles = {each.get(qn("w:styleId")): each for each in document.styles.element.iter(qn("w:style"))}
        self.bullets = ""
        numbering = next(
            (each.target_part.element for each in document.part.rels.values() if each.reltype.endswith("/numbering")),
            None,
        )
        if numbering is not None:
            self._read(numbering)
            self.bullets = _add_bullets(numbering)

    def _read(self, numbering: Any) -> None:
        abstract = {each.get(qn("w:abstractNumId")): each for each in numbering.findall(qn("w:abstractNum"))}
        lists = {each.get(qn("w:numId")): each for each in numbering.findall(qn("w:num"))}
        shared: dict[str, _Series] = {}
        for number, each in lists.items():
            name = _value(each, "w:abstractNumId")
            link = _value(abstract.get(name), "w:numStyleLink")
            if link and link in self.styles:
                linked = _value(self.styles[link].find(f"{qn('w:pPr')}/{qn('w:numPr')}"), "w:numId")
                name = _value(lists.get(linked), "w:abstractNumId") or name
            if name not in abstract:
                continue
            series = shared.setdefault(name, _Series(_read_levels(abstract[name])))
            own: dict[int, _Level] = {}
            for override in each.findall(qn("w:lvlOverride")):
                depth = int(override.get(qn("w:ilvl"), "0"))
                start = _value(override, "w:startOverride")
                if start:
                    self.starts.setdefault(number, {})[depth] = int(start)
                own |= _read_levels(override)
            # a list that is written differently is counted with the others that share its levels
            self.series[number] = _Series({**series.levels, **own}, series.counts, series.begun) if own else series

    def begin(self, number: str, depth: int) -> None:
        """Start at another number where a list says so, the first time that it is used."""
        start = self.starts.get(number, {}).get(depth)
        series = self.series[number]
        if start is not None and (number, depth) not in series.begun:
            series.begun.add((number, depth))
            series.counts[depth] = start - 1

    def place_of(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the level of a paragraph, by itself or by its style; None where it has none."""
        properties = paragraph.find(qn("w:pPr"))
        own = None if properties is None else properties.find(qn("w:numPr"))
        number, depth = _value(own, "w:numId"), _value(own, "w:ilvl")
        style = _value(properties, "w:pStyle")
        seen: set[str] = set()
        while not number and style in self.styles and style not in seen:
            seen.add(style)
            found = self.styles[style].find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            number, depth = _value(found, "w:numId"), depth or _value(found, "w:ilvl")
            series = self.series.get(number)
            if series:
                named = next((str(place) for place, level in series.levels.items() if level.style == style), "")
                depth = named or depth
            style = _value(self.styles[style], "w:basedOn")
        return (number, int(depth or 0)) if number in self.series else None

    def indent_of(self, paragraph: Any, number: str, depth: int) -> int:
        """How far a bullet is set in, in twentieths of a point: by itself, by its style, or by its list.

        As in ECMA-376 Part 1, 17.7.2: a style that names the list comes before the list.
        """
        properties = paragraph.find(qn("w:pPr"))
        indent = _read_indent(properties)
        style = _value(properties, "w:pStyle")
        seen: set[str] = set()
        while indent is None and style in self.styles and style not in seen:
            seen.add(style)
            indent = _read_indent(self.styles[style].find(qn("w:pPr")))
            style = _value(self.styles[style], "w:basedOn")
        if indent is None:
            indent = self.series[number].level(depth).indent
        return _STEP * (depth + 1) if indent is None else indent


def _read_levels(element: Any) -> dict[int, _Level]:
    return {
        int(each.get(qn("w:ilvl"), "0")): _Level(
            format=_value(each, "w:numFmt") or "decimal",
            text=_value(each, "w:lvlText"),
            start=int(_value(each, "w:start") or 0),
            restart=int(_value(each, "w:lvlRestart")) if _value(each, "w:lvlRestart") else None,
            legal=each.find(qn("w:isLgl")) is not None,
            style=_value(each, "w:pStyle"),
            indent=_read_indent(each.find(qn("w:pPr"))),
        )
        for each in element.findall(qn("w:lvl"))
    }


def _read_indent(properties: Any) -> int | None:
    """How far paragraph properties set a paragraph in on the side where reading starts."""
    found = None if properties is None else properties.find(qn("w:ind"))
    written = None if found is None else found.get(qn("w:start"), found.get(qn("w:left")))
    return int(written) if written and written.lstrip("-").isdigit() else None


def _value(element: Any, name: str) -> str:
    """The value of a property; empty where there is none."""
    found = None if element is None else element.find(qn(name))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _add_bullets(numbering: Any) -> str:
    """A list of signs at every level, whatever lists the document has."""
    name = "policydiff"
    levels = "".join(_BULLET.format(depth) for depth in range(_DEPTH))
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'))
    return name


def _has_words(paragraph: Any) -> bool:
    return any((each.text or "").strip() for each in paragraph.iter(qn("w:t")))


def _set_list(paragraph: Any, number: str, depth: int) -> None:
    properties = paragraph.get_or_add_pPr()
    for each in properties.findall(qn("w:numPr")):
        properties.remove(each)
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def _write_label(paragraph: Any, label: str) -> None:
    if not label:
        return
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = f"{label} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    paragraph.get_or_add_pPr().addnext(run)
