"""What happened to each clause between two texts: the kinds of change, by the contract.

Renumbered: the label changed, but neither the parent nor the order among the surviving siblings. Moved: one of these
did. Amended: the words changed. Format: the words did not, only how they are set.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence

from policydiff.clauses.words import fold
from policydiff.compare.lexicon import Lexicon
from policydiff.compare.pairing import Group
from policydiff.compare.sequences import heaviest_increasing
from policydiff.model import KINDS, Clause, ClauseTree, Kind


def find_moved(old: ClauseTree, new: ClauseTree, groups: Sequence[Group]) -> set[int]:
    """The places in `groups` of those whose parent, or whose order among the surviving siblings, changed.

    Of clauses that changed places the fewest count as moved, and of equally many those with the fewest words.
    """
    if _is_as_before(old, new, groups):
        return set()
    group_of_old = {at: number for number, group in enumerate(groups) for at in group.old}
    group_of_new = {at: number for number, group in enumerate(groups) for at in group.new}
    moved: set[int] = set()
    siblings: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        parent, parent_now = old.clauses[group.old[0]].parent, new.clauses[group.new[0]].parent
        if parent is None or parent_now is None:
            same = parent is parent_now
        else:
            there = group_of_old.get(parent)
            same = there is not None and there == group_of_new.get(parent_now)
        if same:
            siblings[parent, parent_now].append(number)
        else:
            moved.add(number)
    weights: list[int] | None = None
    for numbers in siblings.values():
        in_old_order = sorted(numbers, key=lambda number: groups[number].old)
        places = [groups[number].new[0] for number in in_old_order]
        if all(before < after for before, after in itertools.pairwise(places)):
            continue
        weights = weights or _weights(old)
        total = 1 + sum(weights[groups[number].old[0]] for number in in_old_order)
        kept = heaviest_increasing(places, [total + weights[groups[number].old[0]] for number in in_old_order])
        moved.update(set(in_old_order) - {in_old_order[at] for at in kept})
    return moved


def _is_as_before(old: ClauseTree, new: ClauseTree, groups: Sequence[Group]) -> bool:
    """Whether all clauses stand below the clause they stood below, in the same order: the usual case, told fast."""
    now: dict[int | None, int | None] = {None: None}
    last = -1
    for olds, news in groups:
        at, there = olds[0], news[0]
        if at < last or len(olds) > 1 or len(news) > 1:
            return False
        if now.get(old.clauses[at].parent, -1) != new.clauses[there].parent:
            return False
        now[at], last = there, at
    return True


def _weights(tree: ClauseTree) -> list[int]:
    """The number of words of each clause and all below it."""
    weights = [1 + clause.words.count(" ") for clause in tree.clauses]
    for at in range(len(weights) - 1, -1, -1):
        parent = tree.clauses[at].parent
        if parent is not None:
            weights[parent] += weights[at]
    return weights


def kinds_of(old: Sequence[Clause], new: Sequence[Clause], *, moved: bool, lexicon: Lexicon) -> tuple[Kind, ...]:
    """The kinds that hold for clauses that correspond, each side in the order of its text."""
    kinds: set[Kind] = set()
    if len(new) > 1:
        kinds.add("split")
    if len(old) > 1:
        kinds.add("merged")
    if moved:
        kinds.add("moved")
    elif {printed_number(c.label) for c in old}.isdisjoint(printed_number(c.label) for c in new):
        kinds.add("renumbered")
    if len(old) == len(new) == 1:
        if is_amended(old[0], new[0], lexicon):
            kinds.add("amended")
    elif fold(" ".join(clause.words for clause in old)) != fold(" ".join(clause.words for clause in new)):
        kinds.add("amended")
    if not kinds and _is_set_differently(old[0], new[0]):
        kinds.add("format")
    return tuple(kind for kind in KINDS if kind in kinds)


def is_amended(old: Clause, new: Clause, lexicon: Lexicon) -> bool:
    """Whether the words differ; words that only became, or were, a heading do not count."""
    if old.heading == new.heading and old.text == new.text:
        return False
    one, other = lexicon.form(old), lexicon.form(new)
    return one is not other and f"{one.heading} {one.text}".strip() != f"{other.heading} {other.text}".strip()


def printed_number(label: str) -> str:
    """A label without what only decorates it: `3.1.` is `3.1`."""
    return fold(label).rstrip(".:) ").lstrip("( ")


def _is_set_differently(old: Clause, new: Clause) -> bool:
    return (
        old.spans != new.spans
        or old.heading_spans != new.heading_spans
        or old.text != new.text
        or old.heading != new.heading
        or old.form != new.form
        or old.label != new.label
    )
