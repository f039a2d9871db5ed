"""The one fixed profile of Markdown by which words are judged (DESIGN: "Editions, from git"), and how it reads."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import RLock
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.toc import nest_toc_tokens, remove_fnrefs, render_inner_html, slugify, strip_tags, unique
from markdown.util import AtomicString

from policydiff.clauses.anchors import name_anchors
from policydiff.clauses.extension import HEADING_TAGS, ClauseExtension, ids_of, mark_clauses, raw_ids_of
from policydiff.clauses.lines import lines_of
from policydiff.clauses.outline import arrange
from policydiff.clauses.sections import cut_sections, starts_with_item
from policydiff.clauses.units import Flow, Unit
from policydiff.clauses.walk import take_apart
from policydiff.clauses.words import fold

PROFILE_EXTENSIONS = (
    "toc", "tables", "fenced_code", "footnotes", "def_list", "attr_list", "abbr", "admonition", "md_in_html",
)  # fmt: skip
"""The extensions by which words are judged, whatever a site adds for show. Version 1; never changed silently."""

_DEFINES = re.compile(r"(?m)^ {0,3}:(?:\s|$)")
"""A definition: definitions in a row make one list in the page, across what divides sections."""

_SHOWS_CONTENTS = re.compile(r"(?i)\btoc\b|headerlink")
"""Where a text shows or touches its own table of contents."""

_LOCK = RLock()
"""Python-Markdown keeps the state of the page it reads."""

References = tuple[tuple[str, tuple[str, str | None]], ...]


@dataclass(frozen=True)
class _Heading:
    """A heading's id: given by the author, or the slug that it would have alone on the page."""

    unit: int | None
    given: str
    slug: str
    name: str
    """In the table of contents."""
    level: int


@dataclass(frozen=True)
class _Section:
    """What a section of a text contributes to any text it stands in."""

    units: tuple[Unit, ...]
    headings: tuple[_Heading, ...]
    ids: tuple[str, ...]
    raw_ids: tuple[str, ...]
    """Of raw HTML, which the slugs of headings take no notice of."""
    words: str
    """In normal form."""
    lines: int
    """How many ends of lines it has."""


@dataclass(frozen=True)
class _Named:
    """A text's clauses, arranged and named, and what belongs to its headings."""

    units: list[Unit]
    headings: list[tuple[Unit | None, _Heading, str]]
    """Each with the id that the `toc` extension gives it."""
    cuts: list[tuple[int, int]]
    """How many units and headings stand before the end of each section."""


def read_units(body: str) -> list[Unit]:
    """The clauses of a text's body, arranged and named, on no page."""
    return _name(_sections(body)).units


def _name(sections: Sequence[_Section]) -> _Named:
    units: list[Unit] = []
    ids: list[str] = []
    raw_ids: list[str] = []
    headings: list[tuple[Unit | None, _Heading]] = []
    cuts: list[tuple[int, int]] = []
    page = Flow()
    line = 0
    for section in sections:
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
        raw_ids += section.raw_ids
        units += found
        line += section.lines
        cuts.append((len(units), len(headings)))
    used = {*ids, *(head.given for _, head in headings if head.given)}
    counters: dict[str, int] = {}
    named = []
    for heading, head in headings:
        name = head.given or unique(head.slug, used, counters)
        ids.append(name)
        named.append((heading, head, name))
        if heading:
            heading.own_id = name
    arrange(units)
    name_anchors(units, [*ids, *raw_ids])
    return _Named(units, named, cuts)


def read_words(body: str) -> list[str]:
    """The words of a text's body in normal form, section by section."""
    return [section.words for section in _sections(body)]


def render_page(body: str) -> tuple[tuple[str, ...], list[Any], list[Unit]]:
    """The page of a text's body: HTML in sections, the entries of its table of contents, its clauses."""
    with _LOCK:
        return _render_by_sections(body) or _render_whole(body)


def _render_by_sections(body: str) -> tuple[tuple[str, ...], list[Any], list[Unit]] | None:
    """The page put together from its sections, each rendered once for all texts; None where it cannot be."""
    parts = cut_sections(body)
    if len(parts) < 2 or _SHOWS_CONTENTS.search(body) or _DEFINES.search(body):
        return None
    targets = _targets(parts)
    named = _name([_read(part, _used(part, targets)) for part in parts])
    pages: list[str] = []
    unit = head = 0
    for part, last in _join_lists(parts):
        last_unit, last_head = named.cuts[last]
        names = tuple((each.own_id, each.anchor) for each in named.units[unit:last_unit])
        slugs = tuple(name for _, _, name in named.headings[head:last_head])
        page = _render_section(part, _used(part, targets), names, slugs)
        if page is None:
            return None
        pages.append(page)
        unit, head = last_unit, last_head
    tokens: list[Any] = [
        {"level": heading.level, "id": clause.anchor if clause else name, "name": heading.name}
        for clause, heading, name in named.headings
    ]
    return tuple(page for page in pages if page), nest_toc_tokens(tokens), named.units


