"""Two texts compared: the whole correspondence of their clauses, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from policydiff.model import Change, Clause, ClauseTree, Comparison, Redline, Segment, Span

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
    moved = find_moved(old, new, groups)
    pairs: list[tuple[str, str]] = []
    found: list[tuple[int, int, Change]] = []
    for number, group in enumerate(groups):
        pairs += [(old.clauses[at].anchor, new.clauses[there].anchor) for at in group.old for there in group.new]
        is_moved = number in moved
        if not is_moved and _is_same(old, new, group):
            continue
        change = _change(old, new, group, is_moved=is_moved, lexicon=lexicon)
        if change:
            found.append((group.new[0], 1, change))
    known_new = {there for group in groups for there in group.new}
    for there, clause in enumerate(new.clauses):
        if there not in known_new:
            heading = insert_all(heading_spans(clause))
            redline = heading + _gap("+", clause) + insert_all(text_spans(clause))
            found.append((there, 1, Change(("added",), None, clause, redline, heading)))
    found += _removed(old, groups)
    found.sort(key=lambda entry: entry[:2])
    changed = {there for group_at, _, change in found if change.new for there in [group_at]}
    for group in groups:
        if len(group.new) > 1 and group.new[0] in changed:
            changed.update(group.new)
    return Comparison(tuple(pairs), tuple(change for *_, change in found), len(new.clauses) - len(changed))


def _is_same(old: ClauseTree, new: ClauseTree, group: Group) -> bool:
    """Whether a clause is the same to the last mark: the usual case, to be told fast."""
    if len(group.old) != 1 or len(group.new) != 1:
        return False
    before, after = old.clauses[group.old[0]], new.clauses[group.new[0]]
    return (
        before.text == after.text
        and before.label == after.label
        and before.heading == after.heading
        and before.spans == after.spans
        and before.heading_spans == after.heading_spans
        and before.form == after.form
    )


def _change(old: ClauseTree, new: ClauseTree, group: Group, *, is_moved: bool, lexicon: Lexicon) -> Change | None:
    before = [old.clauses[at] for at in group.old]
    after = [new.clauses[there] for there in group.new]
    kinds = kinds_of(before, after, moved=is_moved, lexicon=lexicon)
    if not kinds:
        return None
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
