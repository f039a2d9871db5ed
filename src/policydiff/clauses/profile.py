"""The one fixed profile of Markdown by which words are judged (DESIGN: "Editions, from git"), and how it reads."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from threading import RLock
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.md_in_html import HtmlBlockPreprocessor
from markdown.extensions.toc import nest_toc_tokens, remove_fnrefs, render_inner_html, slugify, strip_tags
from markdown.util import AtomicString

from policydiff.clauses.extension import HEADING_TAGS, ClauseExtension, ids_of, mark_clauses, raw_ids_of
from policydiff.clauses.lines import lines_of
from policydiff.clauses.placing import (
    Heading,
    Placed,
    Section,
    clauses_of,
    lines_in,
    make_clauses,
    note_places,
    place_sections,
    read_title,
    title_of,
)
from policydiff.clauses.plain import has_markup, read_plain_blocks, skip_idle_patterns
from policydiff.clauses.sections import cut_sections, starts_with_item
from policydiff.clauses.units import Unit
from policydiff.clauses.walk import take_apart
from policydiff.clauses.words import fold
from policydiff.model import ClauseTree
from policydiff.recent import keep_of_policy

PROFILE_EXTENSIONS = (
    "toc", "tables", "fenced_code", "footnotes", "def_list", "attr_list", "abbr", "admonition", "md_in_html",
)  # fmt: skip
"""The extensions by which words are judged, whatever a site adds for show. Version 1; never changed silently."""

_DEFINES = re.compile(r"\n {0,3}:(?:\s|\Z)")
"""A definition: definitions in a row make one list in the page, across what divides sections."""

_SHOWS_CONTENTS = re.compile(r"\btoc\b|headerlink")
"""Where a text shows or touches its own table of contents."""

_LOCK = RLock()
"""Python-Markdown keeps the state of the page it reads."""

References = tuple[tuple[str, tuple[str, str | None]], ...]


def read_sections(body: str) -> list[Section]:
    """The sections of a text's body, each read once for all texts."""
    with _LOCK:
        return [_read(*part) for part in _parts(body)]


def render_page(body: str, line: int) -> tuple[tuple[str, ...], list[Any], ClauseTree]:
    """The page of a body that starts in a line of its file: HTML in sections, its table of contents, its clauses."""
    with _LOCK:
        return _render_by_sections(body, line) or _render_whole(body, line)


def _render_by_sections(body: str, line: int = 1) -> tuple[tuple[str, ...], list[Any], ClauseTree] | None:
    """The page put together from its sections, each rendered once for all texts; None where it cannot be."""
    parts = cut_sections(body)
    if len(parts) < 2 or any(map(_concerns_page, parts)):
        return None
    targets = _targets(parts)
    sections = [_read(part, _used(part, targets)) for part in parts]
    placed = place_sections(sections)
    pages: list[str] = []
    unit = head = first = 0
    for part, last in _join_lists(parts):
        joined = sections[first : last + 1]
        last_unit = unit + sum(len(section.units) for section in joined)
        last_head = head + sum(len(section.headings) for section in joined)
        names = tuple(zip(placed.own_ids[unit:last_unit], placed.anchors[unit:last_unit], strict=True))
        page = _render_section(part, _used(part, targets), names, placed.headings[head:last_head])
        if page is None:
            return None
        pages.append(page)
        unit, head, first = last_unit, last_head, last + 1
    tree = ClauseTree(title_of(sections), clauses_of(sections, placed, line))
    return tuple(page for page in pages if page), nest_toc_tokens(_entries(sections, placed)), tree


@lru_cache(maxsize=20_000)
def _concerns_page(part: str) -> bool:
    """Whether a section makes something of the page that others have a part in."""
    return _SHOWS_CONTENTS.search(part.lower()) is not None or _DEFINES.search(f"\n{part}") is not None


def _entries(sections: Sequence[Section], placed: Placed) -> list[Any]:
    """The headings of a text, in order, as the `toc` extension has them."""
    found: list[Any] = []
    names = iter(placed.headings)
    start = 0
    for section in sections:
        for heading, name in zip(section.headings, names, strict=False):  # the names go on in the next section
            anchor = name if heading.unit is None else placed.anchors[start + heading.unit]
            found.append({"level": heading.level, "id": anchor, "name": heading.name})
        start += len(section.units)
    return found


def _join_lists(parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Sections with whole lists, each with the place of its last part: how an item looks depends on the others."""
    first = 0
    for place in range(1, len(parts) + 1):
        if place == len(parts) or not starts_with_item(parts[place]):
            yield "".join(parts[first:place]), place - 1
            first = place


def _render_whole(body: str, line: int = 1) -> tuple[tuple[str, ...], list[Any], ClauseTree]:
    markdown, extension = _renderer()
    markdown.reset()
    try:
        page = markdown.convert(body)
    except Exception:
        # Whatever a text does to Python-Markdown, its words must be shown.
        markdown.reset()
        root = _literally(body)
        markdown.treeprocessors["policydiff_clauses"].run(root)
        page = markdown.serializer(root)
    units = list(extension.units)
    sections = read_sections(body)
    lines = lines_in(sections)
    if len(lines) != len(units):
        lines = lines_of(units, body)
    for unit, found in zip(units, lines, strict=True):
        unit.settle(found)
    clauses = tuple(make_clauses(units, [line + each for each in lines], note_places(units)))
    return (page,), list(getattr(markdown, "toc_tokens", [])), ClauseTree(read_title(units), clauses)


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
def _read(part: str, references: References) -> Section:
    markdown = _reader()
    markdown.reset()
    try:
        root = _process(markdown, part, references)
    except Exception:
        markdown.reset()
        root = _literally(part)
    heads = [element for element in root.iter() if element.tag in HEADING_TAGS]
    names = [strip_tags(render_inner_html(remove_fnrefs(head), markdown)) for head in heads]
    units = list(take_apart(root, markdown))
    headings = tuple(_headings(heads, names, units)) if heads else ()
    for unit, line in zip(units, lines_of(units, part), strict=True):
        unit.settle(line)
    section = Section(
        tuple(units),
        headings,
        tuple(ids_of(root, units)),
        tuple(raw_ids_of(markdown)),
        fold(" ".join(unit.words for unit in units)),
        part.count("\n"),
    )
    for unit in units:
        unit.let_go()
    return section


def _headings(heads: Iterable[Element], names: Iterable[str], units: Sequence[Unit]) -> Iterator[Heading]:
    """What belongs to the headings of a section, whose ids are taken off: the whole text says what they become."""
    places = {id(unit.element): place for place, unit in enumerate(units)}
    for head, name in zip(heads, names, strict=True):
        given = head.attrib.pop("id", None) or ""
        yield Heading(places.get(id(head)), given, slugify(html.unescape(name), "-"), name, int(head.tag[1]))


@keep_of_policy(20_000)
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
    root = read_plain_blocks(part)
    if root is None:
        root = _parse(markdown, part)
    elif not has_markup(part):
        if "prettify" in markdown.treeprocessors:
            markdown.treeprocessors["prettify"].run(root)
        return root
    # The stubs call for a tuple of two texts; a title can be missing.
    markdown.references = dict(references)  # type: ignore[arg-type]
    for processor in markdown.treeprocessors:
        changed = processor.run(root)
        root = root if changed is None else changed
    return root


def _parse(markdown: Markdown, part: str) -> Element:
    lines: Sequence[str] = part.split("\n")
    for processor in markdown.preprocessors:
        if not (isinstance(processor, HtmlBlockPreprocessor) and "<" not in part and "&" not in part):
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
    skip_idle_patterns(markdown)
    return markdown
