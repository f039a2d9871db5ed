"""The main page of a policy: what applies, what is posted, what changed, around the latest text."""

from __future__ import annotations

from markupsafe import Markup

from policydiff.clauses import render_text
from policydiff.compare import trace_keys
from policydiff.model import Change
from policydiff.publish.effect import state_effect, state_openings, state_until_then
from policydiff.publish.elements import link_to
from policydiff.publish.frame import ClauseNote, Frame
from policydiff.publish.links import data_links, relations, ways_on
from policydiff.publish.own_links import relink_text
from policydiff.publish.reader import Reader
from policydiff.publish.remarks import state_remarks
from policydiff.publish.site import Page, TocEntry
from policydiff.publish.subject import Subject, kind_words, short_name
from policydiff.publish.subscribe import followed
from policydiff.publish.templating import fill
from policydiff.publish.toc import marked_toc

NAMED = 8
"""So many changed clauses are named on top; the rest is counted."""


def main_page(subject: Subject) -> Page:
    """Plan the main page; of a withdrawn policy one that says so."""
    say, history, latest = subject.wording.plain, subject.chronicle.history, subject.latest
    page = subject.base
    withdrawn = history.withdrawn
    if withdrawn is not None:
        content = fill("withdrawn.html", subject=subject, page=page, withdrawn=withdrawn, ways=ways_on(subject, page))
        day = subject.wording.day_text(withdrawn.posted.date())
        description = say("description.withdrawn", policy=subject.title, day=day)
        return _page(subject, description, str(content), (), None)
    frame = main_frame(subject)
    text = render_text(history.latest_source or latest.source)
    description = say(
        "description.main",
        policy=subject.title,
        number=latest.number,
        day=subject.wording.day_text(latest.posting_day),
    )
    return _page(
        subject,
        description,
        frame.around(relink_text(subject, text.html, latest.path, page)),
        marked_toc(text.toc, frame.changed),
        frame,
    )


def _page(subject: Subject, description: str, content: str, toc: tuple[TocEntry, ...], frame: Frame | None) -> Page:
    return Page(
        kind="main",
        address=subject.base,
        title=subject.title,
        description=description,
        content=content,
        language=subject.wording.language,
        toc=toc,
        relations=(*relations(subject, subject.base, None), *data_links(subject, subject.base)),
        frame=frame,
    )


def main_frame(subject: Subject) -> Frame:
    """All that stands around the latest text, whoever renders it."""
    page, number = subject.base, subject.latest.number
    changes = subject.visible_changes(number) if number > 1 else ()
    lead = fill(
        "lead.html",
        subject=subject,
        page=page,
        edition=subject.latest,
        changes=[_named(subject, page, change) for change in changes[:NAMED]],
        more=max(len(changes) - NAMED, 0),
        total=len(changes),
        ways=ways_on(subject, page),
        effect=state_effect(subject, subject.latest, page),
        openings=state_openings(subject),
        until_then=state_until_then(subject, page),
        pending=subject.pending,
        remarks=state_remarks(subject, subject.latest),
        reader=Reader(subject, page, number),
    )
    notes, gone = _notes(subject, changes)
    tail = fill("tail.html", subject=subject, page=page, gone=gone, edition=subject.latest)
    tree = subject.chronicle.trees[-1]
    marked = {
        clause.anchor
        for change in changes
        if change.new is not None
        for clause in (change.new, *tree.lineage(change.new))
    }
    return Frame(subject.title, str(lead), str(tail), notes, frozenset(marked), tree)


def _named(subject: Subject, page: str, change: Change) -> Markup:
    """A changed clause by name, linked to its place, or to the redline when it is gone."""
    number = subject.latest.number
    link = subject.addresses.link
    if change.new is not None:
        target = link(page, page, change.new.anchor)
        title = kind_words(change, subject.wording)
    else:
        target = link(page, subject.at("changes", number), f"old-{change.clause.anchor}")
        title = subject.wording.plain("kind.removed")
    return Markup('<a href="{}">{}</a> <span class="pd-kind">{}</span>').format(
        target, short_name(change.clause), title
    )


def _notes(subject: Subject, changes: tuple[Change, ...]) -> tuple[dict[str, ClauseNote], list[tuple[str, Markup]]]:
    """What stands at each clause, and the earlier anchors that have no place in the text any more."""
    say, link, page = subject.wording.plain, subject.addresses.link, subject.base
    number = subject.latest.number
    tree, keys = subject.chronicle.trees[-1], subject.chronicle.keys[-1]
    marks = {change.new.anchor: change for change in changes if change.new is not None}
    aliases, gone = _earlier_anchors(subject)
    notes = {}
    for clause in tree.clauses:
        change, key = marks.get(clause.anchor), keys.get(clause.anchor, "")
        name = subject.called(clause)
        notes[clause.anchor] = ClauseNote(
            history=link(page, subject.clause_address(key)) if key else "",
            history_title=say("history", clause=name),
            follow=link(page, subject.clause_address(key), "subscribe") if key and followed(subject, key) else "",
            follow_title=say("follow", clause=name),
            changed=say("mark", kinds=kind_words(change, subject.wording)) if change else "",
            change_url=link(page, subject.at("changes", number), clause.anchor) if change else "",
            aliases=aliases.get(clause.anchor, ()),
        )
    return notes, gone


def _earlier_anchors(subject: Subject) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, Markup]]]:
    """Anchors of earlier editions: by present anchor where the clause lives on, the rest with what became of it."""
    present = {name.lower() for name in subject.chronicle.trees[-1].by_anchor}
    owners: dict[str, tuple[str, str]] = {}
    for tree, keys in zip(subject.chronicle.trees, subject.chronicle.keys, strict=True):
        for clause in tree.clauses:
            if clause.anchor.lower() not in present:
                owners[clause.anchor] = keys[clause.anchor], subject.label(clause)
    fates = trace_keys(subject.chronicle)
    alive: dict[str, tuple[str, ...]] = {}
    gone = []
    for anchor, (key, label) in owners.items():
        fate = fates[key]
        while fate.gone == "merged":
            fate = fates[fate.into]
        if fate.anchor:
            alive[fate.anchor] = (*alive.get(fate.anchor, ()), anchor)
            continue
        name = link_to(
            subject.addresses.link(subject.base, subject.clause_address(key)),
            subject.wording.say("Clause", label=label),
        )
        edition = subject.wording.say("edition.inline", number=fate.edition)
        gone.append((anchor, subject.wording.say("gone.removed", clause=name, edition=edition)))
    return alive, gone
