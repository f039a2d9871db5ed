"""The calendar of effective dates (RFC 5545, RFC 7986): one all-day event for each edition, one for each withdrawal.

An event states nothing that depends on the day of the build: its stamp and its sequence come from the history, so that
a calendar program sees a change exactly when the record of an edition changed. An edition that was overtaken before
it applied is cancelled, not dropped: programs that show it already must hear of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from policydiff.history.standing import withdrawal_day
from policydiff.model import Edition, Withdrawal
from policydiff.publish.addresses import base_of, below
from policydiff.publish.feeds.news import News
from policydiff.publish.identity import Identity
from policydiff.publish.printable import one_line, printable
from policydiff.publish.remote_links import RemoteLinks
from policydiff.publish.revisions import overtaken_by, revised, revisions_of, withdrawal_revised
from policydiff.publish.site import DataFile
from policydiff.publish.wording import Wording

if TYPE_CHECKING:
    from icalendar import Event

FILE = "effective.ics"
MEDIA_TYPE = "text/calendar"


def plan_calendar(news: News, identity: Identity, links: RemoteLinks, wording: Wording) -> DataFile:
    """The calendar of a policy; without links where the site's address is not known."""
    name = wording.plain("calendar.name", policy=news.title)
    address = below(base_of(news.slug), FILE)
    writer = EventWriter(news, identity, links, wording)
    return DataFile(address, partial(_calendar, name, (writer,), address), MEDIA_TYPE)


def plan_common_calendar(writers: Sequence[EventWriter]) -> DataFile:
    """The calendar of all policies together."""
    links, wording = writers[0].links, writers[0].wording
    name = wording.plain("calendar.all", site=one_line(links.site.name) or wording.plain("title.policies"))
    return DataFile(FILE, partial(_calendar, name, writers, FILE), MEDIA_TYPE)


@dataclass(frozen=True)
class EventWriter:
    """Writes the events of one policy."""

    news: News
    identity: Identity
    links: RemoteLinks
    wording: Wording

    def events(self) -> Iterator[Event]:
        """All of them, in the order of the editions."""
        withdrawals = {each.after_edition: each for each in self.news.history.withdrawals}
        for edition in self.news.history.editions:
            yield self.effective(edition)
            if edition.number in withdrawals:
                yield self.withdrawn(withdrawals[edition.number])

    def effective(self, edition: Edition) -> Event:
        """The event of the day on which an edition takes effect, or would have."""
        history, slug, number = self.news.history, self.news.slug, edition.number
        cancelled = overtaken_by(history, edition) is not None
        url = self.links.redline(slug, number) if number > 1 else self.links.edition(slug, 1)
        note = "" if edition.omitted else printable(edition.note)
        event = self._event(
            uid=self.identity.uid(number),
            day=max(edition.effective, edition.posting_day),
            posted=edition.posted,
            revised=revised(history, edition),
            summary=self._say("calendar.event.never" if cancelled else "calendar.event", number),
            description=[one_line(edition.title), self.news.entry(number).body.summary, note],
            url=url,
        )
        event.add("sequence", len(revisions_of(history, edition)))
        event.add("categories", [edition.change])
        event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
        return event

    def withdrawn(self, withdrawal: Withdrawal) -> Event:
        """The event of the day from which no edition applies any more: whoever waits for days must hear of it."""
        day = withdrawal_day(self.news.history, withdrawal)
        event = self._event(
            uid=self.identity.uid_of_withdrawal(withdrawal.after_edition),
            day=day,
            posted=withdrawal.posted,
            revised=withdrawal_revised(withdrawal),
            summary=self._say("calendar.event.withdrawn", withdrawal.after_edition),
            description=[self.wording.plain("withdrawn", day=self.wording.day_text(day))],
            url=self.links.changes(self.news.slug),
        )
        event.add("sequence", len(withdrawal.record))
        event.add("categories", ["withdrawal"])
        event.add("status", "CONFIRMED")
        return event

    def _say(self, name: str, number: int) -> str:
        return self.wording.plain(name, policy=self.news.titles[number - 1], number=number)

    def _event(
        self, uid: str, day: date, posted: datetime, revised: datetime, summary: str, description: list[str], url: str
    ) -> Event:
        from icalendar import Event

        event = Event()
        event.add("uid", uid)
        event.add("dtstamp", _utc(revised))
        event.add("created", _utc(posted))
        event.add("last-modified", _utc(revised))
        event.add("dtstart", day)
        if day < date.max:
            event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        if self.links.site.url:
            description = [*description, url]
            event.add("url", url)
        event.add("description", "\n\n".join(part for part in description if part))
        event.add("transp", "TRANSPARENT")
        event.add("class", "PUBLIC")
        return event


def _calendar(name: str, writers: Sequence[EventWriter], address: str) -> bytes:
    # Loading the library takes as long as planning a site: the process that writes calendars does it.
    from icalendar import Calendar

    links, wording = writers[0].links, writers[0].wording
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
    for event in chain.from_iterable(writer.events() for writer in writers):
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)
