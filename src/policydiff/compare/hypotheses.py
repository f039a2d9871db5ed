"""Pairs by similarity and context, the most certain first.

A hypothesis says that one clause is another, or that it is several consecutive others together (split, merged). It is
judged by the words that both have in common, in order, and by what is known of its surroundings. Leftovers are never
paired merely because they stand in the same place: that was right in two of three cases only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz.distance import LCSseq

from policydiff.compare.lexicon import Form
from policydiff.compare.sides import Sides

CANDIDATES = 12
"""For how many clauses of the other text, those with the rarest words in common, a clause is compared in full."""
MOST_PARTS = 5
MOST_SKIPPED = 2
"""How many clauses may have been put between two parts of one that was split."""
LONGEST_POSTING = 400


@dataclass(slots=True)
class Hypothesis:
    """That these clauses are those; more than one on one side only."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    similarity: float
    score: float = 0.0
    context: float = 0.0
    kin: float = 0.0


def similarity(one: Form, other: Form) -> float:
    """From 0 to 1: the share of words in common, in order, numbers and months counting little."""
    if one is other:
        return 1.0
    total = len(one.words) + len(other.words)
    if not total:
        return 0.0
    common = 2 * LCSseq.similarity(one.masked, other.masked) / total
    if common >= 0.2 and (one.masked is not one.words or other.masked is not other.words):
        common = 0.7 * common + 0.3 * (2 * LCSseq.similarity(one.words, other.words) / total)
    return common * 0.7 if one.is_heading != other.is_heading else common


def propose(sides: Sides) -> None:
    """Pair what is left."""
    known: dict[tuple[int, int], float] = {}
    for bar, margin in ((0.8, 0.08), (0.6, 0.08), (0.5, 0.05), (0.5, 0.0), (0.25, 0.03), (0.0, 0.0), (0.0, 0.0)):
        left, right = sides.open_left, sides.open_right
        if not left or not right:
            break
        if not known:
            known = _similarities(sides, left, right)
            several = [*_splits(sides, known, right), *_merges(sides, known, left)]
        for pair in _by_children(sides):
            known.setdefault(pair, similarity(sides.left_forms[pair[0]], sides.right_forms[pair[1]]))
        hypotheses = [
            Hypothesis((at,), (there,), value) for (at, there), value in known.items() if not sides.is_paired(at, there)
        ]
        hypotheses += [h for h in several if _is_open(sides, h)]
        _accept(sides, _judge(sides, hypotheses), bar, margin)
    _pair_last_twins(sides)


def _pair_last_twins(sides: Sides) -> None:
    """A repeated text of which one is left on each side was put elsewhere."""
    left, right = (
        [forms[at] for at in places if not forms[at].is_empty]
        for forms, places in ((sides.left_forms, sides.open_left), (sides.right_forms, sides.open_right))
    )
    if not left or not right:
        return
    once = {form for form, times in Counter(left).items() if times == 1}
    once &= {form for form, times in Counter(right).items() if times == 1}
    if once:
        there = {
            form: at for at, form in enumerate(sides.right_forms) if form in once and sides.partner_of_right[at] < 0
        }
        for at, form in enumerate(sides.left_forms):
            if form in once and sides.partner_of_left[at] < 0:
                sides.join(at, there[form])


def _is_open(sides: Sides, hypothesis: Hypothesis) -> bool:
    if len(hypothesis.left) == len(hypothesis.right) == 1:
        return not sides.is_paired(hypothesis.left[0], hypothesis.right[0])
    return all(sides.partner_of_left[at] < 0 for at in hypothesis.left) and all(
        sides.partner_of_right[at] < 0 for at in hypothesis.right
    )


def _similarities(sides: Sides, left: Sequence[int], right: Sequence[int]) -> dict[tuple[int, int], float]:
    """The similarity of every pair that is worth a look."""
    found: dict[tuple[int, int], float] = {}
    for at, likely in _likely(sides, left, right):
        for there in likely:
            value = similarity(sides.left_forms[at], sides.right_forms[there])
            if value >= 0.2:
                found[at, there] = value
    empty_right = [there for there in right if sides.right_forms[there].is_empty]
    if empty_right:
        for at in left:
            if sides.left_forms[at].is_empty:
                found.update(((at, there), 1.0) for there in empty_right)
    return found


