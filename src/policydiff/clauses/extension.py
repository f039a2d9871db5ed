"""The Python-Markdown extension that gives a page the anchors of its clauses.

The same marking makes the clause tree and the page, so the two cannot disagree. A clause's element has its anchor as
`id` and the class `pd-clause`; a label that is printed in the text stands in `<span class="pd-label">`; ids that the
element had before (slugs of headings, keys set with `{#…}`) stay in the page on empty elements of class `pd-alias`.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from policydiff.clauses.anchors import name_anchors
from policydiff.clauses.block import ALIAS_ATTRIBUTE
from policydiff.clauses.bounds import bound_footnotes, bound_links, bound_nesting
from policydiff.clauses.lists import ListProcessor, ShallowQuoteProcessor
from policydiff.clauses.long_blocks import LongBlockPreprocessor
from policydiff.clauses.outline import arrange
from policydiff.clauses.raw import write_anchors
from policydiff.clauses.units import Unit
from policydiff.clauses.walk import take_apart

_AFTER_ALL_OTHERS = -10
_BEFORE_SETEXT_HEADINGS = 65
_HEADING_AFTER_LISTS = 64
_QUOTE = 20
_BETWEEN_ATTR_LIST_AND_TOC = 6
_RAW_ID = re.compile(r"""\s(?:id|name)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class ClauseExtension(Extension):
    """Marks the clauses of a page."""

    def __init__(self, **configs: Any) -> None:
        super().__init__(**configs)
        self.units: list[Unit] = []
        """The clauses of the page that was converted last."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Register with a Markdown instance."""
        for name in ("olist", "ulist", "indent"):
            if name in md.parser.blockprocessors:
                md.parser.blockprocessors.deregister(name)
        md.parser.blockprocessors.register(_HeadingProcessor(md.parser), "hashheader", _HEADING_AFTER_LISTS)
        md.parser.blockprocessors.register(ListProcessor(md.parser), "policydiff_lists", _BEFORE_SETEXT_HEADINGS)
        md.parser.blockprocessors.register(ShallowQuoteProcessor(md.parser), "quote", _QUOTE)
        md.preprocessors.register(LongBlockPreprocessor(md), "policydiff_long_blocks", _AFTER_ALL_OTHERS)
        bound_links(md)
        bound_footnotes(md)
        bound_nesting(md)
        md.registerExtension(self)
        md.treeprocessors.register(_KeyProcessor(md), "policydiff_keys", _BETWEEN_ATTR_LIST_AND_TOC)
        md.treeprocessors.register(_ClauseProcessor(md, self), "policydiff_clauses", _AFTER_ALL_OTHERS)

    def reset(self) -> None:
        """Forget the page before."""
        self.units = []


def ids_of(root: Element, units: Iterable[Unit]) -> Iterator[str]:
    """The ids of a page's elements that are not made here, those of headings included."""
    own = {id(unit.element) for unit in units}
    for element in root.iter():
        name = element.get("id")
        if name and (id(element) not in own or element.tag in HEADING_TAGS):
            yield name


def raw_ids_of(markdown: Markdown) -> Iterator[str]:
    """The ids in the raw HTML of a page."""
    for raw in markdown.htmlStash.rawHtmlBlocks:
        if isinstance(raw, str):
            for found in _RAW_ID.finditer(raw):
                yield found[1]


class _HeadingProcessor(HashHeaderProcessor):
    """Headings that are indented by up to three spaces are headings (CommonMark 0.31, section 4.2)."""

    RE = re.compile(HashHeaderProcessor.RE.pattern.replace(r"(?:^|\n)", r"(?:^|\n)(?:[ ]{1,3}(?=#{1,6} ))?", 1))


