"""A number is missing in a series: 3.1, 3.2, 3.4."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.check.series import Numbered, Series, read_series
from policydiff.clauses.paths import split_number

_FAR = 30
"""A step this large is a year or an article of a law, not a place in a series."""


def find(draft: DraftText) -> Iterator[Remark]:
    """Gaps, and clauses in the middle of a series that have no number."""
    for series in read_series(draft):
        values = {each.value for each in series.numbered}
        yield from _missing_start(draft, series)
        duplicated = 0
        for earlier, later in zip(series.numbered, series.numbered[1:], strict=False):
            duplicated += later.value == earlier.value
            there = values | _labelled_between(draft, series, earlier.place, later.place)
            missing = [value for value in range(earlier.value + 1, later.value) if value not in there]
            if not missing or later.value - earlier.value > _FAR:
                continue
            if len(missing) <= duplicated:
                # 1, 2, 2, 4: one mistake, reported where the number is used twice
                duplicated -= len(missing)
                continue
            yield _gap(draft, series, earlier, later, missing)


def _missing_start(draft: DraftText, series: Series) -> Iterator[Remark]:
    first = series.numbered[0]
    alone = len(series.numbered) == 1
    parent = draft.tree.clauses[first.place].parent
    held = parent is not None and split_number(draft.tree.clauses[parent].label) == series.prefix
    if series.prefix and first.value == 2 and (held or not alone) and all(each.value > 1 for each in series.numbered):
        name = series.write(1, first.written)
        yield Remark(Spot(first.place), f"The first clause here is numbered {first.written}; {name} is missing.")


def _gap(draft: DraftText, series: Series, earlier: Numbered, later: Numbered, missing: list[int]) -> Remark:
    first, last = series.write(missing[0], later.written), series.write(missing[-1], later.written)
    what = f"{first} is missing" if len(missing) == 1 else f"{first} to {last} are missing"
    unlabelled = _unlabelled_between(draft, earlier.place, later.place)
    if unlabelled is not None and len(missing) == 1:
        return Remark(
            Spot(unlabelled),
            f"This clause has no number, although it stands between {earlier.written} and {later.written}.",
            f"It seems to be {first}.",
        )
    shown = draft.tree.clauses[later.place].label.strip().rstrip(".:")
    seen = f" Readers see {shown} here." if shown != later.written and later.written.isdigit() else ""
    return Remark(
        Spot(later.place), f"The numbering jumps from {earlier.written} to {later.written}: {what}.{seen}",
        f"Should this be {series.write(missing[0], later.written)}?",
    )  # fmt: skip


def _labelled_between(draft: DraftText, series: Series, earlier: int, later: int) -> set[int]:
    """The numbers of clauses of another form between two: one a heading, the next a paragraph with a title in it."""
    between = [draft.tree.clauses[place] for place in range(earlier + 1, later)]
    # a list of its own begins with 1
    lists = any(clause.form == "item" and split_number(clause.label) == ("1",) for clause in between)
    labels = [split_number(clause.label) for clause in between if not (lists and clause.form == "item")]
    return {int(label[-1]) for label in labels if label and label[-1].isdigit() and label[:-1] == series.prefix}


def _unlabelled_between(draft: DraftText, earlier: int, later: int) -> int | None:
    """The only clause of the same form and level between two that has no label."""
    clauses = draft.tree.clauses
    like = clauses[later]
    between = [
        place
        for place in range(earlier + 1, later)
        if not clauses[place].label and clauses[place].form == like.form and clauses[place].level == like.level
    ]
    return between[0] if len(between) == 1 else None


RULE = Rule("numbering-gap", "warning", "a number is missing in a series", find)
