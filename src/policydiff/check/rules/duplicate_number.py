"""Two clauses of a series have the same number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.check.series import Numbered, Series, following, read_series
from policydiff.clauses.paths import split_number

_REPLACED = re.compile(
    r"\b(?:replaced|amended|substituted|supplemented|deleted|modified|restated|added|inserted|read)\b[^.]{0,60}:\s*$"
)


def find(draft: DraftText) -> Iterator[Remark]:
    """The second and every later clause with a number that was taken; a list item "1." only begins another list."""
    for series in read_series(draft):
        if _counts_by_itself(draft, series):
            continue
        first: dict[int, int] = {}
        for each in series.numbered:
            begins = each.value == 1 and draft.tree.clauses[each.place].form == "item" and each.written.isdigit()
            if (
                each.value in first
                and not begins
                and not _goes_on(draft, each, first[each.value])
                and not _is_quoted(draft, each.place)
                and not _is_supplement(draft, each.place, first[each.value])
            ):
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
            in_line = len(own) == 1 and _begins_list(draft, place, own[0])
            beside = label[:-1] == own[:-1] or own[0].isalpha()  # "3a." is followed by "b."
            return in_line or (beside and following(label[-1]) == own[-1])
    return draft.locator.line_of(first) == draft.locator.line_of(each.place)


def _begins_list(draft: DraftText, place: int, second: str) -> bool:
    """Whether a clause has the first item of a list in its own words: "10. a. A work may be …", then "b."."""
    first = {"b": "a", "ii": "i", "2": "1"}.get(second)
    clause = draft.tree.clauses[place]
    words = f"{clause.heading} {clause.text}"
    return first is not None and bool(re.search(rf"(?:^\W*|[.:;]\s+)\(?{first}[.)]\s", words))


def _is_quoted(draft: DraftText, place: int) -> bool:
    """Whether the clause stands where an amendment says that it "is replaced with the following"."""
    before = draft.tree.clauses[max(place - 1, 0)]
    return bool(_REPLACED.search(before.text))


def _is_supplement(draft: DraftText, place: int, first: int) -> bool:
    """Whether another part of the text says more to a clause, under its number and its heading."""
    clauses = draft.tree.clauses
    heading = clauses[place].heading.casefold()
    if not heading or heading != clauses[first].heading.casefold():
        return False
    between = (clauses[other] for other in range(first + 1, place))
    return any(clause.form == "heading" and not clause.label[:1].isdigit() for clause in between)


def _counts_by_itself(draft: DraftText, series: Series) -> bool:
    """Whether the items of a list are all written alike ("1."), which Markdown counts up."""
    same = sum(a.value == b.value for a, b in zip(series.numbered, series.numbered[1:], strict=False))
    is_list = all(each.written.isdigit() and draft.tree.clauses[each.place].form == "item" for each in series.numbered)
    return is_list and same * 2 >= len(series.numbered) - 1


RULE = Rule("duplicate-number", "error", "two clauses have the same number", find)
