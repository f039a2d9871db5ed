"""Scores of the comparison on generated pairs whose true correspondence is known."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from policydiff.clauses import parse_clauses
from policydiff.compare import compare_trees
from policydiff.model import Change, Comparison
from tests.bench.edits import SCENARIOS, Editor
from tests.bench.outlines import Outline, copy_with_sources, invent_policy, items_of, read_privacy_policy, to_markdown

SIZES = (100, 500)
SEEDS = range(3)


@dataclass
class Score:
    """Sums over pairs of texts."""

    right: int = 0
    found: int = 0
    true: int = 0
    hard_right: int = 0
    hard_found: int = 0
    hard_true: int = 0
    redlines: int = 0
    inexact: int = 0
    silent: int = 0
    """Clauses whose words changed although no change says so."""
    pairs: list[tuple[str, str]] = field(default_factory=list)
    """Pairs with a tenth of the edits, such as two consecutive editions are: to measure the speed with."""

    @property
    def f1(self) -> float:
        """F1 of the pairs of clauses."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 1.0

    @property
    def hard(self) -> float:
        """The same over the pairs that touch an edited clause."""
        total = self.hard_found + self.hard_true
        return 2 * self.hard_right / total if total else 1.0


def texts() -> Iterator[tuple[str, Outline]]:
    """The base texts: the policy of the project, and invented ones."""
    privacy = read_privacy_policy()
    yield "privacy", privacy
    vocabulary = sorted(
        {word.strip('.,;:()"“”').lower() for _, item in items_of(privacy) for word in item.text.split()}
    )
    vocabulary = [word for word in vocabulary if word.isalpha() and len(word) > 2]
    for size in SIZES:
        for seed in SEEDS:
            yield f"{size} clauses", invent_policy(size, seed, vocabulary)


def measure_quality() -> dict[str, Score]:
    """The scores by kind of edit."""
    scores: dict[str, Score] = defaultdict(Score)
    for place, (name, base) in enumerate(texts()):
        vocabulary = [word for _, item in items_of(base) for word in item.text.split() if word.isalpha()]
        for scenario, steps in SCENARIOS.items():
            edited = copy_with_sources(base)
            editor = Editor(edited, vocabulary, random.Random(f"{scenario}-{name}-{place}"))
            edits = max(2, len(items_of(base)) // 3)
            for turn in range(edits):
                if turn == edits // 10:
                    scores[scenario].pairs.append((to_markdown(base), to_markdown(edited)))
                steps[turn % len(steps)](editor)
            old, new = to_markdown(base), to_markdown(edited)
            comparison = compare_trees(parse_clauses(old), parse_clauses(new))
            _add(scores[scenario], base, edited, comparison)
    return scores


def _add(score: Score, base: Outline, edited: Outline, comparison: Comparison) -> None:
    before, after = items_of(base), items_of(edited)
    true = {(before[source][0], anchor) for anchor, item in after for source in item.sources}
    found = {pair for pair in comparison.pairs if pair[0].startswith("clause-") and pair[1].startswith("clause-")}
    old_text = {anchor: item.text for anchor, item in before}
    new_text = {anchor: item.text for anchor, item in after}
    once = {(old, new) for old, new in true if old_text[old] == new_text[new]}
    easy_old, easy_new = {old for old, _ in once}, {new for _, new in once}
    hard = {(old, new) for old, new in true | found if old not in easy_old or new not in easy_new}
    score.right += len(true & found)
    score.found += len(found)
    score.true += len(true)
    score.hard_right += len(true & found & hard)
    score.hard_found += len(found & hard)
    score.hard_true += len(true & hard)
    spoken: set[str] = set()
    for change in comparison.changes:
        spoken.update((change.clause.anchor, *change.related_new))
        score.redlines += 1
        score.inexact += not _is_exact(change)
    score.silent += sum(old_text[old] != new_text[new] and new not in spoken for old, new in found)


def _is_exact(change: Change) -> bool:
    """Whether the redline rebuilds both its sides; for a split or a merge, whether they hold the clause's words."""
    several = bool(change.related_old or change.related_new)
    for dropped, clause in (("+", change.old), ("-", change.new)):
        built = "".join(segment.text for segment in change.redline if segment.op != dropped)
        allowed = (clause.text, clause.words) if clause else ("",)
        if built not in allowed and not (several and clause and clause.words in built):
            return False
    return True
