"""A longest common subsequence: what is kept of texts with too many common runs to weigh them all."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from policydiff.compare.sequences import heaviest_increasing
from policydiff.compare.wholes import Run, join_runs

LARGEST_TABLE = 200_000_000
"""Where more tokens than this would have to be compared with each other, phrases that occur once come first."""
PHRASE = 4


def find_common_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """A longest common subsequence; of very long texts one between the phrases that occur once in both."""
    if len(old) * len(new) > LARGEST_TABLE:
        return _between_phrases(old, new)
    codes: dict[str, int] = {}
    old_codes = [codes.setdefault(token, len(codes)) for token in old]
    new_codes = [codes.setdefault(token, len(codes)) for token in new]
    opcodes = Indel.opcodes(old_codes, new_codes)
    return [Run(op.src_start, op.dest_start, op.src_end - op.src_start) for op in opcodes if op.tag == "equal"]


def _between_phrases(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """What is common, found from the phrases that occur once in both texts; nothing where there are none."""
    there = _single_phrases(new)
    shared = [(at, there[phrase]) for phrase, at in _single_phrases(old).items() if phrase in there]
    chain = [shared[at] for at in heaviest_increasing([place for _, place in shared], [1] * len(shared))]
    runs: list[Run] = []
    old_at = new_at = 0
    for at, place in [*chain, (len(old), len(new))] if chain else []:
        if at < old_at or place < new_at:
            continue
        gap = find_common_runs(old[old_at:at], new[new_at:place]) if at > old_at and place > new_at else []
        runs += [Run(run.old + old_at, run.new + new_at, run.size) for run in gap]
        if at < len(old):
            runs.append(Run(at, place, PHRASE))
        old_at, new_at = at + PHRASE, place + PHRASE
    return join_runs(runs)


def _single_phrases(tokens: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The phrases that occur once, with their places, in order."""
    found: dict[tuple[str, ...], int] = {}
    again: set[tuple[str, ...]] = set()
    for at in range(len(tokens) - PHRASE + 1):
        phrase = tuple(tokens[at : at + PHRASE])
        if phrase in found:
            again.add(phrase)
        else:
            found[phrase] = at
    return {phrase: at for phrase, at in found.items() if phrase not in again}
