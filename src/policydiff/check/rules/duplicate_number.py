"""Two clauses of a series have the same number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from policydiff.check.draft import DraftText
from policydiff.check.flat import find_enumerations
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.check.series import Numbered, Series, read_series
from policydiff.clauses.paths import split_number, tells_of_changes

_MANY = 5
"""So many numbers that come twice, a third of all, are no slips: the text is not what one policy is."""
_FAR = 25
"""So many clauses after its first, a number often belongs to a list whose beginning could not be told."""
_TITLE = 100
_LINE = 60
"""Characters of a paragraph that is more than a title."""
_AMID = re.compile(r"(?:and|or|to|through)\s")
_REPLACED = re.compile(
    r"\b(?:replace[ds]|amend(?:ed|s)|substituted|supplement(?:ed|s)|deleted|modified|restated|added|inserted|read)\b"
    r"[^.]{0,120}:\s*$"
)


def find(draft: DraftText) -> Iterator[Remark]:
    """The second and every later clause with a number that was taken; one remark where most numbers come twice."""
    enumerations = find_enumerations(draft)
    found: list[Remark] = []
    numbers = 0
    for series in read_series(draft):
        taken = [] if _counts_by_itself(draft, series) else list(_find_taken(draft, series, enumerations))
        found += taken
        numbers += len(series.numbered) if taken else 0
    if not _jumps(draft) and (len(found) < _MANY or len(found) * 3 < numbers):
        yield from found
        return
    if not found:
        return
    examples = ", ".join(remark.about for remark in found[:3])
    yield Remark(
        found[0].spot,
        f"{len(found)} numbers of this text come twice, such as {examples}.",
        "If it is more than one text, or one in two languages, give each a file of its own.",
        severity="warning",
    )


def _find_taken(draft: DraftText, series: Series, enumerations: Mapping[int, int]) -> Iterator[Remark]:
    most = sum(bool(clause.label) for clause in draft.tree.clauses)
    known: dict[tuple[int, int], int] = {}
    for each in series.numbered:
        first = known.setdefault((0 if series.prefix else enumerations.get(each.place, 0), each.value), each.place)
        # a list item "1." only begins another list
        begins = each.value == 1 and draft.tree.clauses[each.place].form == "item" and each.written.isdigit()
        counts = each.value <= most or series.prefix  # that of a street counts nothing
        if first != each.place and counts and not begins and not _is_explained(draft, each, first):
            yield Remark(
                Spot(each.place),
                f"The number {each.written} is used twice, first on line {draft.locator.line_of(first)}.",
                f"Should this be {series.write(each.value + 1, each.written)}?",
                about=each.written,
                severity="warning" if each.place - first > _FAR or _shown_otherwise(draft, each, first) else None,
            )


def _shown_otherwise(draft: DraftText, each: Numbered, first: int) -> bool:
    """Whether readers see two numbers, because Markdown counts the items of a list by itself."""
    clauses = draft.tree.clauses
    own, other = (split_number(clauses[place].label) for place in (each.place, first))
    return clauses[each.place].form == "item" and own != other


def _is_explained(draft: DraftText, each: Numbered, first: int) -> bool:
    """Whether the number is no mistake, for it belongs to another list or another text, or is none."""
    return (
        draft.locator.line_of(first) == draft.locator.line_of(each.place)
        or _goes_on_in_line(draft, each, first)
        or _is_quoted(draft, each.place)
        or tells_of_changes(draft.tree, each.place)
        or _is_supplement(draft, each.place, first)
        or any(_is_broken_line(draft, place, each.written) for place in (first, each.place))
    )


def _goes_on_in_line(draft: DraftText, each: Numbered, first: int) -> bool:
    """Whether the clause goes on with a list that the labelled clause before it has in its own words."""
    own = split_number(draft.tree.clauses[each.place].label)
    before = next((place for place in range(each.place - 1, first, -1) if draft.tree.clauses[place].label), None)
    return len(own) == 1 and before is not None and _begins_list(draft, before, own[0])


def _is_broken_line(draft: DraftText, place: int, written: str) -> bool:
    """Whether the number belongs to the sentence before, a line of which was taken for a paragraph: "4.0" of a name."""
    before, words = draft.tree.clauses[max(place - 1, 0)].text, draft.tree.clauses[place].words
    goes_on = len(before) > _LINE and (before[-1].isalnum() or before[-1] == ",")
    return not words or ("." in written and (goes_on or _AMID.match(words) is not None))


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
    """Whether the first is a line of a table of contents, or another part of the text says more to a clause."""
    clauses = draft.tree.clauses
    titles = [(clauses[each].heading or clauses[each].text).casefold() for each in (first, place)]
    if not titles[0] or titles[0] != titles[1]:
        return False
    if len(titles[0]) <= _TITLE and titles[0][-1] not in ".;," and not (clauses[first].heading and clauses[first].text):
        return True
    between = (clauses[other] for other in range(first + 1, place))
    return any(clause.form == "heading" and not clause.label[:1].isdigit() for clause in between)


def _jumps(draft: DraftText) -> bool:
    """Whether the numbers of a text go to and fro, as where it lists what changed in another."""
    labels = [clause.label.strip().rstrip(".").split(".") for clause in draft.tree.clauses]
    numbers = [tuple(map(int, parts)) for parts in labels if len(parts) > 1 and all(map(str.isdecimal, parts))]
    return len(numbers) > _MANY and sum(after < before for before, after in pairwise(numbers)) * 5 > len(numbers)


def _counts_by_itself(draft: DraftText, series: Series) -> bool:
    """Whether the items of a list are all written alike ("1."), which Markdown counts up."""
    same = sum(a.value == b.value for a, b in pairwise(series.numbered))
    is_list = all(each.written.isdigit() and draft.tree.clauses[each.place].form == "item" for each in series.numbered)
    return is_list and same * 2 >= len(series.numbered) - 1


RULE = Rule("duplicate-number", "error", "two clauses have the same number", find)
