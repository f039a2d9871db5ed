"""The sections and clauses that a change touches, before and after it."""

from __future__ import annotations

from collections.abc import Set

from policydiff.model import Change, Chronicle, Clause, ClauseTree, Comparison
from policydiff.publish.picture import top_of


def tree_with(chronicle: Chronicle, number: int, clause: Clause) -> tuple[int, ClauseTree]:
    """The latest edition, from this one back, whose text has just this clause: an omitted edition has none."""
    for place in range(number, 0, -1):
        tree = chronicle.trees[place - 1]
        if tree.by_anchor.get(clause.anchor) == clause:
            return place, tree
    return number, chronicle.trees[number - 1]


def keys_touched(chronicle: Chronicle, number: int, change: Change) -> Set[str]:
    """The keys of the clause that changed and of all clauses above it, in the old text and in the new."""
    found: set[str] = {change.key} if change.key else set()
    for latest, clause in ((number - 1, change.old), (number, change.new)):
        if clause is not None and latest:
            place, tree = tree_with(chronicle, latest, clause)
            if clause.anchor in tree.by_anchor:
                keys = chronicle.keys[place - 1]
                found.update(keys.get(each.anchor, "") for each in (clause, *tree.lineage(clause)))
    return found - {""}


def section_names(chronicle: Chronicle) -> dict[str, str]:
    """The sections of all editions, key to newest name: what is numbered, headed or has sub-clauses."""
    names: dict[str, str] = {}
    for tree, keys in zip(reversed(chronicle.trees), reversed(chronicle.keys), strict=True):
        for place, clause in enumerate(tree.clauses):
            worth = clause.label or clause.heading or tree.children.get(place)
            key = keys.get(clause.anchor, "")
            if worth and key and top_of(tree, clause) is clause and not _is_title(tree, place):
                names.setdefault(key, clause.name)
    return names


def _is_title(tree: ClauseTree, place: int) -> bool:
    """Whether the clause is the title that holds all the rest."""
    return tree.children.get(None) == (place,) and len(tree.clauses) > 1


def clause_names(chronicle: Chronicle) -> dict[str, str]:
    """All clauses of all editions, key to newest name."""
    names: dict[str, str] = {}
    for tree, keys in zip(reversed(chronicle.trees), reversed(chronicle.keys), strict=True):
        for clause in tree.clauses:
            if clause.anchor in keys:
                names.setdefault(keys[clause.anchor], clause.name)
    return names


def within(chronicle: Chronicle, number: int, key: str) -> Comparison:
    """What an edition changed in one section or clause. `unchanged` and `pairs` stay those of the whole text."""
    whole = chronicle.comparisons[number - 1]
    changes = tuple(change for change in whole.changes if key in keys_touched(chronicle, number, change))
    return Comparison(whole.pairs, changes, whole.unchanged)
