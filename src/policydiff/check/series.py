"""The series in which clauses are numbered: 3.1, 3.2, 3.3 below 3; (a), (b), (c) in a list; A, B, C of the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policydiff.check.draft import DraftText
from policydiff.clauses.numerals import print_number, roman_value
from policydiff.clauses.paths import Path, index_paths, list_above, split_number

_WRITTEN = re.compile(r"^[\s>]*(?:[-*+]\s+)?(?P<number>\d{1,9})[.)](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A clause in a series."""

    place: int
    value: int
    written: str
    """As in the source: `3.4`, `(b)`, `17`."""


@dataclass(frozen=True, slots=True)
class Series:
    """Clauses that are numbered one after the other."""

    prefix: Path
    numbered: tuple[Numbered, ...]
    style: str
    """`number`, `letter` or `roman`."""

    def write(self, value: int, like: str) -> str:
        """Another number of the series, written like one of it."""
        own = re.findall(r"\d+|[A-Za-z]+", like)
        if self.style == "number":
            shown = str(value)
        elif self.style == "letter":
            shown = chr(ord("a") + value - 1) if 0 < value <= 26 else str(value)
        else:
            shown = print_number(value, "i")
        if own and own[-1].isupper():
            shown = shown.upper()
        return shown.join(like.rsplit(own[-1], 1)) if own else shown


def read_series(draft: DraftText) -> tuple[Series, ...]:
    """All series of a text, in document order; one with a single member only where it has a number of several parts."""
    grouped: dict[object, list[tuple[int, Path, str]]] = {}
    holders: dict[Path, int] = {}
    paths = index_paths(draft.tree)
    full = paths.full
    epoch = _Epoch()
    lists: dict[int | None, tuple[int, int]] = {}
    for place, clause in enumerate(draft.tree.clauses):
        written = written_number(draft, place)
        own = split_number(clause.label)
        if not own or clause.form == "footnote":
            continue
        if len(own) > 1:
            key: object = ("dotted", own[:-1], holders.get(own[:-1]), len(own), epoch.of(own, paths.parts[place]))
        elif written:
            key = ("list", clause.parent, _list_of(lists, clause.parent, own))
        else:
            word = re.match(r"[A-Za-z]{2,}\b(?=.)", clause.label.strip())
            key = ("label", clause.parent, clause.form == "heading", word and word[0].casefold(), own[0].isdigit(),
                   clause.label.strip()[:1] == "(")  # fmt: skip
        holders[full[place]] = place
        shown = written or clause.label.strip().rstrip(".:")
        grouped.setdefault(key, []).append((place, own, shown))
    return tuple(
        series
        for group in grouped.values()
        for series in _split(draft, group)
        if len(series.numbered) > 1 or series.prefix
    )


class _Epoch:
    """Counts how often a text begins to number anew: in attachments, and where 1.1 comes again after other numbers."""

    def __init__(self) -> None:
        self._count = self._part = 0
        self._seen: set[Path] = set()
        self._last: Path = ()

    def of(self, own: Path, part: int) -> int:
        """The epoch of a clause with a number of several parts."""
        again = own in self._seen and own[-1] == "1" and self._last[: len(own) - 1] != own[:-1]
        if part != self._part or again:
            self._count, self._part = self._count + 1, part
            self._seen.clear()
        self._seen.add(own)
        self._last = own
        return self._count


def written_number(draft: DraftText, place: int) -> str:
    """The number that the source gives a list item; what readers see may differ."""
    if draft.tree.clauses[place].form != "item":
        return ""
    line = draft.locator.line_of(place)
    match = _WRITTEN.match(draft.lines[line - 1]) if line <= len(draft.lines) else None
    return match["number"] if match else ""


def _list_of(lists: dict[int | None, tuple[int, int]], parent: int | None, own: Path) -> int:
    """Which list below its parent an item belongs to: a shown number that does not go up begins another."""
    number = int(own[0]) if own[0].isdigit() else 0
    count, last = lists.get(parent, (0, number - 1))
    if number <= last:
        count += 1
    lists[parent] = count, number
    return count


def _split(draft: DraftText, group: list[tuple[int, Path, str]]) -> Iterator[Series]:
    tokens = [re.findall(r"\d+|[A-Za-z]+", shown)[-1] for _, _, shown in group]
    prefix = group[0][1][:-1]
    style, values = count_tokens(tokens)
    if not values:
        return
    runs: list[list[Numbered]] = [[]]
    for (place, _, shown), value in zip(group, values, strict=True):
        run = runs[-1]
        if value == 1 and run and _begins_anew(draft, run[-1], place, prefix):
            # a second enumeration below the same clause
            run = []
            runs.append(run)
        elif run and value != run[-1].value + 1:
            # after an enumeration in between the first one goes on
            run = next((each for each in reversed(runs[:-1]) if each[-1].value + 1 == value), run)
        run.append(Numbered(place, value, shown))
    yield from (Series(prefix, tuple(run), style) for run in runs)


def count_tokens(tokens: list[str]) -> tuple[str, list[int]]:
    """How some numbers, letters or roman numbers count, and their values; none where they count differently."""
    if all(token.isdigit() for token in tokens):
        return "number", [int(token) for token in tokens]
    if any(token.isdigit() for token in tokens):
        return "", []
    if _is_roman(tokens):
        return "roman", [roman_value(token.casefold()) for token in tokens]
    if all(len(token) == 1 for token in tokens):
        return "letter", [ord(token.casefold()) - ord("a") + 1 for token in tokens]
    return "", []


def _begins_anew(draft: DraftText, last: Numbered, place: int, prefix: Path) -> bool:
    if last.value > 1 and not prefix:
        return True
    between = range(last.place + 1, place)
    return any(last.place not in list_above(draft.tree, each) for each in between)


def _is_roman(tokens: list[str]) -> bool:
    folded = [token.casefold() for token in tokens]
    if not all(re.fullmatch(r"[ivxlc]+", token) for token in folded):
        return False
    return folded[0] == "i" or any(len(token) > 1 for token in folded)
