"""The calendar of effective dates (RFC 5545, RFC 7986): one all-day event for each edition.

An event states nothing that depends on the day of the build: its stamp and its sequence come from the history, so that
a calendar program sees a change exactly when the record of an edition changed. An edition that was overtaken before
it applied is cancelled, not dropped: programs that show it already must hear of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from policydiff.model import Chronicle, Edition
from policydiff.publish.addresses import Addresses, base_of
from policydiff.publish.feeds.content import write_body
from policydiff.publish.identity import Identity, identify
from policydiff.publish.policy_title import policy_title
from policydiff.publish.printable import one_line, printable
from policydiff.publish.remote_links import RemoteLinks
from policydiff.publish.revisions import overtaken_by, revised, revisions_of
from policydiff.publish.site import DataFile, SiteFacts
from policydiff.publish.wording import Wording

FILE = "effective.ics"
MEDIA_TYPE = "text/calendar"


def plan_calendars(chronicles: Sequence[Chronicle], site: SiteFacts, addresses: Addresses) -> tuple[DataFile, ...]:
    """The calendar of each policy and that of all together; without links where the site's address is not known."""
    if not chronicles:
        return ()
    links, wording = RemoteLinks(site, addresses), Wording(site.language)
    identities = identify(chronicles, site.feed_id)
    files: dict[str, DataFile] = {}
    everything: list[Event] = []
    for chronicle in chronicles:
        name = wording.plain("calendar.name", policy=policy_title(chronicle))
        base = base_of(chronicle.slug)
        address = f"{base}/{FILE}" if base else FILE
        events = _events(chronicle, identities[chronicle.slug], links, wording)
        files[address] = DataFile(address, _calendar(name, events, address, links, wording), MEDIA_TYPE)
        everything += events
    if len(chronicles) > 1 or FILE not in files:
        name = wording.plain("calendar.all", site=one_line(site.name) or wording.plain("title.policies"))
        files[FILE] = DataFile(FILE, _calendar(name, everything, FILE, links, wording), MEDIA_TYPE)
    return tuple(files.values())


def effective_event(
    chronicle: Chronicle, edition: Edition, identity: Identity, links: RemoteLinks, wording: Wording
) -> Event:
    """The event of the day on which an edition takes effect, or would have."""
    history = chronicle.history
    day = max(edition.effective, edition.posting_day)
    cancelled = overtaken_by(history, edition) is not None
    stamp = _utc(revised(history, edition))
    body = write_body(chronicle, edition, chronicle.comparisons[edition.number - 1], links, wording)
    title, note = one_line(edition.title), "" if edition.omitted else printable(edition.note)
    url = links.redline(chronicle.slug, edition.number) if edition.number > 1 else links.edition(chronicle.slug, 1)
    event = Event()
    event.add("uid", identity.uid(edition.number))
    event.add("dtstamp", stamp)
    event.add("created", _utc(edition.posted))
    event.add("last-modified", stamp)
    event.add("sequence", len(revisions_of(history, edition)))
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))
    name = "calendar.event.never" if cancelled else "calendar.event"
    event.add("summary", wording.plain(name, policy=policy_title(chronicle, edition.number), number=edition.number))
    parts = [title, body.summary, note, url if links.site.url else ""]
    event.add("description", "\n\n".join(part for part in parts if part))
    if links.site.url:
        event.add("url", url)
    event.add("categories", [edition.change])
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    return event


def _events(chronicle: Chronicle, identity: Identity, links: RemoteLinks, wording: Wording) -> list[Event]:
    return [effective_event(chronicle, each, identity, links, wording) for each in chronicle.history.editions]


def _calendar(name: str, events: Iterable[Event], address: str, links: RemoteLinks, wording: Wording) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//policydiff//effective dates//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("description", wording.plain("calendar.about"))
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    if links.site.url:
        calendar.add("source", links.file(address), parameters={"VALUE": "URI"})
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)
