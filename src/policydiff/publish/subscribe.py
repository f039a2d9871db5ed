"""The subscribe menu: what one can follow, in plain words, with addresses to copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policydiff.publish.addresses import below
from policydiff.publish.calendar import FILE as CALENDAR
from policydiff.publish.calendar import MEDIA_TYPE as CALENDAR_TYPE
from policydiff.publish.context import Context
from policydiff.publish.feeds import FORMATS
from policydiff.publish.remote_links import RemoteLinks
from policydiff.publish.sections import section_names
from policydiff.publish.site import Relation
from policydiff.publish.subject import Subject


@dataclass(frozen=True, slots=True)
class Subscription:
    """One thing to subscribe to."""

    name: str
    """Of its format."""
    url: str
    """Relative to the page."""
    address: str
    """The whole address, to be copied into another program."""
    media_type: str

    @property
    def webcal(self) -> str:
        """The address under the scheme that opens a calendar program as a subscription, not as a download."""
        return "webcal:" + self.address.partition(":")[2]


@dataclass(frozen=True)
class Menu:
    """What one can follow from a page."""

    feeds: tuple[Subscription, ...]
    calendar: Subscription | None = None
    sections: tuple[tuple[str, tuple[Subscription, ...]], ...] = ()
    subject: str = ""
    """The section or clause that the feeds are about, if not the whole policy."""


def policy_menu(subject: Subject, page: str) -> Menu | None:
    """What one can follow of a policy; nothing where the site's address is not known."""
    feeds = _feeds(subject, page, subject.base)
    if not feeds:
        return None
    sections = (
        (name, _feeds(subject, page, subject.clause_address(key)))
        for key, name in section_names(subject.chronicle).items()
    )
    calendar = _subscription(_links(subject), page, subject.at(CALENDAR), "iCalendar", CALENDAR_TYPE)
    return Menu(feeds, calendar, tuple((name, found) for name, found in sections if found))


def common_feeds(context: Context) -> tuple[Subscription, ...]:
    """What one can subscribe to for all policies of the site together, from its root."""
    if not context.facts.url or not context.common_files:
        return ()
    forms = (*((form.file, form.name, form.media_type) for form in FORMATS), (CALENDAR, "iCalendar", CALENDAR_TYPE))
    return tuple(_subscription(context.links, "", *form) for form in forms)


def clause_menu(subject: Subject, page: str, key: str) -> Menu | None:
    """The feeds of a clause, or of the nearest clause above it that has some."""
    for candidate, name in _upwards(subject, key):
        feeds = _feeds(subject, page, subject.clause_address(candidate))
        if feeds:
            return Menu(feeds, subject=name)
    return None


def followed(subject: Subject, key: str) -> bool:
    """Whether a clause has feeds of its own."""
    return f"{subject.clause_address(key)}/{FORMATS[0].file}" in subject.documents


def feed_relations(menu: Menu | None, title: str) -> tuple[Relation, ...]:
    """The feeds of a menu, for programs that look for them in a page's head."""
    if menu is None:
        return ()
    named = f"{title}: {menu.subject}" if menu.subject else title
    return tuple(Relation("alternate", feed.url, feed.media_type, f"{named} ({feed.name})") for feed in menu.feeds)


def _upwards(subject: Subject, key: str) -> Iterator[tuple[str, str]]:
    """Key and name of a clause in the latest edition that has it, and of the clauses above it."""
    last = subject.spans[key][1] - 1
    tree, keys = subject.chronicle.trees[last], subject.chronicle.keys[last]
    clause = tree.by_anchor[subject.anchors[last][key]]
    names = subject.clause_names
    for each in (clause, *tree.lineage(clause)):
        found = keys.get(each.anchor, "")
        yield found, names.get(found, each.name)


def _feeds(subject: Subject, page: str, base: str) -> tuple[Subscription, ...]:
    links = _links(subject)
    return tuple(
        _subscription(links, page, address, form.name, form.media_type)
        for form in FORMATS
        if (address := below(base, form.file)) in subject.documents
    )


def _links(subject: Subject) -> RemoteLinks:
    return RemoteLinks(subject.facts, subject.addresses)


def _subscription(links: RemoteLinks, page: str, address: str, name: str, media_type: str) -> Subscription:
    return Subscription(name, links.addresses.file_link(page, address), links.file(address), media_type)
