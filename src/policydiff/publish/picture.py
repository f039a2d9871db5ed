"""The picture of a change log: editions on a time axis above a grid of sections by editions, as SVG parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Literal

from policydiff.compare import text_before
from policydiff.model import Change, Chronicle
from policydiff.publish.sections import top_of, tree_with

Sign = Literal["new", "gone", "changed", "moved"]

COLUMN = 28
ROW = 28
AXIS = 84
ROOM_FOR_A_YEAR = 44
NARROWEST = 456
"""Lengths in units of the picture, of which sixteen are as long as the text is high: a column and a row hold a target
of 24 CSS pixels with space around it, and the names of the sections fit beside it into Material's column of text."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An edition on the time axis."""

    number: int
    x: float
    column: float
    radius: float
    words: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What an edition did to a section."""

    number: int
    x: float
    y: float
    sign: Sign
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A row of the grid: a clause at the top of the text, known by its key."""

    key: str
    name: str
    y: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The first of January on the time axis."""

    year: int
    x: float


@dataclass(frozen=True)
class Picture:
    """All positions of the picture."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    years: tuple[Year, ...]
    sections: tuple[Section, ...]


def words_changed(chronicle: Chronicle, number: int) -> int:
    """How many words an edition inserted or deleted."""
    changes = chronicle.comparisons[number - 1].changes
    return sum(len(s.text.split()) for change in changes for s in change.redline if s.op != "=")


def draw(chronicle: Chronicle) -> Picture:
    """Lay the picture out."""
    editions = chronicle.history.editions
    span = max(len(editions) * COLUMN, NARROWEST)
    days = [edition.posting_day.toordinal() for edition in editions]
    first, last = min(days), max(days)
    scale = (span - COLUMN) / max(last - first, 1)

    def along(day: int) -> float:
        return round(COLUMN / 2 + (day - first) * scale, 1)

    def column(number: int) -> float:
        return round(COLUMN / 2 + (number - 1) * (span - COLUMN) / max(len(editions) - 1, 1), 1)

    dots = tuple(
        Dot(edition.number, along(day), column(edition.number), _radius(chronicle, edition.number), words)
        for edition, day in zip(editions, days, strict=True)
        for words in [words_changed(chronicle, edition.number)]
    )
    years = _years(first, last, along)
    return _grid(chronicle, column, span, dots, years)


def _years(first: int, last: int, along: Callable[[int], float]) -> tuple[Year, ...]:
    start, end = date.fromordinal(first).year, date.fromordinal(last).year
    found = [Year(year, along(date(year, 1, 1).toordinal())) for year in range(start + 1, end + 1)]
    if not found or found[0].x - along(first) > ROOM_FOR_A_YEAR:
        found.insert(0, Year(start, along(first)))
    return tuple(found[:: len(found) // 12 + 1])


def _radius(chronicle: Chronicle, number: int) -> float:
    """The area of a dot is in proportion to the words that changed; the first edition has a fixed size."""
    if number == 1:
        return 6.0
    return round(min(4 + sqrt(words_changed(chronicle, number)) / 2.5, 13), 1)


def _grid(
    chronicle: Chronicle, column: Callable[[int], float], span: int, dots: tuple[Dot, ...], years: tuple[Year, ...]
) -> Picture:
    marks: dict[str, dict[int, list[Change]]] = {}
    for edition in chronicle.history.editions[1:]:
        for change in chronicle.comparisons[edition.number - 1].changes:
            key = section_key(chronicle, edition.number, change)
            marks.setdefault(key, {}).setdefault(edition.number, []).append(change)
    sections = []
    for place, key in enumerate(sorted(marks, key=_order(chronicle))):
        y = AXIS + place * ROW + ROW / 2
        cells = tuple(
            Cell(number, column(number), y, _sign(chronicle, key, number, changes), _kinds(changes))
            for number, changes in marks[key].items()
        )
        sections.append(Section(key, _name(chronicle, key), y, cells))
    return Picture(span, AXIS + len(sections) * ROW, dots, years, tuple(sections))


def section_key(chronicle: Chronicle, number: int, change: Change) -> str:
    """The key of the section that a change belongs to."""
    place, tree = tree_with(chronicle, number if change.new is not None else number - 1, change.clause)
    return chronicle.keys[place - 1].get(top_of(tree, change.clause).anchor, "")


def _order(chronicle: Chronicle) -> Callable[[str], int]:
    order: dict[str, int] = {}
    for tree, keys in zip(reversed(chronicle.trees), reversed(chronicle.keys), strict=True):
        for place, clause in enumerate(tree.clauses):
            order.setdefault(keys.get(clause.anchor, ""), place)
    return lambda key: order.get(key, 0)


def _name(chronicle: Chronicle, key: str) -> str:
    for tree, keys in zip(reversed(chronicle.trees), reversed(chronicle.keys), strict=True):
        for anchor, known in keys.items():
            if known == key:
                return tree.by_anchor[anchor].name
    return key


def _kinds(changes: list[Change]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for change in changes for kind in change.kinds))


def _sign(chronicle: Chronicle, key: str, number: int, changes: list[Change]) -> Sign:
    kinds = set(_kinds(changes))
    here = key in chronicle.keys[number - 1].values()
    before = key in chronicle.keys[text_before(chronicle, number) - 1].values()
    if here and not before:
        return "new"
    if before and not here:
        return "gone"
    return "moved" if kinds <= {"moved", "renumbered", "format"} else "changed"
