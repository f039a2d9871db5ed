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

from policydiff.history.standing import withdrawal_day
from policydiff.model import Edition, Withdrawal
from policydiff.publish.addresses import base_of, below
from policydiff.publish.content_lines import content_line, text_line
from policydiff.publish.feeds.news import News
from policydiff.publish.identity import Identity
from policydiff.publish.printable import one_line, printable
from policydiff.publish.remote_links import RemoteLinks
from policydiff.publish.revisions import overtaken_by, revised, revisions_of, withdrawal_revised
from policydiff.publish.site import DataFile
from policydiff.publish.wording import Wording

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

    def events(self) -> Iterator[bytes]:
        """All of them, in the order of the editions."""
        withdrawals = {each.after_edition: each for each in self.news.history.withdrawals}
        for edition in self.news.history.editions:
            yield self.effective(edition)
            if edition.number in withdrawals:
                yield self.withdrawn(withdrawals[edition.number])

    def effective(self, edition: Edition) -> bytes:
        """The event of the day on which an edition takes effect, or would have."""
        history, slug, number = self.news.history, self.news.slug, edition.number
        cancelled = overtaken_by(history, edition) is not None
        url = self.links.redline(slug, number) if number > 1 else self.links.edition(slug, 1)
        note = "" if edition.omitted else printable(edition.note)
        return self._event(
            uid=self.identity.uid(number),
            day=max(edition.effective, edition.posting_day),
            posted=edition.posted,
            revised=revised(history, edition),
            summary=self._say("calendar.event.never" if cancelled else "calendar.event", number),
            description=[one_line(edition.title), self.news.entry(number).body.summary, note],
            url=url,
            sequence=len(revisions_of(history, edition)),
            category=edition.change,
            status="CANCELLED" if cancelled else "CONFIRMED",
        )

    def withdrawn(self, withdrawal: Withdrawal) -> bytes:
        """The event of the day from which no edition applies any more: whoever waits for days must hear of it."""
        day = withdrawal_day(self.news.history, withdrawal)
        return self._event(
            uid=self.identity.uid_of_withdrawal(withdrawal.after_edition),
            day=day,
            posted=withdrawal.posted,
            revised=withdrawal_revised(withdrawal),
            summary=self._say("calendar.event.withdrawn", withdrawal.after_edition),
            description=[self.wording.plain("withdrawn", day=self.wording.day_text(day))],
            url=self.links.changes(self.news.slug),
            sequence=len(withdrawal.record),
            category="withdrawal",
        )

    def _say(self, name: str, number: int) -> str:
        return self.wording.plain(name, policy=self.news.titles[number - 1], number=number)

    def _event(
        self,
        *,
        uid: str,
        day: date,
        posted: datetime,
        revised: datetime,
        summary: str,
        description: Sequence[str],
        url: str,
        sequence: int,
        category: str,
        status: str = "CONFIRMED",
    ) -> bytes:
        if self.links.site.url:
            description = [*description, url]
        lines = [
            b"BEGIN:VEVENT\r\n",
            text_line("SUMMARY", summary),
            content_line("DTSTART;VALUE=DATE", _basic(day)),
            content_line("DTEND;VALUE=DATE", _basic(day + timedelta(days=1))) if day < date.max else b"",
            content_line("DTSTAMP", _utc(revised)),
            text_line("UID", uid),
            content_line("SEQUENCE", str(sequence)),
            text_line("CATEGORIES", category),
            b"CLASS:PUBLIC\r\n",
            content_line("CREATED", _utc(posted)),
            text_line("DESCRIPTION", "\n\n".join(part for part in description if part)),
            content_line("LAST-MODIFIED", _utc(revised)),
            content_line("STATUS", status),
            b"TRANSP:TRANSPARENT\r\n",
            content_line("URL", url) if self.links.site.url else b"",
            b"END:VEVENT\r\n",
        ]
        return b"".join(lines)


def _calendar(name: str, writers: Sequence[EventWriter], address: str) -> bytes:
    links, wording = writers[0].links, writers[0].wording
    lines = [
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//policydiff//effective dates//EN\r\nCALSCALE:GREGORIAN\r\n",
        text_line("DESCRIPTION", wording.plain("calendar.about")),
        text_line("NAME", name),
        text_line("X-WR-CALNAME", name),
        b"REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n",
        content_line("SOURCE;VALUE=URI", links.file(address)) if links.site.url else b"",
        b"X-PUBLISHED-TTL:P1D\r\n",
        *chain.from_iterable(writer.events() for writer in writers),
        b"END:VCALENDAR\r\n",
    ]
    return b"".join(lines)


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")
