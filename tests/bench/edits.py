"""Edits with known truth: what an editor does to a policy, from a renumbering to a new order of sections."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from tests.bench.outlines import Item, Outline, Section


class Editor:
    """Edits an outline in place; a part that was edited once is left alone."""

    def __init__(self, outline: Outline, vocabulary: Sequence[str], rng: random.Random) -> None:
        self.outline, self.vocabulary, self.rng = outline, vocabulary, rng
        texts = [clause.text for section in outline for clause in section.clauses]
        self._done = {clause for section in outline for clause in section.clauses if texts.count(clause.text) > 1}

    def _pick(self, least_words: int = 1) -> tuple[Section, Item] | None:
        places = [
            (section, clause)
            for section in self.outline
            for clause in section.clauses
            if clause not in self._done and len(clause.text.split()) >= least_words
        ]
        if not places:
            return None
        section, clause = self.rng.choice(places)
        self._done.add(clause)
        return section, clause

    def _words(self, count: int) -> list[str]:
        return [self.rng.choice(self.vocabulary) for _ in range(count)]

    def _put(self, clause: Item) -> None:
        clauses = self.rng.choice(self.outline).clauses
        clauses.insert(self.rng.randint(0, len(clauses)), clause)

    def insert(self) -> None:
        clause = Item(" ".join(self._words(20)).capitalize() + ".")
        self._done.add(clause)
        self._put(clause)

    def delete(self) -> None:
        if picked := self._pick():
            picked[0].clauses.remove(picked[1])

    def _reword(self, clause: Item, share: float) -> None:
        words = clause.text.split()
        for _ in range(max(1, round(len(words) * share))):
            at = self.rng.randrange(len(words))
            words[at : at + self.rng.randint(0, 1)] = self._words(1)
        clause.text = " ".join(words)

    def amend(self) -> None:
        if picked := self._pick(5):
            self._reword(picked[1], self.rng.uniform(0.05, 0.3))

    def rewrite(self) -> None:
        if picked := self._pick(10):
            self._reword(picked[1], 0.6)

    def move(self) -> None:
        if picked := self._pick(4):
            picked[0].clauses.remove(picked[1])
            self._put(picked[1])

    def move_and_amend(self) -> None:
        if picked := self._pick(8):
            picked[0].clauses.remove(picked[1])
            self._put(picked[1])
            self._reword(picked[1], 0.2)

    def split(self) -> None:
        if picked := self._pick(16):
            section, clause = picked
            words = clause.text.split()
            at = self.rng.randint(len(words) // 3, 2 * len(words) // 3)
            rest = Item(" ".join(words[at:]), clause.sources)
            clause.text = " ".join(words[:at])
            self._done.add(rest)
            section.clauses.insert(section.clauses.index(clause) + 1, rest)

    def merge(self) -> None:
        if picked := self._pick(6):
            section, clause = picked
            at = section.clauses.index(clause)
            other = section.clauses[at + 1] if at + 1 < len(section.clauses) else None
            if other is not None and other not in self._done and len(other.text.split()) >= 6:
                clause.text += f" {other.text}"
                clause.sources |= other.sources
                section.clauses.remove(other)

    def retitle(self) -> None:
        section = self.rng.choice(self.outline)
        section.heading.text = " ".join(self._words(3)).capitalize()

    def reorder(self) -> None:
        section = self.outline.pop(self.rng.randrange(len(self.outline)))
        self.outline.insert(self.rng.randint(0, len(self.outline)), section)


SCENARIOS: dict[str, tuple[Callable[[Editor], None], ...]] = {
    "insert": (Editor.insert,),
    "delete": (Editor.delete,),
    "amend": (Editor.amend, Editor.amend, Editor.insert),
    "rewrite": (Editor.rewrite,),
    "move": (Editor.move,),
    "move and amend": (Editor.move_and_amend,),
    "split": (Editor.split, Editor.insert),
    "merge": (Editor.merge, Editor.delete),
    "retitle": (Editor.retitle, Editor.amend),
    "reorder sections": (Editor.reorder, Editor.amend, Editor.amend, Editor.amend, Editor.amend),
    "all": (
        Editor.amend, Editor.rewrite, Editor.insert, Editor.delete, Editor.move, Editor.split, Editor.merge,
        Editor.retitle,
    ),
}  # fmt: skip
"""What is done, in turn, to about a third of a text."""
