"""One clause through all editions: when it said what, where it stood, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from policydiff.model import Change, Clause, ClauseTree, Standing
from policydiff.publish.elements import link_to
from policydiff.publish.links import crumbs
from policydiff.publish.parts import sides_of
from policydiff.publish.redline_html import render_spans
from policydiff.publish.redline_page import ShownPart, notes_on, shown_parts
from policydiff.publish.site import Page
from policydiff.publish.subject import Subject, kind_words, short_name
from policydiff.publish.subscribe import clause_menu, feed_relations
from policydiff.publish.templating import fill
from policydiff.recent import keep_recent

PLAIN = ("added", "removed", "amended")
"""The kinds that are said in a word; the others come with where the clause was or went."""
WORDS = frozenset({"amended", "split", "merged"})
"""The kinds that give a clause other words."""
NAMED = 8
"""So many changed clauses below this one are named for an edition; the rest is counted."""


@dataclass(frozen=True)
class Moment:
    """An edition that did something to the clause, or to one below it."""

    number: int
    words: Sequence[Markup]
    applies: Markup
    parts: Sequence[ShownPart]
    """The redline of what it did to the clause itself; empty where that says nothing."""
    below: Sequence[Markup] = ()
    more: int = 0


def clause_page(subject: Subject, key: str) -> Page:
    """Plan the page of a key that any edition has."""
    return _clause_page(subject, key, _changes_by_key(subject).get(key, {}))


@keep_recent
def _changes_by_key(subject: Subject) -> Mapping[str, Mapping[int, Change]]:
    """The change of each clause in each edition; parts of a split or a merge share theirs."""
    found: dict[str, dict[int, Change]] = {}
    for number, comparison in enumerate(subject.chronicle.comparisons, 1):
        for change in comparison.changes:
            found.setdefault(change.key, {}).setdefault(number, change)
    for parting in (*subject.splits.values(), *subject.merges.values()):
        shared = found.get(parting.main, {}).get(parting.edition)
        if shared is not None:
            found.setdefault(parting.key, {}).setdefault(parting.edition, shared)
    return found


def _clause_page(subject: Subject, key: str, changes: Mapping[int, Change]) -> Page:
    page, say = subject.clause_address(key), subject.wording.plain
    first, last = subject.spans[key]
    tree = subject.tree(last)
    clause = tree.by_anchor[subject.anchors[last - 1][key]]
    origin = subject.tree(first).by_anchor[subject.anchors[first - 1][key]]
    name = say("Clause", label=subject.label(clause)) if clause.label else short_name(clause)
    gone = last < subject.latest.number
    menu = clause_menu(subject, page, key)
    moments = _moments(subject, page, key, changes)
    since = max([first, *(n for n, change in changes.items() if n <= last and WORDS.intersection(change.kinds))])
    content = fill(
        "clause.html",
        subject=subject,
        page=page,
        crumbs=crumbs(subject, page, name),
        name=name,
        clause=clause,
        origin=_origin(subject, clause, origin, first),
        here=Markup() if gone else subject.edition_link(page, last, fragment=clause.anchor),
        end=_end(subject, page, key, last) if gone else Markup(),
        text=_text(clause),
        since=subject.edition(since),
        children=[
            _clause_link(subject, page, keys[below.anchor], subject.label(below))
            for keys in [subject.chronicle.keys[last - 1]]
            for below in _clauses_below(tree, clause)
            if below.anchor in keys
        ],
        moments=moments,
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


def _clauses_below(tree: ClauseTree, clause: Clause) -> Iterator[Clause]:
    place = next(place for place, each in enumerate(tree.clauses) if each is clause)
    return (tree.clauses[child] for child in tree.children.get(place, ()))


def _text(clause: Clause) -> Markup:
    return render_spans(clause.spans) if clause.spans else Markup.escape(clause.text)


def _clause_link(subject: Subject, page: str, key: str, words: object) -> Markup:
    return link_to(subject.addresses.link(page, subject.clause_address(key)), words)


def _origin(subject: Subject, clause: Clause, origin: Clause, first: int) -> Markup:
    if origin.label and origin.label != clause.label:
        return subject.wording.say("clause.first_posted", label=subject.label(origin))
    edition = subject.wording.say("edition.inline", number=first)
    return subject.wording.say("clause.first_edition", edition=edition)


def _end(subject: Subject, page: str, key: str, last: int) -> Markup:
    """What became of a clause that the latest edition does not have."""
    parting = subject.merges.get(key)
    number = parting.edition if parting else _next_text(subject, last)
    edition = subject.edition(number)
    link = link_to(
        subject.addresses.link(page, subject.at("changes", number)),
        subject.wording.say("edition.inline", number=number),
    )
    values = {"edition": link, "day": subject.posted(edition)}
    anchor = subject.anchors[number - 1].get(parting.main) if parting else None
    if parting is None or anchor is None:
        return subject.wording.say("clause.removed", **values)
    heir = _clause_link(subject, page, parting.main, subject.label(subject.tree(number).by_anchor[anchor]))
    return subject.wording.say("clause.merged_into", clause=heir, **values)


def _next_text(subject: Subject, number: int) -> int:
    """The edition after one that has a text."""
    following = (e.number for e in subject.editions[number:] if not e.omitted)
    return next(following, min(number + 1, subject.latest.number))


def _moments(subject: Subject, page: str, key: str, changes: Mapping[int, Change]) -> list[Moment]:
    """Newest first, each with the days on which the clause stood as it was from then on."""
    first, last = subject.spans[key]
    within = subject.changes_within.get(key, {})
    below = {
        number: [change for change in comparison.changes if change is not changes.get(number) and _is_named(change)]
        for number, comparison in within.items()
        if first < number <= last
    }
    numbers = sorted({first, *changes, *(number for number, found in below.items() if found)})
    found = []
    for place, number in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else subject.latest.number + 1
        change = changes.get(number)
        is_new = number == first and key not in subject.splits
        names = below.get(number, [])
        here = key in subject.anchors[number - 1]
        found.append(
            Moment(
                number,
                _words(subject, number, page, key, change),
                _applies(subject, range(number, following)) if here else Markup(),
                shown_parts(subject, number, change) if change is not None and not is_new and _is_named(change) else (),
                [_below(subject, page, each) for each in names[:NAMED]],
                max(len(names) - NAMED, 0),
            )
        )
    return found[::-1]


def _is_named(change: Change) -> bool:
    return bool(set(change.kinds) - {"renumbered", "format"})


def _words(subject: Subject, number: int, page: str, key: str, change: Change | None) -> Sequence[Markup]:
    """What the edition did to the clause itself."""
    say = subject.wording.say
    if number == subject.spans[key][0] and key not in subject.splits:
        return [say("clause.first")]
    if change is None:
        return [say("clause.below_only")]
    words = [say(f"kind.{kind}") for kind in change.kinds if kind in PLAIN]
    sides = sides_of(change, subject.tree_before(number), subject.tree(number))
    return [*words, *notes_on(subject, number, page, change, sides)]


def _below(subject: Subject, page: str, change: Change) -> Markup:
    name = subject.label(change.clause)
    words = Markup('{} <span class="pd-kind">{}</span>').format(name, kind_words(change, subject.wording))
    return _clause_link(subject, page, change.key, words) if change.key else words


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
