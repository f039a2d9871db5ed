"""Which tokens two texts have in common, in an order and in pieces that a reader can follow.

Of all common runs those are kept whose keeping saves most, where every separate change has its price: a lone "of the"
between two replaced phrases only disturbs. Insertions and deletions then slide to where a sentence or a phrase begins,
and what tears a defined term or a pair of brackets is given up.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from policydiff.compare.common_runs import find_common_runs
from policydiff.compare.sliding import slide
from policydiff.compare.weights import CHARGE, is_worthwhile, weight
from policydiff.compare.wholes import Place, Run, find_insides, find_pairs, give_up_torn

MOST_RUNS = 300
MOST_MATCHES = 200_000
"""With more common runs, or more equal tokens, than this a longest common subsequence has to do."""


def align(
    old: Sequence[str], new: Sequence[str], old_terms: Sequence[Place] = (), new_terms: Sequence[Place] = ()
) -> list[Run]:
    """The tokens that are kept, as runs in order; terms are given by their first and last token."""
    start = _common_start(old, new)
    end = _common_start(old[start:][::-1], new[start:][::-1])
    middle = _best_runs(old[start : len(old) - end], new[start : len(new) - end])
    runs = [Run(0, 0, start), *(Run(run.old + start, run.new + start, run.size) for run in middle)]
    runs.append(Run(len(old) - end, len(new) - end, end))
    runs = [run for run in runs if run.size]
    pairs = find_pairs(old), find_pairs(new)
    if not (old_terms or new_terms or pairs[0] or pairs[1]):
        return slide(runs, old, new)
    insides = find_insides([*old_terms, *pairs[0]]), find_insides([*new_terms, *pairs[1]])
    slid = slide(runs, old, new, *insides)
    whole = give_up_torn(slid, (old_terms, new_terms), pairs)
    if whole == slid:
        return slid
    whole = [run for run in whole if _touches_end(run, old, new) or is_worthwhile(run, old)]
    return slide(give_up_torn(whole, (old_terms, new_terms), pairs), old, new, *insides)


def _touches_end(run: Run, old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether a run is no change more, because it starts or ends both texts."""
    return run.old == run.new == 0 or (run.old + run.size == len(old) and run.new + run.size == len(new))


def _common_start(old: Sequence[str], new: Sequence[str]) -> int:
    for at, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return at
    return min(len(old), len(new))


def _best_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The runs whose keeping saves most: two sides of their weight each, less what a separate change costs."""
    if not old or not new:
        return []
    runs = _worthwhile_runs(old, new)
    if runs is None:
        return [run for run in find_common_runs(old, new) if is_worthwhile(run, old)]
    sums = [0.0, *accumulate(map(weight, old))]
    best: list[float] = []
    came: list[int] = []
    cut: list[int] = []
    for at, run in enumerate(runs):
        end = sums[run.old + run.size]
        value, origin, trim = 2 * (end - sums[run.old]) - CHARGE, -1, 0
        for other in range(at):
            before = runs[other]
            overlap = max(0, before.old + before.size - run.old, before.new + before.size - run.new)
            if overlap < run.size:
                total = best[other] + 2 * (end - sums[run.old + overlap]) - CHARGE
                if total > value:
                    value, origin, trim = total, other, overlap
        best.append(value)
        came.append(origin)
        cut.append(trim)
    chain: list[Run] = []
    at = max(range(len(runs)), key=best.__getitem__, default=-1)
    if at >= 0 and best[at] <= 0:
        return []
    while at >= 0:
        run, trim = runs[at], cut[at]
        chain.append(Run(run.old + trim, run.new + trim, run.size - trim))
        at = came[at]
    return chain[::-1]


def _worthwhile_runs(old: Sequence[str], new: Sequence[str]) -> list[Run] | None:
    """All longest common runs that are worth a separate change; None where there are too many to weigh them all."""
    places: dict[str, list[int]] = {}
    for at, token in enumerate(new):
        if weight(token) >= 1:
            places.setdefault(token, []).append(at)
    if sum(len(places.get(token, ())) for token in old) > MOST_MATCHES:
        return None
    seen: dict[int, int] = {}
    runs: list[Run] = []
    for at, token in enumerate(old):
        for there in places.get(token, ()):
            if seen.get(there - at, -1) > at:
                continue
            start, size = 0, 1
            while at - start and there - start and old[at - start - 1] == new[there - start - 1]:
                start += 1
            while at + size < len(old) and there + size < len(new) and old[at + size] == new[there + size]:
                size += 1
            seen[there - at] = at + size
            run = Run(at - start, there - start, size + start)
            if is_worthwhile(run, old):
                runs.append(run)
                if len(runs) > MOST_RUNS:
                    return None
    return sorted(runs)