class _KeyProcessor(Treeprocessor):
    """Remembers which headings have a key of the editor's, before the others get their slugs."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in HEADING_TAGS and element.get("id"):
                element.set(ALIAS_ATTRIBUTE, element.get("id") or "")


class _ClauseProcessor(Treeprocessor):
    def __init__(self, md: Markdown, extension: ClauseExtension) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: Element) -> None:
        units = list(take_apart(root, self.md))
        arrange(units)
        name_anchors(units, (*ids_of(root, units), *raw_ids_of(self.md)))
        self._extension.units = units
        mark_clauses(root, units, self.md)
        self._lead_to_anchors(root, units)

    def _lead_to_anchors(self, root: Element, units: Sequence[Unit]) -> None:
        """The table of contents and the signs beside headings lead to the anchors."""
        follow = _follow_moved(units)
        for element in root.iter("a"):
            if "headerlink" in (element.get("class") or ""):
                element.set("href", "#" + follow((element.get("href") or "").removeprefix("#")))
        for element in root.iter("div"):
            if "toc" in (element.get("class") or "").split():
                follow = _follow_moved(units)
                for link in element.iter("a"):
                    link.set("href", "#" + follow((link.get("href") or "").removeprefix("#")))
        follow = _follow_moved(units)
        waiting = list(getattr(self.md, "toc_tokens", []))
        while waiting:
            token = waiting.pop(0)
            token["id"] = follow(token["id"])
            waiting = [*token["children"], *waiting]


def _follow_moved(units: Sequence[Unit]) -> Callable[[str], str]:
    """From ids as they were to anchors; of one that several headings were given by hand, from each in its turn."""
    anchors: dict[str, deque[str]] = {}
    for unit in units:
        if unit.own_id:
            anchors.setdefault(unit.own_id, deque()).append(unit.anchor)

    def follow(name: str) -> str:
        found = anchors.get(name)
        if not found:
            return name
        return found.popleft() if len(found) > 1 else found[0]

    return follow


def mark_clauses(root: Element, units: Iterable[Unit], markdown: Markdown) -> None:
    """Give the elements of named clauses their anchors."""
    parents = {id(child): element for element in root.iter() for child in element}
    blocks: dict[int, tuple[Element, list[tuple[Element, str]]]] = {}
    for unit in units:
        if unit.raw:
            inside = blocks.setdefault(unit.raw[0], (unit.raw[1], []))[1]
            if unit.anchor != unit.own_id:
                inside.append((unit.element, unit.anchor))
        elif unit.element.tag == "p" and unit.form in ("html", "code"):
            _mark_before(unit, parents[id(unit.element)])
        else:
            _mark(unit)
    stash: list[Any] = markdown.htmlStash.rawHtmlBlocks
    for number, (block, anchors) in blocks.items():
        stash[number] = write_anchors(stash[number], block, anchors)


def _mark(unit: Unit) -> None:
    element = unit.element
    if unit.label and unit.label_home is not None:
        _wrap_label(unit.label_home, unit.label.printed)
    if unit.own_id and unit.own_id != unit.anchor:
        _keep_id(element, unit.own_id)
    if unit.alias and unit.alias not in (unit.own_id, unit.anchor):
        _keep_id(element, unit.alias)
    element.set("id", unit.anchor)
    element.set("class", " ".join([*(element.get("class") or "").split(), "pd-clause"]))


def _mark_before(unit: Unit, parent: Element) -> None:
    """Raw HTML is put back as it was written, so its anchor stands before it."""
    mark = Element("div", {"id": unit.anchor, "class": "pd-clause"})
    parent.insert(list(parent).index(unit.element), mark)


def _wrap_label(home: Element, printed: str) -> None:
    text = home.text or ""
    start = len(text) - len(text.lstrip())
    label = Element("span", {"class": "pd-label"})
    label.text = printed
    label.tail = text[start + len(printed) :]
    home.text = text[:start]
    home.insert(0, label)


def _keep_id(element: Element, name: str) -> None:
    if element.tag == "tr":
        return
    alias = Element("span", {"id": name, "class": "pd-alias"})
    alias.tail, element.text = element.text, None
    element.insert(0, alias)


def makeExtension(**configs: Any) -> ClauseExtension:  # noqa: N802 (the name is Python-Markdown's)
    """For `markdown_extensions: [policydiff.clauses.extension]`."""
    return ClauseExtension(**configs)
