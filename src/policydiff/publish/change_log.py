"""The change log of a policy: the picture, and every edition with its days and what it changed."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from policydiff.model import Change, Edition
from policydiff.publish.links import crumbs, data_links, relations
from policydiff.publish.picture import Cell, Dot, Picture, draw
from policydiff.publish.remarks import state_remarks
from policydiff.publish.site import Page, TocEntry
from policydiff.publish.subject import Subject, kind_words, paragraphs, short_name
from policydiff.publish.subscribe import policy_menu
from policydiff.publish.templating import fill

NAMED = 12
"""So many changed clauses are named for an edition; the rest is counted."""


@dataclass(frozen=True)
class Entry:
    """An edition in the log."""

    edition: Edition
    remarks: list[Markup]
    note: list[Markup]
    counts: list[Markup]
    clauses: list[tuple[str, Markup]]
    """The name of each, and the same with a link and what happened to it."""
    more: int


def change_log(subject: Subject) -> Page:
    """Plan the change log, newest edition first."""
    page, say = subject.at("changes"), subject.wording.plain
    entries = [_entry(subject, page, edition) for edition in reversed(subject.editions)]
    content = fill(
        "changes.html",
        subject=subject,
        page=page,
        crumbs=crumbs(subject, page, say("all_changes")),
        entries=entries,
        picture=draw(subject.chronicle),
        shown=PictureWords(subject, page),
        menu=policy_menu(subject, page),
    )
    return Page(
        kind="changes",
        address=page,
        title=say("title.changes", policy=subject.title),
        description=say("description.changes", policy=subject.title),
        content=str(content),
        language=subject.wording.language,
        toc=tuple(
            TocEntry(f"edition-{e.number}", say("edition", number=e.number), 2) for e in reversed(subject.editions)
        ),
        relations=(*relations(subject, page, None), *data_links(subject, page)),
        passages=tuple(_passage(subject, entry) for entry in entries),
    )


def _passage(subject: Subject, entry: Entry) -> tuple[str, str, str]:
    edition = entry.edition
    name = subject.wording.plain("edition", number=edition.number)
    title = f"{name}: {edition.title}" if edition.title else name
    return f"edition-{edition.number}", title, "\n".join([edition.note, *(name for name, _ in entry.clauses)]).strip()


def _entry(subject: Subject, page: str, edition: Edition) -> Entry:
    changes = subject.visible_changes(edition.number) if edition.number > 1 else ()
    counts = dict(subject.chronicle.comparisons[edition.number - 1].counts)
    if edition.number == 1:
        counts = {}
    return Entry(
        edition,
        state_remarks(subject, edition),
        paragraphs(edition.note),
        subject.wording.counts({kind: n for kind, n in counts.items() if kind != "unchanged"}),
        [_clause(subject, page, edition.number, change) for change in changes[:NAMED]],
        max(len(changes) - NAMED, 0),
    )


def _clause(subject: Subject, page: str, number: int, change: Change) -> tuple[str, Markup]:
    anchor = change.clause.anchor if change.new is not None else f"old-{change.clause.anchor}"
    url, name = subject.addresses.link(page, subject.at("changes", number), anchor), short_name(change.clause, 36)
    kinds = kind_words(change, subject.wording)
    return name, Markup('<a href="{}">{}</a> <span class="pd-kind">{}</span>').format(url, name, kinds)


@dataclass(frozen=True)
class PictureWords:
    """What the picture says and where its marks lead."""

    subject: Subject
    page: str

    def edition_url(self, number: int) -> str:
        """The redline that a dot leads to."""
        return self.subject.addresses.link(self.page, self.subject.at("changes", number))

    def edition_words(self, dot: Dot) -> str:
        """The text alternative of a dot."""
        wording = self.subject.wording
        words = wording.say("picture.first") if dot.number == 1 else wording.count("picture.words", dot.words)
        day = wording.day_text(self.subject.edition(dot.number).posting_day)
        return wording.plain("picture.edition", number=dot.number, day=day, words=words)

    def cell_words(self, section: str, cell: Cell) -> str:
        """The text alternative of a mark in the grid."""
        return self.subject.wording.plain("picture.mark", section=section, number=cell.number, kinds=self.kinds(cell))

    def kinds(self, cell: Cell) -> str:
        """What happened, in words."""
        wording = self.subject.wording
        return wording.join([wording.plain(f"kind.{kind}") for kind in cell.kinds])

    def columns(self, picture: Picture) -> list[int]:
        """The editions that the table has columns for."""
        return [dot.number for dot in picture.dots if dot.number > 1]
