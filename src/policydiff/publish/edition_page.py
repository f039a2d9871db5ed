"""The full text of one edition, for ever, and its Markdown as posted."""

from __future__ import annotations

from policydiff.clauses import render_text
from policydiff.model import Clause
from policydiff.publish.addresses import fragment_of
from policydiff.publish.frame import ClauseNote, Frame
from policydiff.publish.links import crumbs, relations, ways_on
from policydiff.publish.own_links import relink_edition
from policydiff.publish.remarks import state_remarks
from policydiff.publish.site import DataFile, Page
from policydiff.publish.subject import Subject, call_clause
from policydiff.publish.templating import fill
from policydiff.publish.toc import marked_toc
from policydiff.publish.wording import Wording
from policydiff.recent import keep_of_policy


def edition_page(subject: Subject, number: int) -> Page:
    """Plan the page of an edition."""
    edition, page = subject.edition(number), subject.at("editions", number)
    say = subject.wording.plain
    lead = fill(
        "edition.html",
        subject=subject,
        page=page,
        edition=edition,
        crumbs=crumbs(subject, page, say("edition", number=number), (say("all_changes"), subject.at("changes"))),
        remarks=state_remarks(subject, edition),
        ways=ways_on(subject, page),
    )
    tail = fill("sheet.html", subject=subject, page=page, edition=edition)
    tree = subject.chronicle.trees[number - 1]
    frame = Frame(subject.title, str(lead), str(tail), _notes(subject, number, page), tree=tree)
    text = render_text(edition.source)
    return Page(
        kind="edition",
        address=page,
        title=say("title.edition", policy=subject.title, number=number),
        description=say(
            "description.edition",
            policy=subject.title,
            number=number,
            day=subject.wording.day_text(edition.posting_day),
        ),
        content=frame.around_sections(relink_edition(subject, text.sections, edition, page)),
        language=subject.wording.language,
        toc=marked_toc(text.toc),
        robots="noindex",
        relations=relations(subject, page, number),
    )


def edition_markdown(subject: Subject, number: int) -> DataFile | None:
    """The Markdown as posted; none of an omitted edition."""
    edition = subject.edition(number)
    if edition.omitted:
        return None
    return DataFile(subject.at("editions", f"{number}.md"), edition.source.encode, "text/markdown")


def _notes(subject: Subject, number: int, page: str) -> dict[str, ClauseNote]:
    """At each clause the way to the same clause in the latest edition, or to its own page."""
    link, tree, trees = subject.addresses.link, subject.tree(number), subject.chronicle.trees
    latest = link(page, subject.base)
    is_old = number != subject.latest.number and not subject.chronicle.history.withdrawn
    notes = {}
    for anchor, key in subject.chronicle.keys[number - 1].items():
        now = subject.anchor_now(key) if is_old else None
        if now is not None:
            notes[anchor] = _note(subject, "in_latest", latest + fragment_of(now), trees[-1].by_anchor[now])
        else:
            url = link(page, subject.clause_address(key))
            notes[anchor] = _note(subject, "history", url, tree.by_anchor[anchor])
    return notes


def _note(subject: Subject, name: str, url: str, clause: Clause) -> ClauseNote:
    return _write_note(subject.wording, name, url, clause.label, "" if clause.label else clause.heading or clause.text)


@keep_of_policy(5_000)
def _write_note(wording: Wording, name: str, url: str, label: str, words: str) -> ClauseNote:
    return ClauseNote(url, wording.plain(name, clause=call_clause(wording, label, words)))
