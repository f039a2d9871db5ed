"""Two clauses of a series have the same number."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.check.series import Numbered, Series, following, read_series
from policydiff.clauses.paths import split_number


def find(draft: DraftText) -> Iterator[Remark]:
    """The second and every later clause with a number that was taken; a list item "1." only begins another list."""
    for series in read_series(draft):
        if _counts_by_itself(draft, series):
            continue
        first: dict[int, int] = {}
        for each in series.numbered:
            begins = each.value == 1 and draft.tree.clauses[each.place].form == "item"
            if each.value in first and not begins and not _goes_on(draft, each, first[each.value]):
                other = draft.locator.line_of(first[each.value])
                yield Remark(
                    Spot(each.place),
                    f"The number {each.written} is used twice, first on line {other}.",
                    f"Should this be {series.write(each.value + 1, each.written)}?",
                    about=each.written,
                )
            first.setdefault(each.value, each.place)


def _goes_on(draft: DraftText, each: Numbered, first: int) -> bool:
    """Whether the clause goes on with another list, whose number before it came after the first of that number."""
    own = split_number(draft.tree.clauses[each.place].label)
    for place in range(each.place - 1, first, -1):
        label = split_number(draft.tree.clauses[place].label)
        if label:
            return (len(own) == 1 or label[:-1] == own[:-1]) and following(label[-1]) == own[-1]
    return draft.locator.line_of(first) == draft.locator.line_of(each.place)


def _counts_by_itself(draft: DraftText, series: Series) -> bool:
    """Whether the items of a list are all written alike ("1."), which Markdown counts up."""
    same = sum(a.value == b.value for a, b in zip(series.numbered, series.numbered[1:], strict=False))
    is_list = all(each.written.isdigit() and draft.tree.clauses[each.place].form == "item" for each in series.numbered)
    return is_list and same * 2 >= len(series.numbered) - 1


RULE = Rule("duplicate-number", "error", "two clauses have the same number", find)
