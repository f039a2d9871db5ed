"""Which clause of one edition is which clause of any other edition: by their keys, and by what was split and merged.

Two clauses with the same key correspond. A clause whose key the later edition does not have lives on in the one that it
was merged into, if that one is there; a clause whose key the earlier edition does not have comes from the one that it
was split off from. Between neighbours this is what their own comparison found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple

from policydiff.compare.pairing import Group
from policydiff.model import Chronicle, Comparison


class Parting(NamedTuple):
    """A clause that was split off from another, or merged into another, by an edition."""

    edition: int
    key: str
    """Of the part."""
    main: str
    """The key that the clause as a whole kept."""


def splits_of(chronicle: Chronicle, old: int = 0, new: int | None = None) -> list[Parting]:
    """What was split off after one edition and up to another, in the order of the editions."""
    return [
        Parting(number, chronicle.keys[number - 1][anchor], change.key)
        for number, comparison in _comparisons(chronicle, old, new)
        for change in comparison.changes
        for anchor in change.related_new
        if change.new is not None and change.old is not None
    ]


def merges_of(chronicle: Chronicle, old: int = 0, new: int | None = None) -> list[Parting]:
    """What was merged into another clause after one edition and up to another, in the order of the editions."""
    return [
        Parting(number, chronicle.keys[text_before(chronicle, number) - 1][anchor], change.key)
        for number, comparison in _comparisons(chronicle, old, new)
        for change in comparison.changes
        for anchor in change.related_old
        if change.new is not None and change.old is not None
    ]


def _comparisons(chronicle: Chronicle, old: int, new: int | None) -> Iterable[tuple[int, Comparison]]:
    return enumerate(chronicle.comparisons[old:new], old + 1)


def text_before(chronicle: Chronicle, number: int) -> int:
    """The number of the edition that an edition is compared with: the last before it that has a text, or 0."""
    editions = chronicle.history.editions
    return next((other for other in range(number - 1, 0, -1) if not editions[other - 1].omitted), 0)


def correspondence(chronicle: Chronicle, old: int, new: int) -> list[Group]:
    """The clauses that correspond in two editions, in the order of the new one; either may be the earlier."""
    if old > new:
        groups = [Group(group.new, group.old) for group in correspondence(chronicle, new, old)]
        return sorted(groups, key=lambda group: group.new)
    if text_before(chronicle, new) == old:
        return found_groups(chronicle, new)
    return kept_groups(chronicle, old, new)


def found_groups(chronicle: Chronicle, number: int) -> list[Group]:
    """What an edition's own comparison found."""
    before = text_before(chronicle, number)
    old = _places(chronicle, before)
    new = _places(chronicle, number)
    pairs = ((old[one], new[other]) for one, other in chronicle.comparisons[number - 1].pairs)
    return _join(pairs)


def kept_groups(chronicle: Chronicle, old: int, new: int) -> list[Group]:
    """What keys, splits and merges say of two editions, of which `old` is the earlier."""
    old_keys = _by_key(chronicle, old)
    new_keys = _by_key(chronicle, new)
    heirs = merges_of(chronicle, old, new)
    origins = splits_of(chronicle, old, new)[::-1]

    def pairs() -> Iterator[tuple[int, int]]:
        for key, at in old_keys.items():
            heir = follow(key, new_keys, heirs)
            if heir:
                yield at, new_keys[heir]
        for key, there in new_keys.items():
            origin = follow(key, old_keys, origins)
            if origin:
                yield old_keys[origin], there

    return _join(pairs())


def follow(key: str, present: Mapping[str, int], partings: list[Parting]) -> str:
    """The key among those present that a key leads to, through partings in the order given; empty if to none."""
    for parting in partings:
        if key in present:
            break
        if parting.key == key:
            key = parting.main
    return key if key in present else ""


def _by_key(chronicle: Chronicle, number: int) -> dict[str, int]:
    keys = chronicle.keys[number - 1]
    return {keys[clause.anchor]: at for at, clause in enumerate(chronicle.trees[number - 1].clauses)}


def _places(chronicle: Chronicle, number: int) -> dict[str, int]:
    if not number:
        return {}
    return {clause.anchor: at for at, clause in enumerate(chronicle.trees[number - 1].clauses)}


def _join(pairs: Iterator[tuple[int, int]]) -> list[Group]:
    """Pairs that share a clause are one group."""
    found = dict.fromkeys(pairs)
    if len(found) == len({at for at, _ in found}) == len({there for _, there in found}):
        return sorted((Group((at,), (there,)) for at, there in found), key=itemgetter(1))
    group_of_old: dict[int, int] = {}
    group_of_new: dict[int, int] = {}
    members: dict[int, tuple[set[int], set[int]]] = {}
    for number, (at, there) in enumerate(found):
        joined = {group_of_old.get(at), group_of_new.get(there)} - {None}
        members[number] = ({at}, {there})
        for other in joined:
            assert other is not None
            for mine, theirs in zip(members[number], members.pop(other), strict=True):
                mine |= theirs
        for place in members[number][0]:
            group_of_old[place] = number
        for place in members[number][1]:
            group_of_new[place] = number
    groups = [Group(tuple(sorted(old)), tuple(sorted(new))) for old, new in members.values()]
    return sorted(groups, key=lambda group: group.new)
