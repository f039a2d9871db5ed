"""The one fixed profile of Markdown by which words are judged (DESIGN: "Editions, from git"), and how it reads."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import RLock
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.toc import remove_fnrefs, render_inner_html, slugify, strip_tags, unique
from markdown.util import AtomicString

from policydiff.clauses.anchors import name_anchors
from policydiff.clauses.extension import HEADING_TAGS, ClauseExtension, ids_of
from policydiff.clauses.lines import lines_of
from policydiff.clauses.outline import arrange
from policydiff.clauses.sections import cut_sections
from policydiff.clauses.units import Flow, Unit, take_apart

PROFILE_EXTENSIONS = (
    "toc", "tables", "fenced_code", "footnotes", "def_list", "attr_list", "abbr", "admonition", "md_in_html",
)  # fmt: skip
"""The extensions by which words are judged, whatever a site adds for show. Version 1; never changed silently."""

_LOCK = RLock()
"""Python-Markdown keeps the state of the page it reads."""

References = tuple[tuple[str, tuple[str, str | None]], ...]


@dataclass(frozen=True)
class _Heading:
    """A heading's id: given by the author, or the slug that it would have alone on the page."""

    unit: int | None
    given: str
    slug: str


@dataclass(frozen=True)
class _Section:
    """What a section of a text contributes to any text it stands in."""

    units: tuple[Unit, ...]
    headings: tuple[_Heading, ...]
    ids: tuple[str, ...]
    words: str
    lines: int
    """How many ends of lines it has."""


def read_units(body: str) -> list[Unit]:
    """The clauses of a text's body, arranged and named, on no page."""
    units: list[Unit] = []
    ids: list[str] = []
    headings: list[tuple[Unit | None, _Heading]] = []
    page = Flow()
    line = 0
    for section in _sections(body):
        flows: dict[Flow, Flow] = {}
        made: dict[Unit, Unit] = {}
        found: list[Unit] = []
        for unit in section.units:
            copy = unit.fresh(_copy(unit.flow, flows, made, page))
            copy.line += line
            made[unit] = copy
            found.append(copy)
        headings += [(None if head.unit is None else found[head.unit], head) for head in section.headings]
        ids += section.ids
        units += found
        line += section.lines
    used = {*ids, *(head.given for _, head in headings if head.given)}
    counters: dict[str, int] = {}
    for heading, head in headings:
        name = head.given or unique(head.slug, used, counters)
        ids.append(name)
        if heading:
            heading.own_id = name
    arrange(units)
    name_anchors(units, ids)
    return units


def read_words(body: str) -> list[str]:
    """The words of a text's body, section by section."""
    return [section.words for section in _sections(body)]


def render_page(body: str) -> tuple[str, list[Any], list[Unit]]:
    """The page of a text's body: HTML, the entries of its table of contents, its clauses."""
    with _LOCK:
        markdown, clauses = _renderer()
        markdown.reset()
        try:
            page = markdown.convert(body)
        except Exception:
            # Whatever a text does to Python-Markdown, its words must be shown.
            markdown.reset()
            root = _literally(body)
            markdown.treeprocessors["policydiff_clauses"].run(root)
            page = markdown.serializer(root)
        units = list(clauses.units)
        read = read_units(body)
        lines = [unit.line for unit in read] if len(read) == len(units) else lines_of(units, body)
        for unit, line in zip(units, lines, strict=True):
            unit.settle(line)
        return page, list(getattr(markdown, "toc_tokens", [])), units


def _copy(flow: Flow, flows: dict[Flow, Flow], made: dict[Unit, Unit], page: Flow) -> Flow:
    if flow in flows:
        return flows[flow]
    if flow.root:
        flows[flow] = page
    else:
        outer = _copy(flow.outer, flows, made, page) if flow.outer else None
        flows[flow] = Flow(made[flow.owner] if flow.owner else None, outer)
    return flows[flow]


def _sections(body: str) -> list[_Section]:
    with _LOCK:
        parts = cut_sections(body)
        targets: dict[str, tuple[str, str | None]] = {}
        for part in parts:
            if "]:" in part:
                targets.update(_definitions(part))
        return [_read(part, _used(part, targets)) for part in parts]


def _used(part: str, targets: dict[str, tuple[str, str | None]]) -> References:
    """The link targets that a section could mean."""
    if not targets or "[" not in part:
        return ()
    plain = " ".join(part.lower().split())
    return tuple((name, target) for name, target in targets.items() if name in plain)


@lru_cache(maxsize=4_000)
def _definitions(part: str) -> References:
    markdown = _reader()
    markdown.reset()
    try:
        _parse(markdown, part)
    except Exception:
        return ()
    return tuple(markdown.references.items())


@lru_cache(maxsize=20_000)
def _read(part: str, references: References) -> _Section:
    markdown = _reader()
    markdown.reset()
    try:
        root = _parse(markdown, part)
        markdown.references = dict(references)  # type: ignore[arg-type]
        for processor in markdown.treeprocessors:
            changed = processor.run(root)
            root = root if changed is None else changed
    except Exception:
        markdown.reset()
        root = _literally(part)
    heads = [element for element in root.iter() if element.tag in HEADING_TAGS]
    given = {id(head): head.get("id") or "" for head in heads}
    slugs = {id(head): "" if given[id(head)] else _slug(head, markdown) for head in heads}
    units = list(take_apart(root, markdown))
    places = {id(unit.element): place for place, unit in enumerate(units)}
    for head in heads:
        head.attrib.pop("id", None)
    section = _Section(
        tuple(units),
        tuple(_Heading(places.get(id(head)), given[id(head)], slugs[id(head)]) for head in heads),
        tuple(ids_of(root, units, markdown)),
        " ".join(unit.words for unit in units),
        part.count("\n"),
    )
    for unit, line in zip(units, lines_of(units, part), strict=True):
        unit.settle(line)
        unit.let_go()
    return section


def _slug(heading: Element, markdown: Markdown) -> str:
    """As the `toc` extension makes it."""
    name = strip_tags(render_inner_html(remove_fnrefs(heading), markdown))
    return slugify(html.unescape(name), "-")


def _parse(markdown: Markdown, part: str) -> Element:
    lines: Sequence[str] = part.split("\n")
    for processor in markdown.preprocessors:
        lines = processor.run(list(lines))
    root = markdown.parser.parseDocument(lines).getroot()
    assert root is not None, "a document has a root"
    return root


def _literally(body: str) -> Element:
    """A text that cannot be read as Markdown: its paragraphs, as they are written."""
    root = Element("div")
    for block in body.split("\n\n"):
        if block.strip():
            SubElement(root, "p").text = AtomicString(block.replace("\x02", "").replace("\x03", ""))
    return root


@cache
def _renderer() -> tuple[Markdown, ClauseExtension]:
    clauses = ClauseExtension()
    return Markdown(extensions=[*PROFILE_EXTENSIONS, clauses], output_format="html"), clauses


@cache
def _reader() -> Markdown:
    """For clauses only: without table of contents, pretty-printing and the marking of the page."""
    extensions = [name for name in PROFILE_EXTENSIONS if name != "toc"]
    markdown = Markdown(extensions=[*extensions, ClauseExtension()], output_format="html")
    markdown.treeprocessors.deregister("policydiff_clauses")
    markdown.treeprocessors.deregister("prettify")
    return markdown
