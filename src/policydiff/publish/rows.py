"""A comparison as the rows of a redline page, in the order of the new text, removed clauses where they stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from policydiff.model import Change, Clause, ClauseTree, Comparison

RowForm = Literal["kept", "context", "change", "moved away", "renumbered"]
"""`context` is a kept clause under which something changed; `renumbered` a run of clauses only renumbered. A clause
that is only set differently is kept: a redline of it shows nothing."""


@dataclass(frozen=True)
class Row:
    """One clause, or a run of renumbered ones, on a redline page."""

    form: RowForm
    clause: Clause
    change: Change | None = None
    run: tuple[Change, ...] = field(default=())


def rows_of(old: ClauseTree, new: ClauseTree, comparison: Comparison) -> tuple[Row, ...]:
    """All rows of the whole text; leaving out those that are `kept` gives the changes with their headings."""
    changes = {change.new.anchor: change for change in comparison.changes if change.new is not None}
    context = _context(old, new, comparison)
    after = _departures(old, comparison)
    split_off = {anchor for change in comparison.changes if change.new is not None for anchor in change.related_new}
    title = title_place(new)
    rows = [*after.get("", [])]
    for place, clause in enumerate(new.clauses):
        change = changes.get(clause.anchor)
        if change is not None and change.kinds != ("format",):
            rows.append(Row("change", clause, change))
        elif clause.anchor not in split_off:
            rows.append(Row("context" if clause.anchor in context and place != title else "kept", clause))
        rows.extend(after.get(clause.anchor, []))
    return tuple(_join_renumbered(rows))


def title_place(tree: ClauseTree) -> int:
    """The place of the heading that is the title of the whole text, and on every page already; -1 without one."""
    return next(
        (place for place, c in enumerate(tree.clauses) if c.heading and c.heading == tree.title and c.parent is None),
        -1,
    )


def _context(old: ClauseTree, new: ClauseTree, comparison: Comparison) -> set[str]:
    """Anchors, in the new text, of the headings above what changed or stood there before."""
    found: set[str] = set()
    present = dict(comparison.pairs)
    for change in comparison.changes:
        if change.new is not None and change.kinds not in (("renumbered",), ("format",)):
            found.update(above.anchor for above in new.lineage(change.new))
        if change.old is not None and (change.new is None or "moved" in change.kinds):
            found.update(present.get(above.anchor, "") for above in old.lineage(change.old))
    return found


def _departures(old: ClauseTree, comparison: Comparison) -> dict[str, list[Row]]:
    """What left its place, by the anchor of the new clause after which it stood."""
    present: dict[str, str] = {}
    for before, now in comparison.pairs:
        present.setdefault(before, now)
    gone = {c.old.anchor: c for c in comparison.changes if c.new is None and c.old is not None}
    moved = {c.old.anchor: c for c in comparison.changes if c.old is not None and c.new and "moved" in c.kinds}
    rows: dict[str, list[Row]] = {}
    place = ""
    for index, clause in enumerate(old.clauses):
        if clause.anchor in gone:
            rows.setdefault(place, []).append(Row("change", clause, gone[clause.anchor]))
        elif clause.anchor in moved:
            rows.setdefault(place, []).append(Row("moved away", clause, moved[clause.anchor]))
        elif clause.anchor in present and not _below(old, index, moved):
            place = present[clause.anchor]
    return rows


def _below(tree: ClauseTree, index: int, moved: dict[str, Change]) -> bool:
    return any(above.anchor in moved for above in tree.lineage(tree.clauses[index]))


def _join_renumbered(rows: list[Row]) -> Iterator[Row]:
    """Neighbours that were only renumbered, below one parent, become one row, if each has and had a number."""
    run: list[Row] = []
    for row in rows:
        quiet = row.change is not None and row.change.kinds == ("renumbered",)
        if run and not (quiet and row.clause.parent == run[0].clause.parent and all(map(_has_numbers, (run[0], row)))):
            yield _run(run)
            run = []
        if quiet:
            run.append(row)
        else:
            yield row
    if run:
        yield _run(run)


def _has_numbers(row: Row) -> bool:
    return row.change is not None and all(clause and clause.label for clause in (row.change.old, row.change.new))


def _run(rows: list[Row]) -> Row:
    changes = tuple(row.change for row in rows if row.change is not None)
    return Row("renumbered", rows[0].clause, changes[0], changes)
