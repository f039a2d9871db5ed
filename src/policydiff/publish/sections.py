"""The sections and clauses that a change touches, before and after it."""

from __future__ import annotations

from collections.abc import Mapping, Set

from policydiff.model import Change, Chronicle, Clause, ClauseTree, Comparison


def top_of(tree: ClauseTree, clause: Clause) -> Clause:
    """The section a clause stands in: its highest ancestor, below a title that holds all the rest."""
    path = [clause, *tree.lineage(clause)]
    tops = tree.children.get(None, ())
    if len(path) > 1 and len(tops) == 1:
        return path[-2]
    return path[-1]


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
            key = keys.get(clause.anchor, "")
            if not key or key in names:
                continue
            worth = clause.label or clause.heading or tree.children.get(place)
            if worth and top_of(tree, clause) is clause and not _is_title(tree, place):
                names[key] = clause.name
    return names


def _is_title(tree: ClauseTree, place: int) -> bool:
    """Whether the clause is the title that holds all the rest."""
    return tree.children.get(None) == (place,) and len(tree.clauses) > 1


def clause_names(chronicle: Chronicle) -> dict[str, str]:
    """All clauses of all editions, key to newest name."""
    names: dict[str, str] = {}
    for tree, keys in zip(reversed(chronicle.trees), reversed(chronicle.keys), strict=True):
        for clause in tree.clauses:
            key = keys.get(clause.anchor, "")
            if key and key not in names:
                names[key] = clause.name
    return names


def changes_within(chronicle: Chronicle) -> Mapping[str, Mapping[int, Comparison]]:
    """For every section and clause what each edition changed in it; `unchanged` and `pairs` are of the whole text."""
    found: dict[str, dict[int, list[Change]]] = {}
    for number, comparison in enumerate(chronicle.comparisons, 1):
        for change in comparison.changes:
            for key in keys_touched(chronicle, number, change):
                found.setdefault(key, {}).setdefault(number, []).append(change)
    whole = chronicle.comparisons
    return {
        key: {
            number: Comparison(whole[number - 1].pairs, tuple(changes), whole[number - 1].unchanged)
            for number, changes in by_edition.items()
        }
        for key, by_edition in found.items()
    }
