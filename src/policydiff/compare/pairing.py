"""Which clause of one text is which clause of another.

Identical texts anchor the rest; what is left is paired by similarity and by its context, the most certain first. See
`compare.hypotheses` for how a possible pair is judged.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz.distance import Indel

from policydiff.compare.hypotheses import propose
from policydiff.compare.lexicon import Form, Lexicon
from policydiff.compare.sequences import heaviest_increasing
from policydiff.compare.sides import Sides
from policydiff.model import ClauseTree


class Group(NamedTuple):
    """Clauses that correspond: one and one, or the parts of a split or a merge. Places in both texts, in order."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def pair_clauses(old: ClauseTree, new: ClauseTree, lexicon: Lexicon) -> list[Group]:
    """The correspondence of two texts, in the order of the new one.

    It does not know which text is the older one: swapping them swaps the sides of the groups and changes nothing else.
    """
    old_side, new_side = lexicon.side(old), lexicon.side(new)
    backwards = new_side.comes_before(old_side)
    sides = Sides(new_side, old_side) if backwards else Sides(old_side, new_side)
    _pair(sides)
    if backwards:
        return [Group(there, at) for at, there in sides.groups()]
    return sorted((Group(at, there) for at, there in sides.groups()), key=_new_places)


_new_places = itemgetter(1)


def _pair(sides: Sides) -> None:
    _pair_same_aliases(sides)
    _pair_unique(sides)
    _spread(sides)
    namesakes = _part_namesakes(sides)
    if not sides.is_complete:
        _pair_in_gaps(sides)
        _spread(sides)
    if not sides.is_complete:
        propose(sides)
    for at, there in namesakes:
        if not sides.is_paired(at, there):
            sides.join(at, there)
    _uncross_twins(sides)


def _pair_same_aliases(sides: Sides) -> None:
    """The key that the editor set says which clause it is, whatever became of its words.

    Unless it was put at another clause: then both clauses are there in both texts, as they were.
    """
    if not sides.left.aliased or not sides.right.aliased:
        return
    left, right = sides.left.once, sides.right.once
    for at, clause in enumerate(sides.left.tree.clauses):
        there = sides.right.aliased.get(clause.alias, -1)
        if there < 0 or sides.is_paired(at, there):
            continue
        one, other = sides.left_forms[at], sides.right_forms[there]
        was_put_elsewhere = one is not other and {one, other} <= left.keys() & right.keys()
        if not was_put_elsewhere:
            sides.join(at, there)


def _pair_unique(sides: Sides) -> None:
    """Pair the texts that occur once on each side, at any distance."""
    right, partners, partners_there = sides.right.once, sides.partner_of_left, sides.partner_of_right
    for form, at in sides.left.once.items():
        there = right.get(form, -1)
        if there >= 0 and not form.is_empty and partners[at] < 0 and partners_there[there] < 0:
            partners[at], partners_there[there] = there, at


def _spread(sides: Sides) -> None:
    """Pair identical neighbours of pairs, forwards and then backwards (Heckel 1978)."""
    for step in (1, -1):
        for left in sides.open_left[::step]:
            at = left - step
            there = sides.partner_of_left[at] if 0 <= at < len(sides.left_forms) else -1
            right = there + step
            if there < 0 or not 0 <= right < len(sides.right_forms):
                continue
            if (
                sides.left_forms[left] is sides.right_forms[right]
                and not sides.is_paired(left, right)
                and not sides.have_parents_apart(left, right)
            ):
                sides.join(left, right)


def _part_namesakes(sides: Sides) -> list[tuple[int, int]]:
    """Take back pairs of short headings such as "General" whose sub-clauses belong to other sections."""
    parted = [
        (at, there)
        for at in sides.left.short_headings
        if (there := sides.partner_of_left[at]) >= 0
        and sides.are_strangers(at, there)
        and not sides.left.tree.clauses[at].alias
    ]
    for at, there in parted:
        sides.part(at, there)
    return parted


def _pair_in_gaps(sides: Sides) -> None:
    """Settle repeated texts between the anchors that stand in the same order in both texts."""
    anchors = [(at, there) for at, there in enumerate(sides.partner_of_left) if there >= 0]
    chain = heaviest_increasing([there for _, there in anchors], [1] * len(anchors))
    bounds = [(-1, -1), *(anchors[at] for at in chain), (len(sides.left_forms), len(sides.right_forms))]
    for (left_start, right_start), (left_end, right_end) in itertools.pairwise(bounds):
        if left_end - left_start == 1 or right_end - right_start == 1:
            continue
        left = [at for at in range(left_start + 1, left_end) if sides.partner_of_left[at] < 0]
        right = [at for at in range(right_start + 1, right_end) if sides.partner_of_right[at] < 0]
        if not left or not right:
            continue
        shared = {sides.left_forms[at] for at in left} & {sides.right_forms[at] for at in right}
        settled = {
            form
            for form in shared
            if sum(sides.left_forms[at] is form for at in left) == sum(sides.right_forms[at] is form for at in right)
        }
        if settled:
            _pair_in_order(sides, left, right, settled.__contains__)


def _uncross_twins(sides: Sides) -> None:
    """Put pairs of identical texts below one parent into order, where their partners are below one parent too."""
    for side, partners, parents, other_parents in (
        (sides.left, sides.partner_of_left, sides.left_parents, sides.right_parents),
        (sides.right, sides.partner_of_right, sides.right_parents, sides.left_parents),
    ):
        if not side.repeated:
            continue
        is_left = partners is sides.partner_of_left
        twins: dict[tuple[Form, int, int], list[int]] = defaultdict(list)
        for at, (form, there) in enumerate(zip(side.forms, partners, strict=True)):
            if there >= 0 and form in side.repeated and sides.is_alone(at if is_left else there):
                twins[form, parents[at], other_parents[there]].append(at)
        for places in twins.values():
            if len(places) > 1:
                for at, there in zip(places, sorted(partners[at] for at in places), strict=True):
                    sides.join(*((at, there) if is_left else (there, at)))


def _pair_in_order(sides: Sides, left: list[int], right: list[int], wanted: Callable[[Form], bool]) -> None:
    by_form: dict[Form, list[int]] = defaultdict(list)
    for there in right:
        by_form[sides.right_forms[there]].append(there)
    numbers = {form: number for number, form in enumerate(by_form)}
    left = [at for at in left if wanted(sides.left_forms[at])]
    right = [there for there in right if wanted(sides.right_forms[there])]
    codes = [numbers[sides.left_forms[at]] for at in left], [numbers[sides.right_forms[there]] for there in right]
    for op in Indel.opcodes(*codes):
        if op.tag == "equal":
            for step in range(op.src_end - op.src_start):
                at, there = left[op.src_start + step], right[op.dest_start + step]
                if not sides.have_parents_apart(at, there):
                    sides.join(at, there)
