"""The full text of one edition, for ever, and its Markdown as posted."""

from __future__ import annotations

from policydiff.clauses import render_text
from policydiff.publish.addresses import fragment_of
from policydiff.publish.frame import ClauseNote, Frame
from policydiff.publish.links import crumbs, relations, ways_on
from policydiff.publish.site import DataFile, Page
from policydiff.publish.subject import Subject
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
        content=frame.around_sections(subject.relink_edition(text.sections, edition, page)),
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
    link, tree = subject.addresses.link, subject.tree(number)
    latest = link(page, subject.base)
    is_old = number != subject.latest.number and not subject.chronicle.history.withdrawn
    notes = {}
    for anchor, key in subject.chronicle.keys[number - 1].items():
        now = subject.anchor_now(key) if is_old else None
        if now is not None:
            notes[anchor] = _note_later(subject.wording, latest + fragment_of(now))
        else:
            label = tree.by_anchor[anchor].label
            notes[anchor] = _note_history(subject.wording, link(page, subject.clause_address(key)), label)
    return notes


@keep_of_policy(5_000)
def _note_later(wording: Wording, url: str) -> ClauseNote:
    return ClauseNote(url, wording.plain("changed_later"))


@keep_of_policy(5_000)
def _note_history(wording: Wording, url: str, label: str) -> ClauseNote:
    name = wording.plain("clause", label=label.rstrip(".")) if label else wording.plain("history.this")
    return ClauseNote(url, wording.plain("history", clause=name))
