"""Which clause of a text somebody means."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

from policydiff.cli.shown import Shown
from policydiff.errors import ClauseNotFound
from policydiff.model import Clause, ClauseTree


def find_clause(shown: Shown, wanted: str) -> Clause:
    """The clause with an anchor, a label, a key or a name that an editor gave.

    A label may be written as in a sentence: `3.1.2.`, `article 5`, `5.6(a)`. Raises ClauseNotFound when none or more
    than one answers.
    """
    asked = wanted.strip().removeprefix("#")
    ways: tuple[Callable[[Clause], bool], ...] = (
        lambda clause: clause.anchor == asked,
        lambda clause: bool(clause.alias) and clause.alias == asked,
        lambda clause: _plain(clause.label) == _plain(asked),
        lambda clause: clause.anchor == f"clause-{_plain(asked)}",
        lambda clause: shown.keys[clause.anchor] == asked,
    )
    for answers in ways:
        found = [clause for clause in shown.tree.clauses if answers(clause)]
        if len(found) == 1:
            return found[0]
        if found:
            anchors = ", ".join(clause.anchor for clause in found)
            raise ClauseNotFound(
                f"In {shown.name} {len(found)} clauses are called {wanted!r}. Give an anchor: {anchors}."
            )
    raise ClauseNotFound(f"There is no clause {wanted!r} in {shown.name}.{_hint(shown.tree, asked)}")


def with_sub_clauses(tree: ClauseTree, clause: Clause) -> tuple[Clause, ...]:
    """A clause and all that stands below it, in document order."""
    return tuple(each for each in tree.clauses if each is clause or clause in tree.lineage(each))


def _plain(label: str) -> str:
    return re.sub(r"[^\w.]+", "-", label.casefold()).strip("-.")


def _hint(tree: ClauseTree, asked: str) -> str:
    labels = dict.fromkeys(clause.label or clause.anchor for clause in tree.clauses)
    near = get_close_matches(asked, labels, n=3)
    return f" Is it {' or '.join(near)}?" if near else " Without --clause all of them are shown."