def _likely(sides: Sides, left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, Iterable[int]]]:
    """For every clause that has words those that it is to be compared with."""
    if len(right) <= CANDIDATES:
        yield from ((at, right) for at in left if sides.left_forms[at].words)
        return
    postings: dict[str, list[int]] = defaultdict(list)
    for there in right:
        for word in sides.right_forms[there].counts:
            postings[word].append(there)
    total = len(right) + 1
    telling = {
        word: (places, log(1 + total / len(places)))
        for word, places in postings.items()
        if len(places) <= LONGEST_POSTING
    }
    sizes = {there: 8 + len(sides.right_forms[there].words) for there in right}
    for at in left:
        shared: dict[int, float] = defaultdict(float)
        for word in sides.left_forms[at].counts:
            if word in telling:
                places, worth = telling[word]
                for there in places:
                    shared[there] += worth
        likely = {
            there for _, there in sorted((-value / sizes[there], there) for there, value in shared.items())[:CANDIDATES]
        }
        likely.update(there for _, there in sorted((-value, there) for there, value in shared.items())[:4])
        yield at, likely


def _by_children(sides: Sides) -> Iterator[tuple[int, int]]:
    """The unpaired parents whose sub-clauses were paired with each other."""
    for at in sides.open_left:
        partners = (sides.partner_of_left[child] for child in sides.left.tree.children.get(at, ()))
        for there in dict.fromkeys(sides.right_parents[partner] for partner in partners if partner >= 0):
            if there >= 0 and sides.partner_of_right[there] < 0:
                yield at, there


# Split and merged


def _splits(sides: Sides, known: Iterable[tuple[int, int]], right: Sequence[int]) -> Iterator[Hypothesis]:
    pairs = sorted(known)
    for at, run, value in _joined(pairs, sides.left_forms, sides.right_forms, set(right)):
        yield Hypothesis((at,), run, value)


def _merges(sides: Sides, known: Iterable[tuple[int, int]], left: Sequence[int]) -> Iterator[Hypothesis]:
    pairs = sorted((there, at) for at, there in known)
    for there, run, value in _joined(pairs, sides.right_forms, sides.left_forms, set(left)):
        yield Hypothesis(run, (there,), value)


def _joined(
    pairs: Iterable[tuple[int, int]], wholes: Sequence[Form], parts: Sequence[Form], free: set[int]
) -> Iterator[tuple[int, tuple[int, ...], float]]:
    """Every clause together with the best run of consecutive clauses that make it up."""
    seen: set[tuple[int, tuple[int, ...]]] = set()
    for whole, part in pairs:
        words = wholes[whole].masked
        if len(words) < 6 or not _is_part(words, parts[part]):
            continue
        found = [*_parts_beyond(words, parts, free, part, -1)[::-1], part, *_parts_beyond(words, parts, free, part, 1)]
        middle = found.index(part)
        for start in range(middle + 1):
            for end in range(max(middle, start + 1), min(len(found), start + MOST_PARTS)):
                run = tuple(found[start : end + 1])
                if (whole, run) in seen:
                    continue
                seen.add((whole, run))
                value = _similarity_joined(words, [parts[at].masked for at in run])
                if value >= 0.7:
                    yield whole, run, value - 0.02 * (run[-1] - run[0] + 1 - len(run))


def _parts_beyond(words: str, parts: Sequence[Form], free: set[int], start: int, step: int) -> list[int]:
    """The further parts of a whole on one side of a part; what was put between them may be skipped."""
    found: list[int] = []
    at, skipped = start + step, 0
    while at in free and len(found) < MOST_PARTS - 1 and skipped <= MOST_SKIPPED:
        if _is_part(words, parts[at]):
            found.append(at)
            skipped = 0
        else:
            skipped += 1
        at += step
    return found


def _is_part(words: str, part: Form) -> bool:
    """Whether most words of a clause are in the whole, in order."""
    size = len(part.masked)
    return 3 <= size < len(words) * 1.2 and LCSseq.similarity(words, part.masked) >= 0.6 * size


def _similarity_joined(words: str, parts: list[str]) -> float:
    """The similarity of a whole to its parts together; 0 when one of them contributes little."""
    joined = "".join(parts)
    common = LCSseq.similarity(words, joined)
    value = 2 * common / (len(words) + len(joined))
    if value < 0.7:
        return 0.0
    for at, part in enumerate(parts):
        rest = "".join(parts[:at] + parts[at + 1 :])
        if common - LCSseq.similarity(words, rest) < 0.6 * len(part):
            return 0.0
    return float(value)


# Context


