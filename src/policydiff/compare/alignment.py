"""Which tokens two texts have in common, in an order and in pieces that a reader can follow.

The steps, and the weights, are those measured in many policies: an exact longest common subsequence; then a kept run
between two changes is given up when it weighs less than a word, because a lone "of the" between two replaced phrases
only disturbs; then insertions and deletions slide to where a sentence or a phrase begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from rapidfuzz.distance import Indel

from policydiff.compare.sequences import heaviest_increasing
from policydiff.compare.wholes import Place, Run, find_insides, find_pairs, give_up_torn

STOP_WORDS = frozenset(
    """
    a an and any are as at be been but by for from has have if in is it its of on or our so such that the their them
    then there these they this those to under upon was we were which who will with you your
    """.split()  # noqa: SIM905 - a list of words is easier to read in lines
)
"""Words whose keeping says little. "Not", "no", "may" and "shall" are none of them."""

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")

CHARGE = 2.5
"""What one more separate change costs a reader, in words."""
MOST_TENTHS = 35
"""What a token weighs at most, in tenths of a word."""
MOST_RUNS = 300
MOST_MATCHES = 200_000
LARGEST_TABLE = 200_000_000
"""Where more tokens than this would have to be compared with each other, phrases that occur once come first."""
PHRASE = 4


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
        return _slid(runs, old, new)
    insides = find_insides([*old_terms, *pairs[0]]), find_insides([*new_terms, *pairs[1]])
    slid = _slid(runs, old, new, *insides)
    whole = give_up_torn(slid, (old_terms, new_terms), pairs)
    if whole == slid:
        return slid
    whole = [run for run in whole if _touches_end(run, old, new) or _is_worthwhile(run, old)]
    return _slid(give_up_torn(whole, (old_terms, new_terms), pairs), old, new, *insides)


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
        return [
            run for run in _common_runs(old, new) if 2 * sum(map(weight, old[run.old : run.old + run.size])) > CHARGE
        ]
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
            if _is_worthwhile(run, old):
                runs.append(run)
                if len(runs) > MOST_RUNS:
                    return None
    return sorted(runs)


def _is_worthwhile(run: Run, old: Sequence[str]) -> bool:
    """Whether keeping a run saves more than one more separate change costs."""
    return 2 * sum(map(weight, old[run.old : run.old + run.size])) > CHARGE


def _common_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
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
        gap = _common_runs(old[old_at:at], new[new_at:place]) if at > old_at and place > new_at else []
        runs += [Run(run.old + old_at, run.new + new_at, run.size) for run in gap]
        if at < len(old):
            runs.append(Run(at, place, PHRASE))
        old_at, new_at = at + PHRASE, place + PHRASE
    return _joined(runs)


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


@lru_cache(maxsize=50_000)
def weight(token: str) -> float:
    """How much it matters to a reader that a token was kept, in words; an address is no more than a phrase."""
    tenths = 0
    for word in _WORD.findall(token):
        tenths += 3 if len(word) == 1 and not word.isalnum() else 7 if word.lower() in STOP_WORDS else 10
    return min(tenths, MOST_TENTHS) / 10


def _slid(
    runs: list[Run],
    old: Sequence[str],
    new: Sequence[str],
    old_insides: frozenset[int] = frozenset(),
    new_insides: frozenset[int] = frozenset(),
) -> list[Run]:
    """Slide every pure insertion and deletion to the place, among those that are equally true, where it reads best.

    `old_insides` and `new_insides` are the tokens before which no change may start or end.
    """
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
        inside, inside_other = (new_insides, old_insides) if new_gap else (old_insides, new_insides)
        other = after.old if new_gap else after.new
        best = max(
            (
                shift
                for shift in range(-back, ahead + 1)
                if not shift or not ({start + shift, end + shift} & inside or other + shift in inside_other)
            ),
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
    if text[at - 1] in ",)]" or text[at] in "([":
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
