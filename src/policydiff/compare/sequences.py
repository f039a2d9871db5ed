"""Increasing subsequences: what kept its order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import pairwise


def heaviest_increasing(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """The places of the increasing subsequence of greatest weight; weights are positive."""
    if all(before < after for before, after in pairwise(values)):
        return list(range(len(values)))
    tails: list[tuple[int, int, int]] = []  # (last value, weight, place), value and weight both increasing
    before: list[int] = [-1] * len(values)
    for at, value in enumerate(values):
        where = bisect_left(tails, (value,))
        weight = weights[at] + (tails[where - 1][1] if where else 0)
        before[at] = tails[where - 1][2] if where else -1
        end = where
        while end < len(tails) and tails[end][1] <= weight:
            end += 1
        del tails[where:end]
        insort(tails, (value, weight, at))
    chain: list[int] = []
    at = tails[-1][2] if tails else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]
