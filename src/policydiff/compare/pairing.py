"""Which clause of one text is which clause of another.

Identical texts anchor the rest; what is left is paired by similarity and by its context, the most certain first. See
`compare.hypotheses` for how a possible pair is judged.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from policydiff.compare.hypotheses import propose
from policydiff.compare.kinship import Kinship
from policydiff.compare.lexicon import Form, Lexicon
from policydiff.compare.sequences import heaviest_increasing
from policydiff.compare.sides import Sides
from policydiff.model import ClauseTree

SHORT_NAME = 3
"""A heading of so many words or fewer may be that of several sections."""


class Group(NamedTuple):
    """Clauses that correspond: one and one, or the parts of a split or a merge. Places in both texts, in order."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def pair_clauses(old: ClauseTree, new: ClauseTree, lexicon: Lexicon) -> list[Group]:
    """The correspondence of two texts, in the order of the new one.

    It does not know which text is the older one: swapping them swaps the sides of the groups and changes nothing else.
    """
    old_forms = [lexicon.form(clause) for clause in old.clauses]
    new_forms = [lexicon.form(clause) for clause in new.clauses]
    backwards = _rank(new, new_forms) < _rank(old, old_forms)
    sides = Sides(new, old, new_forms, old_forms) if backwards else Sides(old, new, old_forms, new_forms)
    _pair(sides)
    groups = [Group(*reversed(group)) if backwards else Group(*group) for group in sides.groups()]
    return sorted(groups, key=lambda group: group.new)


def _rank(tree: ClauseTree, forms: Sequence[Form]) -> tuple[object, ...]:
    return (
        len(forms),
        *((form.heading, form.text, clause.label) for form, clause in zip(forms, tree.clauses, strict=True)),
    )


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
    left, right = _once(sides.left_forms), _once(sides.right_forms)
    aliased = {clause.alias: at for at, clause in enumerate(sides.right.clauses) if clause.alias}
    for at, clause in enumerate(sides.left.clauses):
        there = aliased.get(clause.alias, -1)
        if there < 0 or sides.is_paired(at, there):
            continue
        one, other = sides.left_forms[at], sides.right_forms[there]
        was_put_elsewhere = one is not other and {one, other} <= left.keys() & right.keys()
        if not was_put_elsewhere:
            sides.join(at, there)


def _pair_unique(sides: Sides) -> None:
    """Pair the texts that occur once on each side, at any distance."""
    left, right = _once(sides.left_forms), _once(sides.right_forms)
    for form, at in left.items():
        there = right.get(form)
        if there is not None and not form.is_empty and not sides.is_paired(at, there):
            sides.join(at, there)


def _once(forms: Sequence[Form]) -> dict[Form, int]:
    found: dict[Form, int] = {}
    twice: set[Form] = set()
    for at, form in enumerate(forms):
        if form in found:
            twice.add(form)
        found[form] = at
    for form in twice:
        del found[form]
    return found


def _spread(sides: Sides) -> None:
    """Pair identical neighbours of pairs, forwards and then backwards (Heckel 1978)."""
    for step in (1, -1):
        places = range(len(sides.left_forms)) if step == 1 else range(len(sides.left_forms) - 1, -1, -1)
        for at in places:
            there = sides.partner_of_left[at]
            left, right = at + step, there + step
            if there < 0 or not (0 <= left < len(sides.left_forms) and 0 <= right < len(sides.right_forms)):
                continue
            if (
                sides.left_forms[left] is sides.right_forms[right]
                and not sides.is_paired(left, right)
                and not sides.have_parents_apart(left, right)
            ):
                sides.join(left, right)


def _part_namesakes(sides: Sides) -> list[tuple[int, int]]:
    """Take back pairs of short headings such as "General" whose sub-clauses belong to other sections."""
    named = [
        (at, there)
        for at, there in enumerate(sides.partner_of_left)
        if there >= 0 and sides.left_forms[at].is_heading and len(sides.left_forms[at].words) <= SHORT_NAME
    ]
    if not named:
        return []
    kinship = Kinship(sides)
    parted = [(at, there) for at, there in named if kinship.share(at, there) < 0 and not sides.left.clauses[at].alias]
    for at, there in parted:
        sides.part(at, there)
    return parted


def _pair_in_gaps(sides: Sides) -> None:
    """Settle repeated texts between the anchors that stand in the same order in both texts."""
    anchors = [(at, there) for at, there in enumerate(sides.partner_of_left) if there >= 0]
    chain = heaviest_increasing([there for _, there in anchors], [1] * len(anchors))
    bounds = [(-1, -1), *(anchors[at] for at in chain), (len(sides.left_forms), len(sides.right_forms))]
    for (left_start, right_start), (left_end, right_end) in itertools.pairwise(bounds):
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
    for forms, partners, parents, other_parents in (
        (sides.left_forms, sides.partner_of_left, sides.left_parents, sides.right_parents),
        (sides.right_forms, sides.partner_of_right, sides.right_parents, sides.left_parents),
    ):
        if len(set(forms)) == len(forms):
            continue
        twins: dict[tuple[Form, int, int], list[int]] = defaultdict(list)
        for at, there in enumerate(partners):
            if there >= 0 and sides.is_alone(at if forms is sides.left_forms else there):
                twins[forms[at], parents[at], other_parents[there]].append(at)
        for places in twins.values():
            if len(places) > 1:
                for at, there in zip(places, sorted(partners[at] for at in places), strict=True):
                    sides.join(*((at, there) if forms is sides.left_forms else (there, at)))


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
