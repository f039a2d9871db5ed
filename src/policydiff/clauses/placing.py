"""The clauses of a text from those of its sections: arranged, named, and made part of a tree.

Which clause stands below which, and what they are called, depends on the shape of the sections only: on their labels
and forms, not on their words. Most editions have the shape of the one before, so the answer is kept.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from markdown.extensions.toc import unique

from policydiff.clauses.anchors import name_anchors
from policydiff.clauses.outline import arrange
from policydiff.clauses.units import Flow, Unit
from policydiff.model import Clause


@dataclass(frozen=True)
class Heading:
    """A heading's id: given by the author, or the slug that it would have alone on the page."""

    unit: int | None
    given: str
    slug: str
    name: str
    """In the table of contents."""
    level: int


@dataclass(frozen=True)
class Section:
    """What a section of a text contributes to any text it stands in."""

    units: tuple[Unit, ...]
    headings: tuple[Heading, ...]
    ids: tuple[str, ...]
    raw_ids: tuple[str, ...]
    """Of raw HTML, which the slugs of headings take no notice of."""
    words: str
    """In normal form."""
    lines: int
    """How many ends of lines it has."""

    @cached_property
    def shape(self) -> Shape:
        """The same number for all sections that differ in nothing by which clauses are arranged and named."""
        flows: dict[Flow, int] = {}
        places = {unit: place for place, unit in enumerate(self.units)}
        units = tuple(_facts(unit, _number_flow(unit.flow, flows)) for unit in self.units)
        streams = tuple(
            (flow.root, places[flow.owner] if flow.owner else None, flows[flow.outer] if flow.outer else None)
            for flow in flows
        )
        headings = tuple((heading.unit, heading.given, heading.slug) for heading in self.headings)
        return _share_shape((units, streams, headings, self.ids, self.raw_ids))


def _facts(unit: Unit, flow: int) -> Hashable:
    title = unit.heading_words if unit.form == "heading" and not unit.label else bool(unit.heading)
    return unit.form, unit.label, unit.level, unit.counted, bool(unit.text), title, unit.own_id, flow


def _number_flow(flow: Flow, flows: dict[Flow, int]) -> int:
    if flow not in flows:
        if flow.outer:
            _number_flow(flow.outer, flows)
        flows[flow] = len(flows)
    return flows[flow]


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What of a section its place depends on; sections of one shape share the object, which is quick to compare."""

    facts: Hashable


_share_shape = lru_cache(maxsize=20_000)(Shape)


@dataclass(frozen=True)
class Placed:
    """Where the clauses of a text stand, and what they are called; one entry for each clause, in order."""

    parents: tuple[int | None, ...]
    levels: tuple[int, ...]
    anchors: tuple[str, ...]
    own_ids: tuple[str, ...]
    headings: tuple[str, ...] = ()
    """For each heading the id that the `toc` extension gives it."""


def note_places(units: Sequence[Unit], headings: Sequence[str] = ()) -> Placed:
    """What was found out about units that are arranged and named."""
    places = {unit: place for place, unit in enumerate(units)}
    parents = tuple(places[unit.parent] if unit.parent else None for unit in units)
    levels: list[int] = []
    for parent in parents:
        levels.append(1 if parent is None else levels[parent] + 1)
    anchors, own_ids = tuple(unit.anchor for unit in units), tuple(unit.own_id for unit in units)
    return Placed(parents, tuple(levels), anchors, own_ids, tuple(headings))


@dataclass(frozen=True)
class _Series:
    shapes: tuple[Shape, ...]
    sections: Sequence[Section] = field(compare=False)


def place_sections(sections: Sequence[Section]) -> Placed:
    """Arrange and name the clauses of the sections that make up a text."""
    return _place(_Series(tuple(section.shape for section in sections), sections))


@lru_cache(maxsize=100)
def _place(series: _Series) -> Placed:
    units: list[Unit] = []
    ids: list[str] = []
    raw_ids: list[str] = []
    headings: list[tuple[Unit | None, Heading]] = []
    page = Flow()
    for section in series.sections:
        flows: dict[Flow, Flow] = {}
        made: dict[Unit, Unit] = {}
        found: list[Unit] = []
        for unit in section.units:
            copy = made[unit] = unit.fresh(_copy(unit.flow, flows, made, page))
            found.append(copy)
        headings += [(None if head.unit is None else found[head.unit], head) for head in section.headings]
        ids += section.ids
        raw_ids += section.raw_ids
        units += found
    used = {*ids, *(head.given for _, head in headings if head.given)}
    counters: dict[str, int] = {}
    names: list[str] = []
    for heading, head in headings:
        name = head.given or unique(head.slug, used, counters)
        names.append(name)
        if heading:
            heading.own_id = name
    arrange(units)
    name_anchors(units, [*ids, *names, *raw_ids])
    return note_places(units, names)


def _copy(flow: Flow, flows: dict[Flow, Flow], made: dict[Unit, Unit], page: Flow) -> Flow:
    if flow.root:
        return page
    if flow not in flows:
        outer = _copy(flow.outer, flows, made, page) if flow.outer else None
        flows[flow] = Flow(made[flow.owner] if flow.owner else None, outer)
    return flows[flow]


def clauses_of(sections: Sequence[Section], placed: Placed, line: int) -> tuple[Clause, ...]:
    """The clauses of a text of which the first section starts in a line of its file."""
    units = chain.from_iterable(section.units for section in sections)
    return tuple(make_clauses(units, lines_in(sections, line), placed))


def lines_in(sections: Sequence[Section], line: int = 0) -> list[int]:
    """The line of each clause of a text of which the first section starts in a line."""
    starts = accumulate((section.lines for section in sections), initial=line)
    return [start + unit.line for section, start in zip(sections, starts, strict=False) for unit in section.units]


def make_clauses(units: Iterable[Unit], lines: Iterable[int], placed: Placed) -> Iterator[Clause]:
    """The clauses that units become. What a unit became in the text before it often becomes again."""
    for unit, line, parent, level, anchor in zip(
        units, lines, placed.parents, placed.levels, placed.anchors, strict=True
    ):
        clause = unit.clause
        if (
            clause is None
            or clause.line != line
            or clause.parent != parent
            or clause.anchor != anchor
            or clause.level != level
        ):
            clause = unit.clause = Clause(
                anchor=anchor,
                label=unit.label.shown if unit.label else "",
                heading=unit.heading_words,
                text=unit.text_words,
                parent=parent,
                level=level,
                form=unit.form,
                spans=unit.text,
                heading_spans=unit.heading,
                alias=unit.alias,
                line=line,
            )
        yield clause


def title_of(sections: Sequence[Section]) -> str:
    """The title of a text: its first heading, where that is of the first level and has no label."""
    return read_title(unit for section in sections for unit in section.units)


def read_title(units: Iterable[Unit]) -> str:
    """The title among the units of a text; empty without one."""
    first = next((unit for unit in units if unit.form == "heading"), None)
    return first.heading_words if first and first.level == 1 and not first.label else ""
