"""The element tree of a page, taken apart into the blocks that become clauses, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import ETX, STX

from policydiff.clauses.block import HEADINGS, read_block
from policydiff.clauses.inline import UNSEEN, SpanReader, text_of
from policydiff.clauses.labels import Label
from policydiff.clauses.lettered import split_lines
from policydiff.clauses.loose_words import wrap_loose_words, wrap_tails
from policydiff.clauses.numerals import counting_style, print_number, whole_number
from policydiff.clauses.raw import RawElement, read_raw
from policydiff.clauses.units import CELL_BORDER, Flow, Unit
from policydiff.model import ClauseForm

if TYPE_CHECKING:
    from markdown import Markdown

_RAW_BLOCK = re.compile(f"\\s*{STX}wzxhzdk:([0-9]+){ETX}\\s*")
_RAW_CODE = re.compile(r"\s*(?:<div class=\"[^\"]*highlight|<pre)")


def take_apart(root: Element, markdown: Markdown) -> Iterator[Unit]:
    """The blocks of a page that hold words, in reading order."""
    return _Walk(markdown).walk(root)


class _Walk:
    def __init__(self, markdown: Markdown, raw: tuple[int, RawElement] | None = None) -> None:
        self._markdown = markdown
        self._raw = raw
        self._block = partial(read_block, markdown, raw)

    def walk(self, root: Element) -> Iterator[Unit]:
        return self._walk(_Visit(root, Flow(root=True), "paragraph"))

    def _walk(self, first: _Visit) -> Iterator[Unit]:
        waiting = [first]
        while waiting:
            visit = waiting.pop()
            units, below = self._visit(visit)
            yield from units
            waiting += reversed(below)

    def _visit(self, visit: _Visit) -> tuple[list[Unit], list[_Visit]]:
        element, tag = visit.element, visit.element.tag
        classes = (element.get("class") or "").split() if element.attrib else []
        if not isinstance(tag, str) or tag == "hr" or tag in UNSEEN or ("toc" in classes and tag == "div"):
            return [], []
        if tag in HEADINGS:
            return self._block(element, visit.flow, "heading", level=HEADINGS[tag]), []
        if tag == "p":
            if _RAW_BLOCK.fullmatch(element.text or "") and not len(element):
                return self._raw_units(visit), []
            lines = [] if self._raw else split_lines(element, list(element))
            content = [child for child in element if child not in lines] if lines else None
            below = [_Visit(line, visit.flow, visit.form) for line in lines]
            return self._block(element, visit.flow, visit.form, content=content), below
        if tag == "pre":
            return self._block(element, visit.flow, "code"), []
        if tag in ("ol", "ul"):
            return [], self._items(visit, numbered=tag == "ol", footnotes=visit.form == "footnote")
        if tag == "li":
            return self._item(visit)
        if tag == "tr":
            return self._row(visit), []
        if tag == "dt":
            return self._term(visit), []
        if tag == "dl":
            return [], self._definitions(visit)
        if tag == "blockquote":
            inside = Flow(outer=visit.flow)
            return self._container(_Visit(element, inside, "quote"))
        if tag == "div" and "footnote" in classes:
            return [], [_Visit(child, Flow(), "footnote") for child in element]
        return self._container(visit)

    def _raw_units(self, visit: _Visit) -> list[Unit]:
        """What a block of raw HTML holds; code, and what cannot be taken apart, as one clause."""
        found = _RAW_BLOCK.fullmatch(visit.element.text or "")
        number = int(found[1]) if found else 0
        stash = self._markdown.htmlStash.rawHtmlBlocks
        source = stash[number] if number < len(stash) else ""
        if isinstance(source, str) and _RAW_CODE.match(source):
            return self._block(visit.element, visit.flow, "code")
        root = read_raw(source) if isinstance(source, str) else None
        if root is None:
            return self._block(visit.element, visit.flow, "html")
        return list(_Walk(self._markdown, (number, root))._walk(_Visit(root, visit.flow, visit.form)))

    def _is_block(self, element: Element) -> bool:
        return isinstance(element.tag, str) and self._markdown.is_block_level(element.tag)

    def _container(self, visit: _Visit) -> tuple[list[Unit], list[_Visit]]:
        wrap_loose_words(visit.element, self._is_block)
        if any(map(self._is_block, visit.element)):
            return [], [_Visit(child, visit.flow, visit.form) for child in visit.element]
        if (visit.element.text or "").strip() or len(visit.element):
            return self._block(visit.element, visit.flow, visit.form), []
        return [], []

    def _items(self, visit: _Visit, *, numbered: bool, footnotes: bool) -> list[_Visit]:
        number = whole_number(visit.element.get("start"), 1)
        style = counting_style(visit.element.attrib) if numbered else ""
        found: list[_Visit] = []
        for child in visit.element:
            if child.tag == "li":
                number = whole_number(child.get("value"), number)
                form: ClauseForm = "footnote" if footnotes else "item"
                printed = print_number(number, style) if style else ""
                found.append(_Visit(child, visit.flow, form, printed))
                number += 1
            else:
                found.append(_Visit(child, visit.flow, visit.form))
        return found

    def _item(self, visit: _Visit) -> tuple[list[Unit], list[_Visit]]:
        item = visit.element
        label = None
        if visit.number:
            label = Label(f"{visit.number}.", "decimal", (visit.number,), "item")
        children = list(item)
        first_block = next((place for place, child in enumerate(children) if self._is_block(child)), len(children))
        has_run = bool((item.text or "").strip()) or first_block > 0
        own: list[Unit] = []
        lines: list[Element] = []
        rest = children[first_block:]
        if has_run:
            lines = [] if self._raw else split_lines(item, children[:first_block], label)
            content = children[:first_block]
            if lines:
                content = list(item)[: list(item).index(lines[0])]
            own = self._block(item, visit.flow, visit.form, content=content, label=label)
        elif (
            rest and rest[0].tag in ("p", *HEADINGS) and (len(rest[0]) or not _RAW_BLOCK.fullmatch(rest[0].text or ""))
        ):
            level = HEADINGS.get(rest[0].tag, 0)
            if level and label is None:
                own = self._block(rest[0], visit.flow, "heading", level=level)
                for unit in own:
                    unit.level = 0
            else:
                split = rest[0].tag == "p" and not self._raw
                lines = split_lines(rest[0], list(rest[0]), label) if split else []
                inner = [child for child in rest[0] if child not in lines] if lines else None
                own = self._block(
                    item, visit.flow, visit.form, inner=rest[0], content=inner, label=label, titled=bool(level)
                )
            rest = rest[1:]
        elif label:
            name = item.get("id") or ""
            own = [Unit(item, visit.form, visit.flow, label, counted=True, own_id=name, raw=self._raw)]
        inside = Flow(owner=own[0] if own else None, outer=visit.flow)
        below = [_Visit(line, inside, "paragraph") for line in lines]
        if rest:
            wrap_tails(item, rest, self._is_block)
            remaining = set(map(id, rest))
            started = False
            for child in item:
                started = started or id(child) in remaining
                if started:
                    below.append(_Visit(child, inside, "paragraph" if visit.form == "item" else visit.form))
        return own, below

    def _row(self, visit: _Visit) -> list[Unit]:
        reader = SpanReader(self._markdown)
        for place, cell in enumerate(visit.element):
            if place:
                reader.add(CELL_BORDER)
            reader.read(cell)
        spans = reader.spans()
        if not text_of(spans).replace("|", "").strip():
            return []
        name = visit.element.get("id") or ""
        return [Unit(visit.element, "row", visit.flow, text=spans, own_id=name, raw=self._raw)]

    def _definitions(self, visit: _Visit) -> list[_Visit]:
        found: list[_Visit] = []
        inside = visit.flow
        for child in visit.element:
            if child.tag == "dt":
                inside = Flow(outer=visit.flow)
                found.append(_Visit(child, visit.flow, "definition", inside=inside))
            else:
                found.append(_Visit(child, inside, "definition"))
        return found

    def _term(self, visit: _Visit) -> list[Unit]:
        """A term; what defines it stands below it."""
        units = self._block(visit.element, visit.flow, "definition")
        for unit in units:
            unit.heading, unit.text = (*unit.heading, *unit.text), ()
            if visit.inside:
                visit.inside.owner = unit
        return units


@dataclass(eq=False)
class _Visit:
    element: Element
    flow: Flow
    form: ClauseForm
    number: str = ""
    inside: Flow | None = None