def _judge(sides: Sides, hypotheses: list[Hypothesis]) -> list[Hypothesis]:
    previous_left, next_left = _nearest_pairs(sides.partner_of_left)
    left_clauses, right_clauses = sides.left.tree.clauses, sides.right.tree.clauses
    last_left, last_right = len(left_clauses) - 1, len(right_clauses) - 1
    for h in hypotheses:
        first, end = h.left[0], h.left[-1]
        there, there_end = h.right[0], h.right[-1]
        context = 0.0
        parent, parent_there = sides.left_parents[first], sides.right_parents[there]
        if parent < 0 or parent_there < 0:
            context += 0.4 * (parent == parent_there)
        elif sides.are_partners(parent, parent_there):
            context += 0.4
        if (first == 0 and there == 0) or (first and there and sides.are_partners(first - 1, there - 1)):
            context += 0.2
        if (end == last_left and there_end == last_right) or (
            end < last_left and there_end < last_right and sides.are_partners(end + 1, there_end + 1)
        ):
            context += 0.2
        if previous_left[first] < there and (next_left[end] > there_end or next_left[end] < 0):
            context += 0.2
        h.context = context
        h.kin = sides.kinship(first, there) if len(h.left) == len(h.right) == 1 else 0.0
        label = left_clauses[first].label
        same_label = bool(label) and label == right_clauses[there].label
        h.score = h.similarity + 0.25 * context + 0.3 * h.kin + 0.02 * same_label
    return hypotheses


def _nearest_pairs(partners: Sequence[int]) -> tuple[list[int], list[int]]:
    """For every place the partner of the nearest paired clause before and after it; -1 where there is none."""
    before, after = [-1] * len(partners), [-1] * len(partners)
    last = -1
    for at, partner in enumerate(partners):
        before[at] = last
        last = partner if partner >= 0 else last
    last = -1
    for at in range(len(partners) - 1, -1, -1):
        after[at] = last
        last = partners[at] if partners[at] >= 0 else last
    return before, after


def _accept(sides: Sides, hypotheses: list[Hypothesis], bar: float, margin: float) -> None:
    """Join what is good enough and clearly better than everything that contradicts it."""
    hypotheses = [h for h in hypotheses if _is_good(sides, h)]
    hypotheses.sort(key=lambda h: (-h.score, h.left[0] + h.right[0], h.left, h.right))
    rivals_left: dict[int, list[Hypothesis]] = defaultdict(list)
    rivals_right: dict[int, list[Hypothesis]] = defaultdict(list)
    if margin:
        for h in hypotheses:
            for at in h.left:
                rivals_left[at].append(h)
            for at in h.right:
                rivals_right[at].append(h)
    for h in hypotheses:
        if h.similarity < bar or not _is_open(sides, h):
            continue
        if margin and _is_contested(sides, h, margin, rivals_left, rivals_right):
            continue
        if len(h.left) == len(h.right) == 1:
            sides.join(h.left[0], h.right[0])
        else:
            sides.join_several(h.left, h.right)


def _is_contested(
    sides: Sides,
    hypothesis: Hypothesis,
    margin: float,
    rivals_left: dict[int, list[Hypothesis]],
    rivals_right: dict[int, list[Hypothesis]],
) -> bool:
    for places, rivals in ((hypothesis.left, rivals_left), (hypothesis.right, rivals_right)):
        for at in places:
            for other in rivals[at]:
                if other is hypothesis:
                    continue
                if other.score < hypothesis.score - margin:
                    break
                if _is_open(sides, other):
                    return True
    return False


def _count_common(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    """How many words two texts have in common, in any order."""
    if len(one) > len(other):
        one, other = other, one
    return sum(min(times, other[word]) for word, times in one.items() if word in other)


def _is_good(sides: Sides, h: Hypothesis) -> bool:
    """Whether a hypothesis may be accepted at all."""
    if len(h.left) > 1 or len(h.right) > 1:
        return True
    one, other = sides.left_forms[h.left[0]], sides.right_forms[h.right[0]]
    if one.is_empty and other.is_empty:
        return h.kin > 0 or h.context >= 0.6
    if one is other:
        return len(one.words) > 3 or h.context >= 0.2
    if h.kin >= 0.5 and (h.context >= 0.4 or h.similarity >= 0.25):
        return True
    if h.kin < 0 and (h.similarity < 0.8 or len(one.words) <= 3):
        return False
    common = _count_common(one.telling, other.telling)
    if h.similarity >= 0.5:
        needed = 0.0 if common >= 3 or (common == 2 and h.similarity >= 0.8) else 0.4 if common else 0.6
        return h.context >= needed
    tells = common > 1 and 2 * common >= 0.2 * (one.telling.total() + other.telling.total())
    return h.similarity >= 0.25 and h.context >= 0.4 and tells
