"""One clause through all editions: when it said what, where it stood, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from policydiff.model import Change, Clause, Standing
from policydiff.publish.links import crumbs
from policydiff.publish.redline_html import render_spans
from policydiff.publish.redline_page import Shown, changed
from policydiff.publish.site import Page
from policydiff.publish.subject import Subject, short_name
from policydiff.publish.subscribe import clause_menu, feed_relations
from policydiff.publish.templating import fill

PLAIN = ("added", "removed", "amended")
"""The kinds that are said in a word; the others come with where the clause was or went."""


@dataclass(frozen=True)
class Moment:
    """An edition that did something to the clause."""

    number: int
    words: list[Markup]
    applies: Markup
    row: Shown | None


def clause_pages(subject: Subject) -> list[Page]:
    """Plan a page for every key that any edition has."""
    changes = _changes_by_key(subject)
    return [_clause_page(subject, key, changes.get(key, {})) for key in subject.spans]


def _changes_by_key(subject: Subject) -> Mapping[str, Mapping[int, Change]]:
    found: dict[str, dict[int, Change]] = {}
    for number, comparison in enumerate(subject.chronicle.comparisons, 1):
        for change in comparison.changes:
            key = change.key
            if not key:
                side = number if change.new is not None else number - 1
                key = subject.chronicle.keys[side - 1].get(change.clause.anchor, "")
            found.setdefault(key, {}).setdefault(number, change)
    return found


def _clause_page(subject: Subject, key: str, changes: Mapping[int, Change]) -> Page:
    page, say = subject.clause_address(key), subject.wording.plain
    first, last = subject.spans[key]
    clause = subject.chronicle.trees[last - 1].by_anchor[subject.anchors[last - 1][key]]
    origin = subject.chronicle.trees[first - 1].by_anchor[subject.anchors[first - 1][key]]
    name = say("Clause", label=subject.label(clause)) if clause.label else short_name(clause)
    gone = last < subject.latest.number
    menu = clause_menu(subject, page, key)
    content = fill(
        "clause.html",
        subject=subject,
        page=page,
        crumbs=crumbs(subject, page, name),
        name=name,
        clause=clause,
        origin=_origin(subject, clause, origin, first),
        here=Markup() if gone else subject.edition_link(page, last, fragment=clause.anchor),
        end=_end(subject, page, last, changes.get(last + 1)) if gone else Markup(),
        text=_text(clause),
        moments=_moments(subject, page, key, first, changes),
        gone=gone,
        menu=menu,
    )
    return Page(
        kind="clause",
        address=page,
        title=say("title.clause", clause=name, policy=subject.title),
        description=say("description.clause", clause=short_name(clause), policy=subject.title),
        content=str(content),
        language=subject.wording.language,
        robots="noindex",
        relations=feed_relations(menu, subject.title),
    )


def _text(clause: Clause) -> Markup:
    return render_spans(clause.spans) if clause.spans else Markup.escape(clause.text)


def _origin(subject: Subject, clause: Clause, origin: Clause, first: int) -> Markup:
    if origin.label and origin.label != clause.label:
        return subject.wording.say("clause.first_posted", label=subject.label(origin))
    edition = subject.wording.say("edition.inline", number=first)
    return subject.wording.say("clause.first_edition", edition=edition)


def _end(subject: Subject, page: str, last: int, change: Change | None) -> Markup:
    edition = subject.edition(last + 1)
    link = Markup('<a href="{}">{}</a>').format(
        subject.addresses.link(page, subject.at("changes", edition.number)),
        subject.wording.say("edition.inline", number=edition.number),
    )
    values = {"edition": link, "day": subject.posted(edition)}
    targets = list(change.related_new) if change and "merged" in change.kinds else []
    tree, keys = subject.chronicle.trees[last], subject.chronicle.keys[last]
    names = [
        Markup('<a href="{}">{}</a>').format(
            subject.addresses.link(page, subject.clause_address(keys[anchor])),
            subject.label(tree.by_anchor[anchor]),
        )
        for anchor in targets
        if anchor in keys
    ]
    if names:
        return subject.wording.say("clause.merged_into", clause=Markup(", ").join(names), **values)
    return subject.wording.say("clause.removed", **values)


def _moments(subject: Subject, page: str, key: str, first: int, changes: Mapping[int, Change]) -> list[Moment]:
    """Newest first, each with the days on which the clause stood as it was from then on."""
    numbers = sorted({first, *changes})
    found = []
    for place, number in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else subject.latest.number + 1
        change = changes.get(number)
        row = words = None
        if change is not None and number > first:
            row = changed(subject, number, page, change) if set(change.kinds) - {"renumbered", "format"} else None
            words = [subject.wording.say(f"kind.{kind}") for kind in change.kinds if kind in PLAIN]
            words += list(changed(subject, number, page, change).notes)
        here = key in subject.anchors[number - 1]
        applies = _applies(subject, range(number, following)) if here else Markup()
        found.append(Moment(number, words or [subject.wording.say("clause.first")], applies, row))
    return found[::-1]


def _applies(subject: Subject, editions: range) -> Markup:
    """The days on which any of these editions, one after the other, applies."""
    standings = [s for n in editions if (s := subject.standing(n)).in_force_from is not None]
    if not standings:
        return subject.wording.say("never.short")
    starts = [s.in_force_from for s in standings if s.in_force_from is not None]
    ends: list[date | None] = [s.in_force_until for s in standings]
    until = None if None in ends else max(day for day in ends if day is not None)
    whole = Standing(standings[-1].status, min(starts), until)
    return subject.wording.applies(whole, subject.edition(editions[-1]), subject.today)
