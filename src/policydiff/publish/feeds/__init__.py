"""Feeds: one entry for each posted edition, with the redline in it and the day it takes effect.

Atom, RSS and JSON Feed for each policy and for all together; Atom and JSON Feed for each section. They depend on the
history and the site's address alone, never on the day of the build: nothing changed means the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from policydiff.publish.addresses import base_of
from policydiff.publish.feeds import atom, jsonfeed, rss
from policydiff.publish.feeds.archive import documents_of
from policydiff.publish.feeds.documents import Document, Feed, Place
from policydiff.publish.feeds.entries import EntryWriter
from policydiff.publish.feeds.news import News
from policydiff.publish.identity import Identity
from policydiff.publish.policy_title import policy_title
from policydiff.publish.printable import one_line
from policydiff.publish.remote_links import RemoteLinks
from policydiff.publish.sections import clause_names, section_names
from policydiff.publish.site import DataFile, SiteFacts
from policydiff.publish.wording import Wording


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """One of the formats: the file that is subscribed to, and the pattern of those with older entries."""

    name: str
    file: str
    archive: str
    media_type: str
    write: Callable[[Feed, Document, Place], bytes]


ATOM = FeedFormat("Atom", "feed.xml", "feed/{}.xml", atom.MEDIA_TYPE, atom.write_atom)
JSON_FEED = FeedFormat("JSON Feed", "feed.json", "feed/{}.json", jsonfeed.MEDIA_TYPE, jsonfeed.write_jsonfeed)
RSS = FeedFormat("RSS", "rss.xml", "rss/{}.xml", rss.MEDIA_TYPE, rss.write_rss)
FORMATS = (ATOM, JSON_FEED, RSS)
SECTION_FORMATS = (ATOM, JSON_FEED)


def plan_feeds(writer: EntryWriter, news: News, *, clause_feeds: bool = False) -> Iterator[DataFile]:
    """All documents of the feeds of a policy. A feed is read elsewhere and needs absolute links.

    Each section has a feed of its own; with `clause_feeds` each clause has one.
    """
    yield from _documents(_policy_feed(writer, news), FORMATS, writer.links)
    for section in _section_feeds(writer, clause_feeds=clause_feeds):
        yield from _documents(section, SECTION_FORMATS, writer.links)


def plan_common_feeds(
    news: Sequence[News], identity: Identity, links: RemoteLinks, wording: Wording
) -> Iterator[DataFile]:
    """All documents of the feeds of all policies together."""
    return _documents(_common_feed(news, identity, links, wording), FORMATS, links)


def _policy_feed(writer: EntryWriter, news: News) -> Feed:
    policy, say, slug = news.title, writer.wording.plain, news.slug
    return Feed(
        id=writer.identity.tag,
        title=say("feed.changes", policy=policy),
        subtitle=say("feed.about", policy=policy),
        home=writer.links.policy(slug),
        folder=_folder(slug),
        author=_author(writer.links.site, policy),
        language=writer.links.site.language,
        entries=news.entries,
    )


def _section_feeds(writer: EntryWriter, *, clause_feeds: bool) -> Iterator[Feed]:
    policy, say, slug = policy_title(writer.chronicle), writer.wording.plain, writer.chronicle.slug
    names = clause_names(writer.chronicle) if clause_feeds else section_names(writer.chronicle)
    for key, clause_name in names.items():
        name = one_line(clause_name)
        entries = tuple(writer.entries_within(key, name))
        if entries:
            yield Feed(
                id=writer.identity.section(key),
                title=say("feed.changes.section", policy=policy, section=name),
                subtitle=say("feed.about.section", policy=policy, section=name),
                home=writer.links.clause(slug, key),
                folder=f"{_folder(slug)}clauses/{key}/",
                author=_author(writer.links.site, policy),
                language=writer.links.site.language,
                entries=entries,
            )


def _common_feed(news: Sequence[News], identity: Identity, links: RemoteLinks, wording: Wording) -> Feed:
    site = one_line(links.site.name) or wording.plain("title.policies")
    return Feed(
        id=identity.tag,
        title=wording.plain("feed.changes.all", site=site),
        subtitle=wording.plain("feed.about.all"),
        home=links.home(),
        folder="",
        author=site,
        language=links.site.language,
        entries=tuple(sorted((entry for each in news for entry in each.entries), key=lambda entry: entry.published)),
    )


def _documents(feed: Feed, formats: Sequence[FeedFormat], links: RemoteLinks) -> Iterator[DataFile]:
    for document in documents_of(feed):
        for form in formats:
            place = Place(
                current=links.file(feed.folder + form.file),
                here=links.file(_path(feed, form, document.number)),
                older=links.file(_path(feed, form, document.older)) if document.older else None,
                newer=links.file(_path(feed, form, document.newer)) if document.newer else None,
            )
            address = _path(feed, form, document.number)
            yield DataFile(address, partial(form.write, feed, document, place), form.media_type)


def _path(feed: Feed, form: FeedFormat, number: int | None) -> str:
    return feed.folder + (form.file if number is None else form.archive.format(number))


def _folder(slug: str) -> str:
    base = base_of(slug)
    return f"{base}/" if base else ""


def _author(site: SiteFacts, policy: str) -> str:
    return one_line(site.name) or policy
