"""The element tree of a page, taken apart into the blocks that become clauses, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import ETX, STX

from policydiff.clauses.inline import UNSEEN, SpanReader, cut, text_of
from policydiff.clauses.labels import Label, is_in_capitals, read_label, reads_as_title
from policydiff.clauses.lettered import split_lines
from policydiff.clauses.numerals import counting_style, print_number, whole_number
from policydiff.clauses.raw import RawElement, read_raw
from policydiff.model import ClauseForm, Mark, Span

if TYPE_CHECKING:
    from markdown import Markdown

CELL_BORDER = " | "
"""What stands between the cells of a table row in the text of its clause; the only sign that no reader sees."""
ALIAS_ATTRIBUTE = "data-pd-alias"
NOWHERE = Element("div")
"""Stands for the element of a unit that is on no page."""
_RAW_BLOCK = re.compile(f"\\s*{STX}wzxhzdk:([0-9]+){ETX}\\s*")
_RAW_CODE = re.compile(r"\s*(?:<div class=\"[^\"]*highlight|<pre)")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ALIAS_AT_END = re.compile(r"(?:^|[ \t\n]+)\{:?[ ]*#([^\s{}#]+)[ ]*\}\s*$")
_RUN_IN_END = (".", ":", "?", "!", "—", "–", ";")
_LONGEST_RUN_IN = 200
_LONGEST_SET_OFF = 80
_SET_OFF = (Mark("html", "span"), Mark("html", "u"))
"""Other markup that authors give to the title of a clause."""


@dataclass(eq=False)
class Flow:
    """A sequence of blocks whose labels belong together: the page, or what is inside a list item or quotation."""

    owner: Unit | None = None
    outer: Flow | None = None
    open: list[Unit] = field(default_factory=list)
    interrupted: bool = False
    """Whether blocks without label stand behind the last clause in `open`."""
    root: bool = False
    """Whether it is the page itself."""


@dataclass(eq=False)
class Unit:
    """A block that becomes a clause."""

    element: Element
    form: ClauseForm
    flow: Flow
    label: Label | None = None
    heading: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()
    level: int = 0
    """Of a heading: 1 to 6."""
    counted: bool = False
    """Whether the label is the number of a list item, which the browser prints."""
    alias: str = ""
    raw: tuple[int, RawElement] | None = None
    """The block of raw HTML it stands in: its number among those that are kept aside, and its elements."""
    label_home: Element | None = None
    """The element whose text starts with the printed label."""
    own_id: str = ""
    """The id that the element has without us: a heading's slug, a footnote's name."""
    line: int = 0
    """In the section or text it was read from, from 0."""
    heading_words: str = ""
    text_words: str = ""
    roman: bool = False
    """Whether its label counts in roman numbers: `(i)` alone does not say."""
    parent: Unit | None = None
    anchor: str = ""
    base: str = ""
    """What the anchors of its sub-clauses start with."""
    scope: str = ""
    """What the anchors of its numbering series start with."""

    def fresh(self, flow: Flow) -> Unit:
        """The same block for another page, not yet arranged."""
        return Unit(
            NOWHERE, self.form, flow, self.label, self.heading, self.text, self.level, self.counted, self.alias,
            own_id=self.own_id, line=self.line, heading_words=self.heading_words, text_words=self.text_words,
        )  # fmt: skip

    def let_go(self) -> None:
        """Forget the page it was read from."""
        self.element, self.label_home, self.raw = NOWHERE, None, None

    def settle(self, line: int) -> None:
        """Note what does not change any more: its line, and its words as plain text."""
        self.line = line
        self.heading_words, self.text_words = text_of(self.heading), text_of(self.text)

    @property
    def is_title(self) -> bool:
        """Whether it is nothing but a title, to which what follows belongs."""
        return self.form == "heading" or bool(self.label and self.heading and not self.text)

    @property
    def words(self) -> str:
        """All its words: label, heading, text."""
        text = text_of(self.text)
        if self.form == "row":
            text = text.replace(CELL_BORDER, " ")
        parts = (self.label.shown if self.label else "", text_of(self.heading), text)
        return " ".join(part for part in parts if part)


def take_apart(root: Element, markdown: Markdown) -> Iterator[Unit]:
    """The blocks of a page that hold words, in reading order."""
    return _Walk(markdown).walk(root)


class _Walk:
    def __init__(self, markdown: Markdown, raw: tuple[int, RawElement] | None = None) -> None:
        self._markdown = markdown
        self._raw = raw

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
        classes = (element.get("class") or "").split()
        if not isinstance(tag, str) or tag == "hr" or tag in UNSEEN or ("toc" in classes and tag == "div"):
            return [], []
        if tag in _HEADINGS:
            return self._unit(element, visit.flow, "heading", level=_HEADINGS[tag]), []
        if tag == "p":
            if _RAW_BLOCK.fullmatch(element.text or "") and not len(element):
                return self._raw_units(visit), []
            lines = [] if self._raw else split_lines(element, list(element))
            content = [child for child in element if child not in lines] if lines else None
            below = [_Visit(line, visit.flow, visit.form) for line in lines]
            return self._unit(element, visit.flow, visit.form, content=content), below
        if tag == "pre":
            return self._unit(element, visit.flow, "code"), []
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
            return self._unit(visit.element, visit.flow, "code")
        root = read_raw(source) if isinstance(source, str) else None
        if root is None:
            return self._unit(visit.element, visit.flow, "html")
        return list(_Walk(self._markdown, (number, root))._walk(_Visit(root, visit.flow, visit.form)))

    def _is_block(self, element: Element) -> bool:
        return isinstance(element.tag, str) and self._markdown.is_block_level(element.tag)

    def _wrap_loose_words(self, element: Element) -> None:
        """Words beside blocks get an element of their own, so that they can be a clause."""
        if not any(self._is_block(child) for child in element):
            return
        children = list(element)
        for child in children:
            element.remove(child)
        loose: Element | None = None
        if (element.text or "").strip():
            loose = Element("div")
            loose.text, element.text = element.text, "\n"
            element.append(loose)
        for child in children:
            if self._is_block(child):
                loose = None
                element.append(child)
                if (child.tail or "").strip():
                    loose = Element("div")
                    loose.text, child.tail = child.tail, "\n"
                    element.append(loose)
            else:
                if loose is None:
                    loose = Element("div")
                    element.append(loose)
                loose.append(child)

    def _container(self, visit: _Visit) -> tuple[list[Unit], list[_Visit]]:
        self._wrap_loose_words(visit.element)
        if any(self._is_block(child) for child in visit.element):
            return [], [_Visit(child, visit.flow, visit.form) for child in visit.element]
        if (visit.element.text or "").strip() or len(visit.element):
            return self._unit(visit.element, visit.flow, visit.form), []
        return [], []

    # --- lists, tables, definitions ---

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
            own = self._unit(item, visit.flow, visit.form, content=content, label=label)
        elif (
            rest and rest[0].tag in ("p", *_HEADINGS) and (len(rest[0]) or not _RAW_BLOCK.fullmatch(rest[0].text or ""))
        ):
            level = _HEADINGS.get(rest[0].tag, 0)
            if level and label is None:
                own = self._unit(rest[0], visit.flow, "heading", level=level)
                for unit in own:
                    unit.level = 0
            else:
                split = rest[0].tag == "p" and not self._raw
                lines = split_lines(rest[0], list(rest[0]), label) if split else []
                inner = [child for child in rest[0] if child not in lines] if lines else None
                own = self._unit(
                    item, visit.flow, visit.form, inner=rest[0], content=inner, label=label, titled=bool(level)
                )
            rest = rest[1:]
        elif label:
            name = item.get("id") or ""
            own = [Unit(item, visit.form, visit.flow, label, counted=True, own_id=name, raw=self._raw)]
        inside = Flow(owner=own[0] if own else None, outer=visit.flow)
        below = [_Visit(line, inside, "paragraph") for line in lines]
        if rest:
            self._wrap_tails(item, rest)
            remaining = set(map(id, rest))
            started = False
            for child in item:
                started = started or id(child) in remaining
                if started:
                    below.append(_Visit(child, inside, "paragraph" if visit.form == "item" else visit.form))
        return own, below

    def _wrap_tails(self, parent: Element, blocks: list[Element]) -> None:
        """Words behind a block inside an item get an element of their own."""
        for block in blocks:
            if (block.tail or "").strip() and self._is_block(block):
                loose = Element("div")
                loose.text, block.tail = block.tail, "\n"
                place = list(parent).index(block) + 1
                while place < len(parent) and not self._is_block(parent[place]):
                    follower = parent[place]
                    parent.remove(follower)
                    loose.append(follower)
                parent.insert(place, loose)

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
        units = self._unit(visit.element, visit.flow, "definition")
        for unit in units:
            unit.heading, unit.text = (*unit.heading, *unit.text), ()
            if visit.inside:
                visit.inside.owner = unit
        return units

    # --- one block ---

    def _unit(
        self,
        element: Element,
        flow: Flow,
        form: ClauseForm,
        *,
        level: int = 0,
        content: list[Element] | None = None,
        inner: Element | None = None,
        label: Label | None = None,
        titled: bool = False,
    ) -> list[Unit]:
        source = inner if inner is not None else element
        unit = Unit(element, form, flow, label, level=level, counted=label is not None, raw=self._raw)
        unit.own_id = element.get("id") or ""
        unit.alias = self._alias(element, source, content)
        reader = SpanReader(self._markdown)
        if content is None:
            reader.read(source)
        else:
            reader.read_text(source.text)
            for child in content:
                reader.read_child(child)
        spans = reader.spans()
        words = text_of(spans)
        if label is None and form not in ("code", "footnote", "html"):
            set_apart = bool(spans) and any(mark.kind == "strong" for mark in spans[0].marks)
            label = read_label(words, heading=bool(level), set_apart=set_apart, paragraph=form == "paragraph")
            if label:
                unit.label = label
                unit.label_home = None if self._raw else _home_of(source, label.printed)
                marks = spans[0].marks
                spans = _after_label(spans, label)
                if not level and any(mark.kind == "strong" for mark in marks):
                    unit.heading, spans = _run_in(spans, always=True)
        if level or titled or (form == "paragraph" and unit.label and not unit.heading and reads_as_title(words)):
            unit.heading, spans = spans, ()
        elif unit.label and not unit.heading:
            is_title = form in ("paragraph", "item") and is_in_capitals(text_of(spans))
            unit.heading, spans = (spans, ()) if is_title else _run_in(spans, always=False)
        unit.text = spans
        if not unit.label and not unit.heading and not unit.text:
            return []
        return [unit]

    def _alias(self, element: Element, source: Element, content: list[Element] | None) -> str:
        """The key that the editor set: by an attribute list, or by one that stands where `attr_list` prints it."""
        if alias := element.attrib.pop(ALIAS_ATTRIBUTE, ""):
            return alias
        if element.tag not in _HEADINGS and element.get("id") and not (element.get("id") or "").startswith("fn:"):
            return element.get("id") or ""
        if self._raw:
            return ""
        last = content[-1] if content else (source[-1] if content is None and len(source) else None)
        text = last.tail if last is not None else source.text
        found = _ALIAS_AT_END.search((text or "")[-200:])
        if not found or text is None:
            return ""
        kept = text[: len(text) - len(found.group())]
        if last is not None:
            last.tail = kept
        else:
            source.text = kept
        return found[1]


@dataclass(eq=False)
class _Visit:
    element: Element
    flow: Flow
    form: ClauseForm
    number: str = ""
    inside: Flow | None = None


def _after_label(spans: tuple[Span, ...], label: Label) -> tuple[Span, ...]:
    _, rest = cut(spans, len(label.printed))
    words = text_of(rest)
    dashes = len(words) - len(words.lstrip(" —–-:"))
    return cut(rest, dashes)[1] if dashes else rest


def _run_in(spans: tuple[Span, ...], *, always: bool) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Heading and text of a block that starts with its title in bold, or set off otherwise and short."""
    size, bold = 0, True
    for span in spans:
        is_bold = any(mark.kind == "strong" for mark in span.marks)
        if not is_bold and not any(mark in _SET_OFF for mark in span.marks):
            break
        bold = bold and is_bold
        size += len(span.text)
    words = text_of(spans)
    title = words[:size].rstrip()
    if not title or size > (_LONGEST_RUN_IN if bold else _LONGEST_SET_OFF):
        return (), spans
    following = words[size:].lstrip()
    if following[:1] in (".", ":", "—", "–"):
        size = len(words) - len(following) + 1
    elif not always and not title.endswith(_RUN_IN_END) and following:
        return (), spans
    return cut(spans, size)


def _home_of(element: Element, printed: str) -> Element | None:
    """The element in whose own text the whole printed label stands."""
    home: Element | None = element
    while home is not None:
        text = (home.text or "").lstrip()
        if text:
            return home if text.startswith(printed) else None
        home = home[0] if len(home) and isinstance(home[0].tag, str) else None
    return None
