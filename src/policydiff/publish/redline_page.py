"""The redline page of an edition: what it changed against the one before, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from policydiff.compare import EMPTY_TREE
from policydiff.compare.knock_on import KnockOn, find_knock_on
from policydiff.model import Change, Clause, Redline, Segment
from policydiff.publish.links import crumbs, relations, ways_on
from policydiff.publish.redline_html import render_redline, render_spans
from policydiff.publish.rows import Row, rows_of
from policydiff.publish.site import Page, TocEntry
from policydiff.publish.subject import Subject, paragraphs, short_name
from policydiff.publish.templating import fill
from policydiff.publish.toc import nested

EMPTY = Markup()


@dataclass(frozen=True)
class Shown:
    """A row as the template sees it; everything but `form`, `anchor`, `level` and `kinds` is ready HTML or empty."""

    form: str
    anchor: str
    level: int
    label: str
    heading: Markup
    text: Markup
    notes: tuple[Markup, ...] = ()
    kinds: tuple[str, ...] = ()
    old_label: str = ""
    old_heading: Markup = EMPTY
    old_text: Markup = EMPTY
    new_heading: Markup = EMPTY
    new_text: Markup = EMPTY
    tools: tuple[Markup, ...] = ()
    aliases: tuple[str, ...] = ()
    """Further anchors that lead here."""


def redline_page(subject: Subject, number: int) -> Page:
    """Plan the redline of an edition against the one before."""
    edition = subject.edition(number)
    page = subject.at("changes", number)
    old = subject.chronicle.trees[number - 2] if number > 1 else EMPTY_TREE
    new, comparison = subject.chronicle.trees[number - 1], subject.chronicle.comparisons[number - 1]
    shown = [_shown(subject, number, page, row) for row in rows_of(old, new, comparison)]
    say = subject.wording.plain
    title = (
        say("title.redline", policy=subject.title, number=number, before=number - 1)
        if number > 1
        else say("title.redline.first", policy=subject.title)
    )
    content = fill(
        "redline.html",
        subject=subject,
        page=page,
        edition=edition,
        crumbs=crumbs(subject, page, say("edition", number=number), (say("all_changes"), subject.at("changes"))),
        note=paragraphs(edition.note),
        counts=subject.wording.counts(dict(comparison.counts)),
        rows=shown,
        affected=_affected(subject, number, page, find_knock_on(old, new, comparison)) if number > 1 else (),
        ways=ways_on(subject, page),
        quiet=not any(row.form not in ("kept", "context") for row in shown),
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
        toc=_toc(subject, number, shown),
        robots="noindex",
        relations=relations(subject, page, number),
    )


def _affected(subject: Subject, number: int, page: str, knock_on: tuple[KnockOn, ...]) -> list[Markup]:
    """The clauses that keep their words while something they build on changed, with links to them."""

    def linked(each: KnockOn) -> Markup:
        target = subject.addresses.link(page, subject.at("editions", number), each.clause.anchor)
        return Markup('<a href="{}">{}</a>').format(target, short_name(each.clause))

    say = subject.wording.say
    lines = {
        say("affected.reference", clause=linked(each), about=each.about): None
        for each in knock_on
        if each.kind == "reference"
    }
    terms: dict[str, dict[Markup, None]] = {}
    for each in knock_on:
        if each.kind == "term":
            terms.setdefault(each.about, {})[linked(each)] = None
    for term, clauses in terms.items():
        lines[say("affected.term", term=term, clauses=Markup(", ").join(clauses))] = None
    return list(lines)


def _toc(subject: Subject, number: int, shown: list[Shown]) -> tuple[TocEntry, ...]:
    """The headings under which something changed, and in the first edition all of them."""
    tree = subject.chronicle.trees[number - 1]
    entries = []
    for row in shown:
        clause = tree.by_anchor.get(row.anchor)
        if clause is not None and clause.heading and row.form in ("context", "change", "renumbered"):
            entries.append(
                TocEntry(row.anchor, short_name(clause), clause.level + 1, row.form == "change" and number > 1)
            )
    return nested(entries)


def _shown(subject: Subject, number: int, page: str, row: Row) -> Shown:
    clause, change = row.clause, row.change
    label = clause.label
    if row.form in ("kept", "context") or change is None:
        return Shown(row.form, clause.anchor, clause.level, label, _heading(clause), _text(clause))
    if row.form == "renumbered":
        others = tuple(change.clause.anchor for change in row.run[1:])
        notes = (_renumbered(subject, row.run),)
        return Shown("renumbered", clause.anchor, clause.level, label, EMPTY, EMPTY, notes, aliases=others)
    if row.form == "moved away":
        assert change.new is not None
        target = Markup('<a href="{}">{}</a>').format(
            subject.addresses.link(page, page, change.new.anchor), subject.label(change.new)
        )
        note = subject.wording.say("moved_away", label=subject.label(clause), target=target)
        return Shown("moved-away", f"old-{clause.anchor}", clause.level, label, Markup(), Markup(), (note,))
    return changed(subject, number, page, change)


def changed(subject: Subject, number: int, page: str, change: Change) -> Shown:
    """A changed clause with its redline in both layouts."""
    clause = change.clause
    anchor = clause.anchor if change.new is not None else f"old-{clause.anchor}"
    heading, text = _parts(change)
    spoken = subject.spoken

    def html(redline: Redline) -> Markup:
        return render_redline(redline, spoken=spoken)

    def side(redline: Redline, op: str) -> Markup:
        return html(tuple(segment for segment in redline if segment.op in ("=", op)))

    plain = not (heading or text)
    return Shown(
        "change",
        anchor,
        clause.level,
        clause.label,
        html(heading) if heading else _heading(clause),
        html(text) if text else (_text(clause) if plain or not change.redline else Markup()),
        tuple(notes_on(subject, number, page, change)),
        change.kinds,
        change.old.label if change.old else "",
        side(heading, "-") if heading else (_heading(change.old) if change.old else Markup()),
        side(text, "-") if text else (_text(change.old) if change.old else Markup()),
        side(heading, "+") if heading else (_heading(change.new) if change.new else Markup()),
        side(text, "+") if text else (_text(change.new) if change.new else Markup()),
        _tools(subject, number, page, change),
    )


def _tools(subject: Subject, number: int, page: str, change: Change) -> tuple[Markup, ...]:
    link = subject.addresses.link
    at = number if change.new is not None else number - 1
    found = [
        Markup('<a href="{}">{}</a>').format(
            link(page, subject.at("editions", at), change.clause.anchor), subject.wording.say("in_full")
        )
    ]
    key = change.key or subject.chronicle.keys[at - 1].get(change.clause.anchor, "")
    if key:
        found.append(
            Markup('<a href="{}">{}</a>').format(
                link(page, subject.clause_address(key)), subject.wording.say("history.short")
            )
        )
    return tuple(found)


def _heading(clause: Clause) -> Markup:
    return render_spans(clause.heading_spans) if clause.heading_spans else Markup.escape(clause.heading)


def _text(clause: Clause) -> Markup:
    return render_spans(clause.spans) if clause.spans else Markup.escape(clause.text)


def _parts(change: Change) -> tuple[Redline, Redline]:
    """The redlines of heading and text; when they cannot be told apart all of it is the text's."""
    if not change.heading_redline:
        return (), change.redline
    rest = _without_heading(change)
    return ((), change.redline) if rest is None else (change.heading_redline, rest)


