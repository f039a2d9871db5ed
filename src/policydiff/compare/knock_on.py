"""Clauses whose words stayed the same although their meaning may not have: they build on something that changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policydiff.clauses.definitions import Definition, find_definitions
from policydiff.clauses.references import find_references
from policydiff.clauses.terms import find_uses
from policydiff.model import Clause, ClauseTree, Comparison

_SAME_WORDS = {"renumbered", "moved", "format"}


@dataclass(frozen=True, slots=True)
class KnockOn:
    """One such clause, and what it builds on."""

    clause: Clause
    """As it is in the new text."""
    kind: Literal["reference", "term"]
    about: str
    """The reference as written (`clause 5.8`), or the term."""
    changed: str
    """The anchor of what changed, in the new text; where that is gone, in the old."""


def find_knock_on(old: ClauseTree, new: ClauseTree, comparison: Comparison) -> tuple[KnockOn, ...]:
    """Clauses that refer to a changed clause or use a term whose definition changed, in the order of the new text."""
    changes = [change for change in comparison.changes if not _SAME_WORDS.issuperset(change.kinds)]
    touched = {change.new.anchor for change in changes if change.new}
    touched |= {anchor for change in changes for anchor in change.related_new}
    gone = {change.old.anchor for change in changes if change.old and not change.new}
    back = {now: before for before, now in comparison.pairs}
    found = dict.fromkeys([*_by_reference(old, new, touched, gone, back), *_by_term(old, new, touched)])
    places = {clause.anchor: place for place, clause in enumerate(new.clauses)}
    return tuple(sorted(found, key=lambda each: places[each.clause.anchor]))


def _by_reference(
    old: ClauseTree, new: ClauseTree, touched: set[str], gone: set[str], back: dict[str, str]
) -> Iterator[KnockOn]:
    now = {before: after for after, before in back.items()}
    less = {now.get(anchor, "") for anchor in _with_parents(old, gone)}
    with_changes = _with_parents(new, touched) | less
    for reference in find_references(new):
        clause = new.clauses[reference.clause]
        own = {clause.anchor, *(above.anchor for above in new.lineage(clause))}
        if clause.anchor in touched or not reference.number:
            continue
        for anchor in reference.anchors:
            if anchor in with_changes and anchor not in own:
                yield KnockOn(clause, "reference", reference.words, anchor)
    for reference in find_references(old):
        here = now.get(old.clauses[reference.clause].anchor)
        if here is None or here in touched or not reference.number:
            continue
        for target in reference.anchors:
            if target in gone:
                yield KnockOn(new.by_anchor[here], "reference", reference.words, target)


def _with_parents(tree: ClauseTree, anchors: set[str]) -> set[str]:
    """A clause has changed for who refers to it when one below it has; a part without a number says more than that."""
    found = set(anchors)
    for anchor in anchors:
        found |= {above.anchor for above in tree.lineage(tree.by_anchor[anchor]) if above.label}
    return found


def _by_term(old: ClauseTree, new: ClauseTree, touched: set[str]) -> Iterator[KnockOn]:
    before, after = _meanings(old), _meanings(new)
    changed = {term: found for term, found in after.items() if term in before and _said(before[term]) != _said(found)}
    lost = {term: found for term, found in before.items() if term not in after}
    for definitions, tree in ((changed, new), (lost, old)):
        uses = find_uses(new, definitions)
        for term, definition in definitions.items():
            where = tree.clauses[definition[0].clause].anchor
            for use in uses.get(term, ()):
                clause = new.clauses[use.clause]
                if clause.anchor not in touched and (tree is old or clause.anchor != where):
                    yield KnockOn(clause, "term", term, where)


def _meanings(tree: ClauseTree) -> dict[str, list[Definition]]:
    found: dict[str, list[Definition]] = {}
    for definition in find_definitions(tree):
        if definition.form != "abbreviation":
            found.setdefault(definition.term, []).append(definition)
    return found


def _said(definitions: list[Definition]) -> list[str]:
    return [definition.meaning for definition in definitions]
