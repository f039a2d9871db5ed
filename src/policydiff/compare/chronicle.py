"""All editions of a policy: their clauses, keys and changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policydiff.clauses import parse_clauses
from policydiff.compare.comparison import EMPTY_TREE, compare_groups, compare_trees, count_changes
from policydiff.compare.keys import KeyGiver
from policydiff.compare.lexicon import Lexicon
from policydiff.compare.lineage import correspondence, text_before
from policydiff.errors import PolicyError
from policydiff.model import Chronicle, ClauseTree, Comparison, PolicyHistory, count_kinds


def compile_chronicle(history: PolicyHistory) -> Chronicle:
    """Parse every edition, compare each with the one before, and give all clauses their keys.

    An omitted edition has no text: nothing is compared with it, and the next is compared with the last that has one.
    Raises PolicyError when the latest edition sets the same key at two clauses.
    """
    lexicon = Lexicon()
    keys = KeyGiver(lexicon)
    trees: list[ClauseTree] = []
    all_keys: list[Mapping[str, str]] = []
    comparisons: list[Comparison] = []
    before = EMPTY_TREE
    for edition in history.editions:
        if edition.omitted:
            trees.append(EMPTY_TREE)
            all_keys.append({})
            comparisons.append(Comparison((), (), 0))
            continue
        tree = parse_clauses(edition.source)
        comparison = compare_trees(before, tree, lexicon)
        last_keys = keys.last
        now = keys.give(edition.number, tree, comparison)
        trees.append(tree)
        all_keys.append(now)
        comparisons.append(with_keys(comparison, last_keys, now))
        before = tree
    if trees:
        check_aliases(trees[-1], history.latest.path)
    return Chronicle(history, tuple(trees), tuple(all_keys), tuple(comparisons))


def latest_tree(history: PolicyHistory) -> ClauseTree:
    """The text of the latest edition; of an omitted one an empty text."""
    return EMPTY_TREE if history.latest.omitted else parse_clauses(history.latest.source)


def count_editions(history: PolicyHistory) -> list[Mapping[str, int]]:
    """The counts of changes of every edition, as the chronicle has them, without what pages need beyond.

    Raises PolicyError as `compile_chronicle` does.
    """
    lexicon = Lexicon()
    counts: list[Mapping[str, int]] = []
    tree = EMPTY_TREE
    for edition in history.editions:
        if edition.omitted:
            counts.append(count_kinds({}, 0))
            continue
        before, tree = tree, parse_clauses(edition.source)
        counts.append(count_changes(before, tree, lexicon))
    if history.editions:
        check_aliases(EMPTY_TREE if history.latest.omitted else tree, history.latest.path)
    return counts


def compare_editions(chronicle: Chronicle, old: int, new: int) -> Comparison:
    """Compare any two editions, by number: clauses correspond by their keys; of neighbours as they were compared."""
    if text_before(chronicle, new) == old:
        return chronicle.comparisons[new - 1]
    groups = correspondence(chronicle, old, new)
    comparison = compare_groups(chronicle.trees[old - 1], chronicle.trees[new - 1], groups, Lexicon())
    return with_keys(comparison, chronicle.keys[old - 1], chronicle.keys[new - 1])


def with_next_edition(history: PolicyHistory, source: str) -> PolicyHistory:
    """The history as if a text were posted after all its editions, for the keys that its clauses would get."""
    following = replace(history.latest, number=len(history.editions) + 1, source=source, omitted=False, commit="")
    return replace(history, editions=(*history.editions, following))


def with_keys(comparison: Comparison, old: Mapping[str, str], new: Mapping[str, str]) -> Comparison:
    """The same comparison, its changes under the keys of their clauses."""
    return replace(
        comparison,
        changes=tuple(
            replace(change, key=new[change.new.anchor] if change.new else old[change.clause.anchor])
            for change in comparison.changes
        ),
    )


def check_aliases(tree: ClauseTree, path: str) -> None:
    """Raise PolicyError when two clauses have the same key of the editor's."""
    first: dict[str, int] = {}
    for clause in tree.clauses:
        if not clause.alias:
            continue
        if clause.alias in first:
            raise PolicyError(
                f"{path}:{clause.line}: the key {{#{clause.alias}}} is set a second time; it is already set in line "
                f"{first[clause.alias]}. Give one of the two clauses another key."
            )
        first[clause.alias] = clause.line


def keys_alone(tree: ClauseTree) -> Mapping[str, str]:
    """The keys of a text without a history, by anchor: those of a first edition."""
    lexicon = Lexicon()
    return KeyGiver(lexicon).give(1, tree, compare_trees(EMPTY_TREE, tree, lexicon))


def compare_alone(old: ClauseTree, new: ClauseTree) -> Comparison:
    """Compare two texts without a history: the keys are given as if they were editions 1 and 2."""
    lexicon = Lexicon()
    keys = KeyGiver(lexicon)
    first = keys.give(1, old, compare_trees(EMPTY_TREE, old, lexicon))
    comparison = compare_trees(old, new, lexicon)
    return with_keys(comparison, first, keys.give(2, new, comparison))