def _without_heading(change: Change) -> Redline | None:
    left = {"-": len(change.old.heading) if change.old else 0, "+": len(change.new.heading) if change.new else 0}
    rest: list[Segment] = []
    for segment in change.redline:
        sides = ["-", "+"] if segment.op == "=" else [segment.op]
        cut = {min(left[side], len(segment.text)) for side in sides}
        if len(cut) > 1:
            return None
        taken = cut.pop()
        for side in sides:
            left[side] -= taken
        text = segment.text[taken:]
        if text and not rest and segment.op == "=":
            text = text.lstrip()
        if text:
            rest.append(Segment(segment.op, text, segment.marks))
    return tuple(rest)


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


def notes_on(subject: Subject, number: int, page: str, change: Change) -> list[Markup]:
    """What a redline cannot show: where a clause came from, what it was split into or merged from."""
    say, kinds = subject.wording.say, set(change.kinds)
    old_tree = subject.chronicle.trees[number - 2] if number > 1 else EMPTY_TREE
    new_tree = subject.chronicle.trees[number - 1]
    found = []
    if change.old is not None and change.new is not None and "moved" in kinds:
        origin = Markup('<a href="{}">{}</a>').format(
            subject.addresses.link(page, subject.at("changes", number), f"old-{change.old.anchor}"),
            subject.label(change.old),
        )
        found.append(say("moved_here", label=origin))
    elif change.old is not None and change.new is not None and "renumbered" in kinds:
        found.append(_renumbering(subject, change))
    if "split" in kinds and change.old is not None:
        parts = [change.new.anchor] if change.new else []
        names = [subject.label(new_tree.by_anchor[a]) for a in _in_order(new_tree.by_anchor, parts, change.related_new)]
        found.append(say("split", old=subject.label(change.old), new=subject.wording.join(names)))
    if "merged" in kinds and change.new is not None:
        parts = [change.old.anchor] if change.old else []
        names = [subject.label(old_tree.by_anchor[a]) for a in _in_order(old_tree.by_anchor, parts, change.related_old)]
        found.append(say("merged", old=subject.wording.join(names)))
    elif "merged" in kinds and change.old is not None:
        names = [subject.label(new_tree.by_anchor[a]) for a in change.related_new if a in new_tree.by_anchor]
        found.append(say("merged_into", new=subject.wording.join(names)))
    if kinds == {"format"}:
        found.append(say("format"))
    return found


def _in_order(known: object, own: list[str], related: tuple[str, ...]) -> list[str]:
    assert isinstance(known, dict)
    wanted = {*own, *related}
    return [anchor for anchor in known if anchor in wanted]