def _join_lists(parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Sections with whole lists, each with the place of its last part: how an item looks depends on the others."""
    first = 0
    for place in range(1, len(parts) + 1):
        if place == len(parts) or not starts_with_item(parts[place]):
            yield "".join(parts[first:place]), place - 1
            first = place


def _render_whole(body: str) -> tuple[tuple[str, ...], list[Any], list[Unit]]:
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
    return (page,), list(getattr(markdown, "toc_tokens", [])), units


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
        return [_read(*part) for part in _parts(body)]


def _parts(body: str) -> list[tuple[str, References]]:
    """The sections of a text, each with what it takes from elsewhere."""
    parts = cut_sections(body)
    targets = _targets(parts)
    return [(part, _used(part, targets)) for part in parts]


def _targets(parts: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    targets: dict[str, tuple[str, str | None]] = {}
    for part in parts:
        if "]:" in part:
            targets.update(_definitions(part))
    return targets


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
        root = _process(markdown, part, references)
    except Exception:
        markdown.reset()
        root = _literally(part)
    heads = [element for element in root.iter() if element.tag in HEADING_TAGS]
    given = {id(head): head.get("id") or "" for head in heads}
    names = {id(head): strip_tags(render_inner_html(remove_fnrefs(head), markdown)) for head in heads}
    units = list(take_apart(root, markdown))
    places = {id(unit.element): place for place, unit in enumerate(units)}
    for head in heads:
        head.attrib.pop("id", None)
    section = _Section(
        tuple(units),
        tuple(
            _Heading(
                places.get(id(head)),
                given[id(head)],
                slugify(html.unescape(names[id(head)]), "-"),
                names[id(head)],
                int(head.tag[1]),
            )
            for head in heads
        ),
        tuple(ids_of(root, units)),
        tuple(raw_ids_of(markdown)),
        fold(" ".join(unit.words for unit in units)),
        part.count("\n"),
    )
    for unit, line in zip(units, lines_of(units, part), strict=True):
        unit.settle(line)
        unit.let_go()
    return section


@lru_cache(maxsize=20_000)
def _render_section(
    part: str, references: References, names: tuple[tuple[str, str], ...], headings: tuple[str, ...]
) -> str | None:
    """A section as HTML: `names` are own ids and anchors of its clauses, `headings` the ids of its headings."""
    markdown = _section_renderer()
    markdown.reset()
    try:
        root = _process(markdown, part, references)
    except Exception:
        return None
    heads = [element for element in root.iter() if element.tag in HEADING_TAGS]
    if len(heads) != len(headings):
        return None
    for head, name in zip(heads, headings, strict=True):
        head.set("id", name)
    units = list(take_apart(root, markdown))
    if len(units) != len(names):
        return None
    for unit, (own_id, anchor) in zip(units, names, strict=True):
        unit.own_id, unit.anchor = own_id, anchor
    mark_clauses(root, units, markdown)
    page = markdown.serializer(root).strip().removeprefix("<div>").removesuffix("</div>").strip()
    for processor in markdown.postprocessors:
        page = processor.run(page)
    return page


def _process(markdown: Markdown, part: str, references: References) -> Element:
    root = _parse(markdown, part)
    # The stubs call for a tuple of two texts; a title can be missing.
    markdown.references = dict(references)  # type: ignore[arg-type]
    for processor in markdown.treeprocessors:
        changed = processor.run(root)
        root = root if changed is None else changed
    return root


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
    markdown = _without_page()
    markdown.treeprocessors.deregister("prettify")
    return markdown


@cache
def _section_renderer() -> Markdown:
    """For sections: without table of contents and the marking of the page."""
    return _without_page()


def _without_page() -> Markdown:
    extensions = [name for name in PROFILE_EXTENSIONS if name != "toc"]
    markdown = Markdown(extensions=[*extensions, ClauseExtension()], output_format="html")
    markdown.treeprocessors.deregister("policydiff_clauses")
    return markdown
