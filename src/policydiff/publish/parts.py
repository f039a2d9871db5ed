"""A changed clause as it is shown: its heading and its text, or those of each clause that it was split or merged into.

The redline of a split or a merge runs over the joined texts of all clauses concerned (`compare.redline`); here it is
cut where one clause ends and the next begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.compare.comparison import heading_spans, text_spans
from policydiff.model import Change, Clause, ClauseTree, Op, Redline, Segment


@dataclass(frozen=True, slots=True)
class Part:
    """Heading and text of one clause, with what changed in them."""

    label: str
    heading: Redline = ()
    text: Redline = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """The clauses of both texts that a change is about, in their order."""

    old: tuple[Clause, ...]
    new: tuple[Clause, ...]


def sides_of(change: Change, old: ClauseTree, new: ClauseTree) -> Sides:
    """The clauses that a change is about."""
    return Sides(_in_order(old, change.old, change.related_old), _in_order(new, change.new, change.related_new))


def parts_of(change: Change, sides: Sides) -> tuple[Part, ...]:
    """One part for each clause that there is now, or was, if there is no word of it now."""
    op: Op = "+" if any(clause.heading or clause.text for clause in sides.new) or not sides.old else "-"
    return _cut(change, sides, op)


def parts_before(change: Change, sides: Sides) -> tuple[Part, ...]:
    """The old clauses with what was deleted; empty for an added one."""
    return tuple(_only(part, "-") for part in _cut(change, sides, "-")) if sides.old else ()


def parts_after(change: Change, sides: Sides) -> tuple[Part, ...]:
    """The new clauses with what was inserted; empty for a removed one."""
    return tuple(_only(part, "+") for part in _cut(change, sides, "+")) if sides.new else ()


def keeps_all_words(change: Change) -> bool:
    """Whether a redline shows nothing inserted or deleted but white space."""
    return all(segment.op == "=" or not segment.text.strip() for segment in change.redline)


def merged_runs(change: Change, sides: Sides) -> tuple[tuple[str, Redline], ...]:
    """Of a merge into one clause, the pieces of its redline with the label of the old clause that each comes from."""
    return tuple((part.label, (*part.heading, *_spaced(part))) for part in _cut(change, sides, "-"))


def _spaced(part: Part) -> Redline:
    return (Segment("=", " "), *part.text) if part.heading and part.text else part.text


def _cut(change: Change, sides: Sides, op: Op) -> tuple[Part, ...]:
    clauses = sides.new if op == "+" else sides.old
    if len(sides.old) <= 1 and len(sides.new) <= 1:
        clause = clauses[0]
        if change.heading_redline:
            rest = change.redline[len(change.heading_redline) :]
            return (Part(clause.label, change.heading_redline, _trimmed(rest)),)
        if not (change.old and change.new and change.old.heading != change.new.heading):
            return (Part(clause.label, _kept_heading(clause), change.redline),)
    fields = [spans for clause in clauses for spans in (heading_spans(clause), text_spans(clause)) if spans]
    pieces = iter(_cut_at(change.redline, [sum(len(span.text) for span in spans) for spans in fields], op))
    return tuple(
        Part(
            clause.label,
            next(pieces) if heading_spans(clause) else (),
            next(pieces) if text_spans(clause) else (),
        )
        for clause in clauses
    )


def _cut_at(redline: Redline, lengths: Sequence[int], op: Op) -> list[Redline]:
    """The redline in pieces that have so many characters each on the side of `op`, with a space between two of them."""
    if not lengths:
        return []
    pieces: list[list[Segment]] = [[] for _ in lengths]
    place, left, between = 0, lengths[0], False
    for segment in redline:
        text = segment.text
        if segment.op not in ("=", op):
            pieces[place].append(segment)
            continue
        while text:
            if between:
                text, between = text[1:], False
                place, left = place + 1, lengths[place + 1]
                continue
            taken, text = text[:left], text[left:]
            if taken:
                pieces[place].append(Segment(segment.op, taken, segment.marks))
            left -= len(taken)
            between = not left and place + 1 < len(lengths)
    return [_trimmed(tuple(piece)) for piece in pieces]


def _trimmed(redline: Redline) -> Redline:
    """Without white space at its ends."""
    found = list(redline)
    while found and not found[0].text.strip():
        del found[0]
    while found and not found[-1].text.strip():
        del found[-1]
    if found:
        found[0] = Segment(found[0].op, found[0].text.lstrip(), found[0].marks)
        found[-1] = Segment(found[-1].op, found[-1].text.rstrip(), found[-1].marks)
    return tuple(found)


def _only(part: Part, op: Op) -> Part:
    def side(redline: Redline) -> Redline:
        return tuple(segment for segment in redline if segment.op in ("=", op))

    return Part(part.label, side(part.heading), side(part.text))


def _kept_heading(clause: Clause) -> Redline:
    return tuple(Segment("=", span.text, span.marks) for span in heading_spans(clause))


def _in_order(tree: ClauseTree, main: Clause | None, related: Sequence[str]) -> tuple[Clause, ...]:
    if main is None:
        return ()
    if not related:
        return (main,)
    wanted = {main.anchor, *related}
    return tuple(clause for clause in tree.clauses if clause.anchor in wanted)
