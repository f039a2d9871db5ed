"""From a policy's chronicle to the entries of its feeds: one for each posted edition, one for each withdrawal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from markupsafe import Markup

from policydiff.model import Chronicle, Comparison, Edition, Withdrawal
from policydiff.publish.elements import link_to
from policydiff.publish.feeds.content import write_body
from policydiff.publish.feeds.documents import Body, Entry
from policydiff.publish.feeds.news import News
from policydiff.publish.feeds.topic import Topic
from policydiff.publish.identity import Identity
from policydiff.publish.policy_title import policy_title
from policydiff.publish.printable import one_line, printable
from policydiff.publish.remote_links import RemoteLinks
from policydiff.publish.revisions import overtaken_by, revised, withdrawal_revised
from policydiff.publish.sections import changes_within
from policydiff.publish.wording import Wording


@dataclass(frozen=True)
class EntryWriter:
    """Writes the entries of one policy."""

    chronicle: Chronicle
    identity: Identity
    links: RemoteLinks
    wording: Wording

    def news(self) -> News:
        """Everything that was posted."""
        history = self.chronicle.history
        titles = (policy_title(self.chronicle, edition.number) for edition in history.editions)
        return News(history, tuple(titles), self._entries())

    def _entries(self) -> tuple[Entry, ...]:
        found = []
        withdrawals = {each.after_edition: each for each in self.chronicle.history.withdrawals}
        for edition, comparison in zip(self.chronicle.history.editions, self.chronicle.comparisons, strict=True):
            found.append(self._edition(edition, comparison, self.identity.edition(edition.number)))
            if edition.number in withdrawals:
                found.append(self._withdrawal(withdrawals[edition.number]))
        return tuple(found)

    def entries_within(self, key: str, name: str) -> Iterator[Entry]:
        """The editions that changed a section or clause, with only what they changed in it."""
        for number, comparison in self._within.get(key, {}).items():
            edition = self.chronicle.history.editions[number - 1]
            if not edition.omitted and any(change.kinds != ("format",) for change in comparison.changes):
                yield self._edition(edition, comparison, self.identity.edition(edition.number, key), name)

    @cached_property
    def _within(self) -> Mapping[str, Mapping[int, Comparison]]:
        return changes_within(self.chronicle)

    def _edition(self, edition: Edition, comparison: Comparison, identifier: str, section: str = "") -> Entry:
        topic = Topic(self.chronicle, edition, comparison, self.links, self.wording, section)
        slug = self.chronicle.slug
        full = self.links.edition(slug, edition.number)
        label = self.wording.plain(f"class.{edition.change}")
        return Entry(
            id=identifier,
            title=self._title(edition),
            url=self.links.redline(slug, edition.number) if edition.number > 1 else full,
            edition_url=full,
            published=edition.posted,
            updated=revised(self.chronicle.history, edition),
            write=partial(write_body, topic),
            categories=((edition.change, label),),
            facts={
                "policy": slug,
                "edition": edition.number,
                "posted": edition.posted.isoformat(timespec="seconds"),
                "effective": edition.effective.isoformat(),
                "timezone": edition.timezone,
                "title": printable(edition.title),
                "note": printable(edition.note),
                "change": edition.change,
                "counts": dict(comparison.counts),
                "redline_url": self.links.redline(slug, edition.number),
                "edition_url": full,
            },
        )

    def _title(self, edition: Edition) -> str:
        never = overtaken_by(self.chronicle.history, edition) is not None
        entry = self.wording.plain(
            "feed.entry.never" if never else "feed.entry",
            policy=policy_title(self.chronicle, edition.number),
            number=edition.number,
            day=self.wording.day_text(edition.effective),
        )
        title = one_line(edition.title)
        return self.wording.plain("feed.entry.titled", entry=entry, title=title) if title else entry

    def _withdrawal(self, withdrawal: Withdrawal) -> Entry:
        slug, say = self.chronicle.slug, self.wording.plain
        last = self.chronicle.history.editions[withdrawal.after_edition - 1]
        day = self.wording.day_text(replace(last, posted=withdrawal.posted).posting_day)
        said = say("withdrawn", day=day)
        full = self.links.edition(slug, last.number)
        name = say("edition", number=last.number)
        html = str(Markup("<p>{}</p>\n<p>{}</p>").format(said, link_to(full, name)))
        return Entry(
            id=self.identity.withdrawal(withdrawal.after_edition),
            title=say("feed.entry.withdrawn", policy=policy_title(self.chronicle, last.number), day=day),
            url=self.links.changes(slug),
            edition_url=full,
            published=withdrawal.posted,
            updated=withdrawal_revised(withdrawal),
            write=lambda: Body(said, html, f"{said}\n\n{name}: {full}"),
            categories=(("withdrawal", say("status.withdrawn")),),
            facts={"policy": slug, "withdrawn": withdrawal.posted.isoformat(timespec="seconds")},
        )
