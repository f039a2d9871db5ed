"""What a redline does not tear although it is several tokens: defined terms and pairs of square brackets.

Of a term one piece is kept at most, so that nobody has to put "CP[- and CPS (or combined CP-]/CPS" together; a term of
which one end changed, "{+Personal +}Data", is shown as short as other words. Of a pair of brackets both are kept, or
both changed together. Whether words are a term depends on the text that they stand in, so this is settled when two
texts have been aligned.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from policydiff.clauses.terms import TermFinder

FARTHEST_BRACKET = 60
"""Brackets with more tokens between them than this are no pair."""

Place = tuple[int, int]
"""The first and the last token."""


class Run(NamedTuple):
    """Tokens that are kept: their first places in both texts, and how many."""

    old: int
    new: int
    size: int


def find_terms(text: str, starts: Sequence[int], terms: TermFinder | None) -> list[Place]:
    """Where terms of several tokens stand, in a text whose tokens start at these places."""
    found: list[Place] = []
    for start, end, _ in terms.find(text) if terms else ():
        first, last = bisect_left(starts, start), bisect_left(starts, end) - 1
        if first < last:
            found.append((first, last))
    return found


def find_pairs(tokens: Sequence[str]) -> list[Place]:
    """The pairs of square brackets, inner ones first."""
    if "[" not in tokens:
        return []
    found: list[Place] = []
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token == "[":
            opened.append(at)
        elif token == "]" and opened:
            start = opened.pop()
            if at - start <= FARTHEST_BRACKET:
                found.append((start, at))
    return found


def find_insides(places: Iterable[Place]) -> frozenset[int]:
    """The tokens that must not be parted from the one before."""
    return frozenset(at for first, last in places for at in range(first + 1, last + 1))


def give_up_torn(
    runs: Sequence[Run], terms: tuple[Sequence[Place], Sequence[Place]], pairs: tuple[Sequence[Place], Sequence[Place]]
) -> list[Run]:
    """The runs without what is kept of torn terms and pairs; both are given for the old and for the new text."""
    kept: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for run in runs:
        old, new = range(run.old, run.old + run.size), range(run.new, run.new + run.size)
        kept[0].update(zip(old, new, strict=True))
        kept[1].update(zip(new, old, strict=True))
    size = len(kept[0])
    before = -1
    while before != len(kept[0]):
        before = len(kept[0])
        for side in (0, 1):
            for first, last in terms[side]:
                if _is_torn(kept[side], first, last):
                    _drop(kept, side, first, last)
            for first, last in pairs[side]:
                if not (first in kept[side] and last in kept[side]):
                    _drop(kept, side, first, last)
    if len(kept[0]) == size:
        return join_runs([run for run in runs if run.size])
    return join_runs([Run(at, there, 1) for at, there in sorted(kept[0].items())])


def _is_torn(kept: dict[int, int], first: int, last: int) -> bool:
    """Whether more than one piece is kept."""
    places = [at for at in range(first, last + 1) if at in kept]
    return bool(places) and (
        places[-1] - places[0] >= len(places) or kept[places[-1]] - kept[places[0]] != places[-1] - places[0]
    )


def _drop(kept: tuple[dict[int, int], dict[int, int]], side: int, first: int, last: int) -> None:
    for at in range(first, last + 1):
        there = kept[side].pop(at, None)
        if there is not None:
            del kept[1 - side][there]


def join_runs(runs: Sequence[Run]) -> list[Run]:
    """Runs that touch in both texts become one."""
    joined = [*runs[:1]]
    for before, run in pairwise(runs):
        if (run.old, run.new) == (before.old + before.size, before.new + before.size):
            joined[-1] = Run(joined[-1].old, joined[-1].new, joined[-1].size + run.size)
        else:
            joined.append(run)
    return joined
