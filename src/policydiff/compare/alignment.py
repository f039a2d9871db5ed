"""Which tokens two texts have in common, in an order and in pieces that a reader can follow.

The steps, and the weights, are those measured in many policies: an exact longest common subsequence; then a kept run
between two changes is given up when it weighs less than a word, because a lone "of the" between two replaced phrases
only disturbs; then insertions and deletions slide to where a sentence or a phrase begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

STOP_WORDS = frozenset(
    """
    a an and any are as at be been but by for from has have if in is it its of on or our so such that the their them
    then there these they this those to under upon was we were which who will with you your
    """.split()  # noqa: SIM905 - a list of words is easier to read in lines
)
"""Words whose keeping says little. "Not", "no", "may" and "shall" are none of them."""


class Run(NamedTuple):
    """Tokens that are kept: their first places in both texts, and how many."""

    old: int
    new: int
    size: int


def align(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The tokens that are kept, as runs in order."""
    runs = _common_runs(old, new)
    runs = _without_islands(runs, old, new)
    return _slid(runs, old, new)


def _common_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    codes: dict[str, int] = {}
    old_codes = [codes.setdefault(token, len(codes)) for token in old]
    new_codes = [codes.setdefault(token, len(codes)) for token in new]
    opcodes = Indel.opcodes(old_codes, new_codes)
    return [Run(op.src_start, op.dest_start, op.src_end - op.src_start) for op in opcodes if op.tag == "equal"]


def weight(token: str) -> float:
    """How much it matters to a reader that a token was kept."""
    if not token[0].isalnum():
        return 0.25 if len(token) == 1 else 1.0
    return 0.5 if token.lower() in STOP_WORDS else 1.0


def _without_islands(runs: list[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    return [run for run in runs if not _is_island(run, old, new)]


def _is_island(run: Run, old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether a kept run between two changes only disturbs."""
    at_start = run.old == 0 and run.new == 0
    at_end = run.old + run.size == len(old) and run.new + run.size == len(new)
    return not (at_start or at_end or run.size > 4) and sum(map(weight, old[run.old : run.old + run.size])) < 1


def _slid(runs: list[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Slide every pure insertion and deletion to the place, among those that are equally true, where it reads best."""
    bounded = [Run(0, 0, 0), *runs, Run(len(old), len(new), 0)]
    for at in range(len(bounded) - 1):
        before, after = bounded[at], bounded[at + 1]
        old_gap = after.old - before.old - before.size
        new_gap = after.new - before.new - before.size
        if (old_gap == 0) == (new_gap == 0):
            continue
        text, start, end = (
            (new, before.new + before.size, after.new) if new_gap else (old, before.old + before.size, after.old)
        )
        back = 0
        while back < before.size and text[start - 1 - back] == text[end - 1 - back]:
            back += 1
        ahead = 0
        while ahead < after.size and text[start + ahead] == text[end + ahead]:
            ahead += 1
        if back == ahead == 0:
            continue
        best = max(
            range(-back, ahead + 1),
            key=lambda shift: (_reads(text, start + shift, end + shift, shift, before, after), -abs(shift), shift),
        )
        bounded[at] = Run(before.old, before.new, before.size + best)
        bounded[at + 1] = Run(after.old + best, after.new + best, after.size - best)
    return _joined([run for run in bounded if run.size])


def _reads(text: Sequence[str], start: int, end: int, shift: int, before: Run, after: Run) -> int:
    """How well a change from `start` to `end` reads."""
    vanishes = (shift and shift == -before.size and start > 0) + (shift and shift == after.size and end < len(text))
    return _boundary(text, start) + _boundary(text, end) + 4 * vanishes


def _boundary(text: Sequence[str], at: int) -> int:
    """How natural it is to pause before the token at this place."""
    if at in (0, len(text)) or text[at - 1] in ".!?;:":
        return 3
    if text[at - 1] in ",)" or text[at] == "(":
        return 2
    return int(text[at] in ("and", "or", "but"))


def _joined(runs: list[Run]) -> list[Run]:
    joined = runs[:1]
    for before, run in pairwise(runs):
        if (run.old, run.new) == (before.old + before.size, before.new + before.size):
            joined[-1] = Run(joined[-1].old, joined[-1].new, joined[-1].size + run.size)
        else:
            joined.append(run)
    return joined
