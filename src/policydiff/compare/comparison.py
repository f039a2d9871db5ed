"""Two texts compared: the whole correspondence of their clauses, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from policydiff.clauses.words import fold
from policydiff.compare.kinds import find_moved, kinds_of
from policydiff.compare.lexicon import Lexicon
from policydiff.compare.pairing import Group, pair_clauses
from policydiff.compare.redline import (
    NO_TERMS,
    Terms,
    delete_all,
    draw_joined_redline,
    draw_redline,
    insert_all,
)
from policydiff.model import Change, Clause, ClauseTree, Comparison, Kind, Redline, Segment, Span, count_kinds

EMPTY_TREE = ClauseTree("", ())
"""What the first edition is compared with."""


def compare_trees(old: ClauseTree, new: ClauseTree, lexicon: Lexicon | None = None) -> Comparison:
    """Compare two texts. The result depends on nothing but them.

    A `lexicon` that is given again for texts of one policy saves work; it changes nothing.
    """
    lexicon = lexicon or Lexicon()
    return compare_groups(old, new, pair_clauses(old, new, lexicon), lexicon)


def compare_groups(old: ClauseTree, new: ClauseTree, groups: Sequence[Group], lexicon: Lexicon) -> Comparison:
    """What changed between two texts whose correspondence is known; the groups in the order of the new text."""
    pairs = [
        (old.clauses[at].anchor, new.clauses[there].anchor)
        for group in groups
        for at in group.old
        for there in group.new
    ]
    judged = judge_groups(old, new, groups, lexicon)
    found = [(group.new[0], 1, _change(old, new, group, kinds, lexicon)) for group, kinds in judged.changed]
    for there in judged.added:
        clause = new.clauses[there]
        heading = insert_all(heading_spans(clause))
        redline = heading + _gap("+", clause) + insert_all(text_spans(clause))
        found.append((there, 1, Change(("added",), None, clause, redline, heading)))
    if judged.removed:
        found += _removed(old, groups)
    found.sort(key=lambda entry: entry[:2])
    return Comparison(tuple(pairs), tuple(change for *_, change in found), judged.unchanged)


def count_changes(old: ClauseTree, new: ClauseTree, lexicon: Lexicon) -> Mapping[str, int]:
    """The counts of the comparison of two texts, without drawing a redline."""
    judged = judge_groups(old, new, pair_clauses(old, new, lexicon), lexicon)
    kinds = Counter(kind for _, kinds in judged.changed for kind in kinds)
    return count_kinds(kinds + Counter(added=len(judged.added), removed=judged.removed), judged.unchanged)


class Judged(NamedTuple):
    """What changed, before it is drawn."""

    changed: Sequence[tuple[Group, tuple[Kind, ...]]]
    added: Sequence[int]
    """Places in the new text."""
    removed: int
    """How many clauses of the old text are gone."""
    unchanged: int


def judge_groups(old: ClauseTree, new: ClauseTree, groups: Sequence[Group], lexicon: Lexicon) -> Judged:
    """The kinds of change of clauses that correspond, and those that do not."""
    moved = find_moved(old, new, groups)
    changed: list[tuple[Group, tuple[Kind, ...]]] = []
    kept: set[int] = set()
    kept_now: set[int] = set()
    for number, group in enumerate(groups):
        olds, news = group
        kept.update(olds)
        kept_now.update(news)
        is_alone = len(olds) == len(news) == 1
        if is_alone and number not in moved and _is_same(old.clauses[olds[0]], new.clauses[news[0]]):
            continue
        before, after = [old.clauses[at] for at in olds], [new.clauses[there] for there in news]
        if kinds := kinds_of(before, after, moved=number in moved, lexicon=lexicon):
            changed.append((group, kinds))
    added = sorted(set(range(len(new.clauses))) - kept_now)
    unchanged = len(new.clauses) - len({there for group, _ in changed for there in group.new}) - len(added)
    return Judged(changed, added, len(old.clauses) - len(kept), unchanged)


def _is_same(before: Clause, after: Clause) -> bool:
    """Whether a clause is the same to the last mark: the usual case, to be told fast."""
    return before is after or (
        before.text == after.text
        and before.label == after.label
        and before.heading == after.heading
        and before.spans == after.spans
        and before.heading_spans == after.heading_spans
        and before.form == after.form
    )


def _change(old: ClauseTree, new: ClauseTree, group: Group, kinds: tuple[Kind, ...], lexicon: Lexicon) -> Change:
    before = [old.clauses[at] for at in group.old]
    after = [new.clauses[there] for there in group.new]
    if len(before) == len(after) == 1:
        heading, redline = _redlines(before[0], after[0], _terms(old, new, before, after, lexicon))
        return Change(kinds, before[0], after[0], redline, heading)
    main_before, main_after = _main(before), _main(after)
    return Change(
        kinds,
        main_before,
        main_after,
        draw_joined_redline(_parts(before), _parts(after), _terms(old, new, before, after, lexicon)),
        related_old=tuple(clause.anchor for clause in before if clause is not main_before),
        related_new=tuple(clause.anchor for clause in after if clause is not main_after),
    )


def _main(parts: Sequence[Clause]) -> Clause:
    """The part that a clause lives on in, or comes from: the first, unless another has over twice its words."""
    sizes = [len(clause.words.split()) for clause in parts]
    largest = max(sizes)
    return parts[0] if 2 * sizes[0] >= largest else parts[sizes.index(largest)]


def _terms(
    old: ClauseTree, new: ClauseTree, before: Sequence[Clause], after: Sequence[Clause], lexicon: Lexicon
) -> Terms:
    """The terms that both texts define; none where no redline can cut one."""
    if [clause.words for clause in before] == [clause.words for clause in after]:
        return NO_TERMS
    return Terms(lexicon.terms(old), lexicon.terms(new))


def _redlines(old: Clause, new: Clause, terms: Terms) -> tuple[Redline, Redline]:
    """The redline of the heading when it changed, and that of the whole."""
    are_rows = old.form == new.form == "row"
    if old.heading == new.heading:
        return (), draw_redline(text_spans(old), text_spans(new), terms, cells=are_rows)
    if bool(old.heading) != bool(new.heading) or fold(old.words) == fold(new.words):
        return (), draw_joined_redline(_parts([old]), _parts([new]), terms)
    heading = draw_redline(heading_spans(old), heading_spans(new), terms)
    if old.text and new.text:
        gap: Redline = (Segment("=", " "),)
    else:
        gap = _gap("-", old) + _gap("+", new)
    return heading, heading + gap + draw_redline(text_spans(old), text_spans(new), terms, cells=are_rows)


def _gap(op: str, clause: Clause) -> Redline:
    return (Segment("+" if op == "+" else "-", " "),) if clause.heading and clause.text else ()


def _removed(old: ClauseTree, groups: Sequence[Group]) -> Iterable[tuple[int, int, Change]]:
    """The clauses that are gone, each after what stood before it."""
    place_now = {at: group.new[-1] for group in groups for at in group.old}
    last = -1
    for at, clause in enumerate(old.clauses):
        if at in place_now:
            last = place_now[at]
            continue
        heading = delete_all(heading_spans(clause))
        redline = heading + _gap("-", clause) + delete_all(text_spans(clause))
        yield last, 2, Change(("removed",), clause, None, redline, heading)


def text_spans(clause: Clause) -> tuple[Span, ...]:
    """The text under its markup."""
    return clause.spans or ((Span(clause.text),) if clause.text else ())


def heading_spans(clause: Clause) -> tuple[Span, ...]:
    """The heading under its markup."""
    return clause.heading_spans or ((Span(clause.heading),) if clause.heading else ())


def _parts(clauses: Sequence[Clause]) -> list[tuple[Span, ...]]:
    """Headings and texts one after the other."""
    return [spans for clause in clauses for spans in (heading_spans(clause), text_spans(clause)) if spans]
