"""The redline page of an edition: what it changed against the one before, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from policydiff.compare.comparison import heading_spans, text_spans
from policydiff.compare.knock_on import KnockOn, find_knock_on
from policydiff.model import Change, Clause, Span
from policydiff.publish.affected import state_affected
from policydiff.publish.effect import state_effect
from policydiff.publish.elements import link_to
from policydiff.publish.links import crumbs, relations, ways_on
from policydiff.publish.parts import (
    Part,
    Sides,
    keeps_all_words,
    merged_runs,
    parts_after,
    parts_before,
    parts_of,
    sides_of,
)
from policydiff.publish.redline_html import render_redline, render_spans
from policydiff.publish.remarks import state_remarks
from policydiff.publish.rows import Row, rows_of
from policydiff.publish.site import Page, TocEntry
from policydiff.publish.subject import Subject, paragraphs, short_name
from policydiff.publish.templating import fill, macro
from policydiff.publish.toc import nested
from policydiff.publish.wording import Wording
from policydiff.recent import keep_of_policy


@dataclass(frozen=True)
class ShownPart:
    """One clause of a row; heading and text are ready HTML or empty."""

    label: str
    heading: Markup
    text: Markup


@dataclass(frozen=True)
class Shown:
    """A row as the template sees it."""

    form: str
    anchor: str
    level: int
    parts: tuple[ShownPart, ...] = ()
    """With what was inserted and deleted; several where a clause was split."""
    notes: tuple[Markup, ...] = ()
    kinds: tuple[str, ...] = ()
    before: tuple[ShownPart, ...] = ()
    """The clauses of the old text, for the layout side by side."""
    after: tuple[ShownPart, ...] = ()
    tools: tuple[Markup, ...] = ()
    aliases: tuple[str, ...] = ()
    """Further anchors that lead here."""


class Written(NamedTuple):
    """A row as HTML, and what the table of contents must know of it."""

    form: str
    anchor: str
    html: Markup


def redline_page(subject: Subject, number: int) -> Page:
    """Plan the redline of an edition against the one before."""
    edition = subject.edition(number)
    page = subject.at("changes", number)
    old, new, comparison = subject.tree_before(number), subject.tree(number), subject.chronicle.comparisons[number - 1]
    rows = [_write(subject, number, page, row) for row in rows_of(old, new, comparison)]
    say = subject.wording.plain
    before = subject.before(number)
    title = (
        say("title.redline", policy=subject.title, number=number, before=before)
        if before
        else say("title.redline.first", policy=subject.title, number=number)
    )
    content = fill(
        "redline.html",
        subject=subject,
        page=page,
        edition=edition,
        crumbs=crumbs(subject, page, say("edition", number=number), (say("all_changes"), subject.at("changes"))),
        effect=state_effect(subject, edition, page),
        remarks=state_remarks(subject, edition),
        note=paragraphs(edition.note),
        before=before,
        counts=() if edition.omitted else subject.wording.counts(dict(comparison.counts)),
        rows=[row.html for row in rows],
        affected=_affected(subject, number, page, find_knock_on(old, new, comparison)) if before else (),
        ways=ways_on(subject, page),
        quiet=not edition.omitted and not any(row.form not in ("kept", "context") for row in rows),
    )
    return Page(
        kind="redline",
        address=page,
        title=title,
        description=say(
            "description.redline",
            policy=subject.title,
            number=number,
            day=subject.wording.day_text(edition.posting_day),
        ),
        content=str(content),
        language=subject.wording.language,
        toc=_toc(subject, number, rows),
        robots="noindex",
        relations=relations(subject, page, number),
    )


def _affected(subject: Subject, number: int, page: str, knock_on: tuple[KnockOn, ...]) -> list[Markup]:
    """The clauses that keep their words while something they build on changed, with links to them."""

    def linked(clause: Clause) -> Markup:
        target = subject.addresses.link(page, subject.at("editions", number), clause.anchor)
        return link_to(target, short_name(clause))

    return state_affected(knock_on, subject.wording, linked)


def _write(subject: Subject, number: int, page: str, row: Row) -> Written:
    clause = row.clause
    if row.form in ("kept", "context") or row.change is None:
        words = heading_spans(clause), text_spans(clause)
        return _write_kept(subject.wording, row.form, clause.anchor, clause.level, clause.label, *words)
    return _write_shown(subject.wording, _shown(subject, number, page, row, row.change))


@keep_of_policy(5_000)
def _write_kept(
    wording: Wording,
    form: str,
    anchor: str,
    level: int,
    label: str,
    heading: Sequence[Span],
    text: Sequence[Span],
) -> Written:
    """A clause as it is. Kept, because consecutive editions share most of their clauses, if not their lines."""
    part = ShownPart(label, render_spans(heading), render_spans(text))
    return _write_shown(wording, Shown(form, anchor, level, (part,)))


def _write_shown(wording: Wording, row: Shown) -> Written:
    return Written(row.form, row.anchor, macro("row.html", "write")(row, wording.say))


def _toc(subject: Subject, number: int, rows: list[Written]) -> tuple[TocEntry, ...]:
    """The headings under which something changed, and in the first edition all of them."""
    tree = subject.tree(number)
    entries = []
    for row in rows:
        clause = tree.by_anchor.get(row.anchor)
        if clause is not None and clause.heading and row.form in ("context", "change", "renumbered"):
            entries.append(
                TocEntry(row.anchor, short_name(clause), clause.level + 1, row.form == "change" and number > 1)
            )
    return nested(entries)


def _shown(subject: Subject, number: int, page: str, row: Row, change: Change) -> Shown:
    clause = row.clause
    if row.form == "renumbered":
        others = tuple(change.clause.anchor for change in row.run[1:])
        notes = (_renumbered(subject, row.run),)
        return Shown("renumbered", clause.anchor, clause.level, notes=notes, aliases=others)
    if row.form == "moved away":
        assert change.new is not None
        target = link_to(subject.addresses.link(page, page, change.new.anchor), subject.label(change.new))
        note = subject.wording.say("moved_away", label=subject.label(clause), target=target)
        return Shown("moved-away", f"old-{clause.anchor}", clause.level, notes=(note,))
    return _changed(subject, number, page, change)


def _changed(subject: Subject, number: int, page: str, change: Change) -> Shown:
    """A changed clause with its redline in both layouts."""
    clause = change.clause
    sides = sides_of(change, subject.tree_before(number), subject.tree(number))
    anchor = clause.anchor if change.new is not None else f"old-{clause.anchor}"
    return Shown(
        "change",
        anchor,
        clause.level,
        _inline(subject, change, sides),
        tuple(notes_on(subject, number, page, change, sides)),
        change.kinds,
        tuple(_part(subject, part) for part in parts_before(change, sides)),
        tuple(_part(subject, part) for part in parts_after(change, sides)),
        _tools(subject, number, page, change),
        (*change.related_new, *(f"old-{name}" for name in change.related_old)),
    )


def shown_parts(subject: Subject, number: int, change: Change) -> tuple[ShownPart, ...]:
    """Of a changed clause the redline alone."""
    return _inline(subject, change, sides_of(change, subject.tree_before(number), subject.tree(number)))


def _inline(subject: Subject, change: Change, sides: Sides) -> tuple[ShownPart, ...]:
    if len(sides.old) > 1 and len(sides.new) == 1:
        return (_merged(subject, change, sides),)
    return tuple(_part(subject, part) for part in parts_of(change, sides))


def _part(subject: Subject, part: Part) -> ShownPart:
    heading, text = (render_redline(redline, spoken=subject.spoken) for redline in (part.heading, part.text))
    return ShownPart(part.label, heading, text)


def _merged(subject: Subject, change: Change, sides: Sides) -> ShownPart:
    """What was merged into one clause, with a mark where each further clause begins."""
    runs = [
        (Markup('<span class="pd-seam">{}</span> ').format(subject.wording.say("seam", label=label or "–")), redline)
        for label, redline in merged_runs(change, sides)
    ]
    text = Markup(" ").join(
        (mark if place else Markup()) + render_redline(redline, spoken=subject.spoken)
        for place, (mark, redline) in enumerate(runs)
    )
    return ShownPart(sides.new[0].label, Markup(), text)


def _tools(subject: Subject, number: int, page: str, change: Change) -> tuple[Markup, ...]:
    link = subject.addresses.link
    at = number if change.new is not None else subject.before(number)
    say, plain, name = subject.wording.say, subject.wording.plain, subject.called(change.clause)
    text = link(page, subject.at("editions", at), change.clause.anchor)
    found = [link_to(text, say("in_full"), plain("in_full.of", clause=name))]
    key = change.key or subject.chronicle.keys[at - 1].get(change.clause.anchor, "")
    if key:
        history = link(page, subject.clause_address(key))
        found.append(link_to(history, say("history.short"), plain("history", clause=name)))
    return tuple(found)


def _renumbered(subject: Subject, run: tuple[Change, ...]) -> Markup:
    now = [change.new.label.rstrip(".") for change in run if change.new]
    was = [change.old.label.rstrip(".") for change in run if change.old]
    say = subject.wording.say
    if len(run) == 1:
        return Markup("{} {}").format(now[0] or subject.label(run[0].clause), _renumbering(subject, run[0]))
    return say("renumbered.run", now=f"{now[0]}–{now[-1]}", was=f"{was[0]}–{was[-1]}")


def _renumbering(subject: Subject, change: Change) -> Markup:
    assert change.old is not None
    assert change.new is not None
    say = subject.wording.say
    if not change.old.label:
        return say("numbered_now", label=change.new.label.rstrip("."))
    if not change.new.label:
        return say("unnumbered_now", label=change.old.label.rstrip("."))
    return say("renumbered", label=change.old.label.rstrip("."))


def notes_on(subject: Subject, number: int, page: str, change: Change, sides: Sides) -> list[Markup]:
    """What a redline cannot show: where a clause came from, what it was split into or merged from."""
    say, kinds = subject.wording.say, set(change.kinds)
    found = []
    if change.old is not None and change.new is not None and "moved" in kinds:
        origin = link_to(
            subject.addresses.link(page, subject.at("changes", number), f"old-{change.old.anchor}"),
            subject.label(change.old),
        )
        found.append(say("moved_here", label=origin))
    elif change.old is not None and change.new is not None and "renumbered" in kinds:
        found.append(_renumbering(subject, change))
    before, after = (
        subject.wording.join([subject.label(clause) for clause in side]) for side in (sides.old, sides.new)
    )
    if "split" in kinds:
        found.append(say("split", old=before, new=after))
    elif "merged" in kinds:
        found.append(say("merged", old=before))
    if kinds & {"split", "merged"} and keeps_all_words(change):
        found.append(say("words_kept"))
    if kinds == {"format"}:
        found.append(say("format"))
    return found
