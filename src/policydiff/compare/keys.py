"""The permanent names of clauses: `e1-3.1.2` is the clause that first appeared in edition 1 as 3.1.2.

A key is kept through renumbering, moving and rewording. It is decided from an edition and those before it alone, so no
later edition changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from policydiff.compare.hypotheses import similarity
from policydiff.compare.lexicon import Form, Lexicon
from policydiff.model import Clause, ClauseTree, Comparison

SAME_AGAIN = 0.75
"""How similar a clause must be to one that was removed earlier to be that clause again."""
WORDS_TO_TELL = 5
"""A shorter text does not show by itself which clause it is: its parent must be the same."""


class _Retired(NamedTuple):
    form: Form
    parent: str
    alias: str
    edition: int


@dataclass
class KeyGiver:
    """Gives the keys of one edition after the other."""

    lexicon: Lexicon
    _given: set[str] = field(default_factory=set)
    _retired: dict[str, _Retired] = field(default_factory=dict)
    _last: dict[str, str] = field(default_factory=dict)
    _last_tree: ClauseTree = field(default_factory=lambda: ClauseTree("", ()))

    @property
    def last(self) -> Mapping[str, str]:
        """The keys of the edition before, by anchor."""
        return self._last

    def give(self, edition: int, tree: ClauseTree, comparison: Comparison) -> Mapping[str, str]:
        """The key of every clause of an edition, by anchor; `comparison` is that with the text before."""
        keys = self._inherited(comparison)
        kept = set(keys.values())
        for clause in self._last_tree.clauses:
            key = self._last[clause.anchor]
            if key not in kept:
                self._retired[key] = self._describe(clause, edition)
        fresh = [clause for clause in tree.clauses if clause.anchor not in keys]
        self._give_back(tree, fresh, keys)
        for clause in fresh:
            if clause.anchor not in keys:
                keys[clause.anchor] = self._new_key(edition, clause)
        self._last, self._last_tree = keys, tree
        return {clause.anchor: keys[clause.anchor] for clause in tree.clauses}

    def _inherited(self, comparison: Comparison) -> dict[str, str]:
        keys: dict[str, str] = {}
        in_groups: set[str] = set()
        for change in comparison.changes:
            if change.old and change.new and (change.related_old or change.related_new):
                keys[change.new.anchor] = self._last[change.old.anchor]
                in_groups.update((change.new.anchor, *change.related_new))
        for old, new in comparison.pairs:
            if new not in in_groups:
                keys[new] = self._last[old]
        return keys

    def _describe(self, clause: Clause, edition: int) -> _Retired:
        parent = self._last_tree.parent_of(clause)
        return _Retired(self.lexicon.form(clause), self._last[parent.anchor] if parent else "", clause.alias, edition)

    def _give_back(self, tree: ClauseTree, fresh: Sequence[Clause], keys: dict[str, str]) -> None:
        """Find the removed clauses that have come back, the most certain first, and then what stands below them."""
        places = {clause.anchor: at for at, clause in enumerate(tree.clauses)}
        while self._retired:
            claims = [
                (-certainty, -retired.edition, places[clause.anchor], key, clause.anchor)
                for clause in fresh
                if clause.anchor not in keys
                for key, retired, certainty in self._claims(tree, clause, keys)
            ]
            if not claims:
                return
            for *_, key, anchor in sorted(claims):
                if anchor not in keys and key in self._retired:
                    keys[anchor] = key
                    del self._retired[key]

    def _claims(
        self, tree: ClauseTree, clause: Clause, keys: Mapping[str, str]
    ) -> Iterator[tuple[str, _Retired, float]]:
        """The removed clauses that a clause may be, and how certain that is."""
        parent = tree.parent_of(clause)
        parent_key = keys.get(parent.anchor, "") if parent else ""
        form = self.lexicon.form(clause)
        for key, retired in self._retired.items():
            if _may_be_again(clause, form, retired):
                certainty = _certainty(clause, form, parent_key, retired)
                if certainty:
                    yield key, retired, certainty

    def _new_key(self, edition: int, clause: Clause) -> str:
        name = f"e{edition}-{clause.anchor.removeprefix('clause-')}"
        key, times = name, 1
        while key in self._given:
            times += 1
            key = f"{name}-{times}"
        self._given.add(key)
        return key


def _may_be_again(clause: Clause, form: Form, retired: _Retired) -> bool:
    """Whether it is worth a closer look: most pairs differ so much in length that it is not."""
    if form is retired.form or (clause.alias and clause.alias == retired.alias):
        return True
    less, more = sorted((len(form.words), len(retired.form.words)))
    return less >= WORDS_TO_TELL and 2 * less >= SAME_AGAIN * (less + more)


def _certainty(clause: Clause, form: Form, parent: str, retired: _Retired) -> float:
    """How certain it is that a clause is one that was removed before; 0 when it is not."""
    if clause.alias and clause.alias == retired.alias:
        return 3.0
    same_parent = parent == retired.parent
    if form is retired.form:
        tells = len(form.words) >= WORDS_TO_TELL or (same_parent and len(form.words) > 0)
        return 2.0 + 0.1 * same_parent if tells else 0.0
    if form.is_empty:
        return 0.0
    sizes = len(form.words), len(retired.form.words)
    common = (form.counts & retired.form.counts).total()
    if 2 * common < SAME_AGAIN * sum(sizes):
        return 0.0
    value = similarity(form, retired.form)
    return value + 0.1 * same_parent if value >= SAME_AGAIN else 0.0
