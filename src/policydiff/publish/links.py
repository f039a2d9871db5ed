"""Links that every page of a policy has: the ways on, crumbs, and the relations of RFC 5829."""

from __future__ import annotations

from markupsafe import Markup, escape

from policydiff.publish import calendar
from policydiff.publish.elements import link_to
from policydiff.publish.feeds import FORMATS
from policydiff.publish.site import Relation
from policydiff.publish.subject import Subject

_SUBSCRIBED = (
    *((form.file, form.media_type, form.name) for form in FORMATS),
    (calendar.FILE, calendar.MEDIA_TYPE, "iCalendar"),
)


def ways_on(subject: Subject, page: str) -> list[Markup]:
    """The row of links below the top of a page."""
    ways = [
        ("all_changes", subject.at("changes"), ""),
        ("compare", subject.at("compare"), ""),
        ("what_applied", subject.at("compare"), "by-day"),
    ]
    if subject.at(FORMATS[0].file) in subject.documents:
        ways.append(("subscribe", subject.at("changes"), "subscribe"))
    links = [
        link_to(subject.addresses.link(page, address, fragment), subject.wording.say(name))
        for name, address, fragment in ways
    ]
    # Only a script can print, and shows the button.
    return [
        *links,
        Markup(f'<button type="button" class="pd-print" hidden>{subject.wording.say("print")}</button>'),
    ]


def relations(subject: Subject, page: str, number: int | None) -> tuple[Relation, ...]:
    """RFC 5829: the latest edition, the list of editions, and the neighbours of edition `number`."""
    link = subject.addresses.link
    found = [Relation("version-history", link(page, subject.at("changes")))]
    if number is not None:
        found.insert(0, Relation("latest-version", link(page, subject.base)))
    at = number if number is not None else subject.latest.number
    if at > 1:
        found.append(Relation("predecessor-version", link(page, subject.at("editions", at - 1))))
    if at < subject.latest.number:
        found.append(Relation("successor-version", link(page, subject.at("editions", at + 1))))
    return tuple(found)


def data_links(subject: Subject, page: str) -> tuple[Relation, ...]:
    """The feeds, for feed readers that look for them."""
    return tuple(
        Relation("alternate", subject.addresses.file_link(page, subject.at(name)), media, f"{subject.title} ({words})")
        for name, media, words in _SUBSCRIBED
        if subject.facts.url and subject.at(name) in subject.documents
    )


def crumbs(subject: Subject, page: str, name: object, *trail: tuple[str, str]) -> Markup:
    """Where a page is: the policy, then name and address of what lies between, then its own name."""
    items = [(subject.title, subject.base), *trail]
    way = (link_to(subject.addresses.link(page, address), words) for words, address in items)
    above = "".join(f'{link}<span aria-hidden="true"> › </span>' for link in way)
    here = f'<span aria-current="page">{escape(name)}</span>'
    return Markup(f'<nav class="pd-crumbs" aria-label="{subject.wording.say("breadcrumb")}">{above}{here}</nav>')
