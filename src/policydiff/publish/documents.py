"""All files of a site that are read by programs: feeds, calendars, data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.model import Chronicle
from policydiff.publish.calendar import EventWriter, plan_calendar, plan_common_calendar
from policydiff.publish.context import Context
from policydiff.publish.data import plan_common_data, plan_data
from policydiff.publish.feeds import plan_common_feeds, plan_feeds
from policydiff.publish.feeds.entries import EntryWriter
from policydiff.publish.feeds.news import News
from policydiff.publish.identity import identify_site
from policydiff.publish.site import DataFile


def plan_documents(chronicle: Chronicle, context: Context) -> tuple[News, tuple[DataFile, ...]]:
    """The news of a policy, and its files for programs.

    Without a site address there are no feeds, calendars have no links, and data has relative ones.
    """
    identity = context.identities[chronicle.slug]
    writer = EntryWriter(chronicle, identity, context.links, context.wording)
    news = writer.news()
    feeds = plan_feeds(writer, news, clause_feeds=context.facts.clause_feeds) if context.facts.url else ()
    return news, (
        *feeds,
        plan_calendar(news, identity, context.links, context.wording),
        *plan_data(chronicle, context.facts, context.addresses, context.today[chronicle.slug]),
    )


def plan_common_documents(news: Sequence[News], context: Context) -> Iterator[DataFile]:
    """The files for programs that tell of all policies together; none where there is no policy."""
    if not news:
        return
    if context.common_files:
        if context.facts.url:
            identity = identify_site(context.histories, context.facts.feed_id)
            yield from plan_common_feeds(news, identity, context.links, context.wording)
        yield plan_common_calendar(
            [EventWriter(each, context.identities[each.slug], context.links, context.wording) for each in news]
        )
    yield from plan_common_data(news, context.facts, context.addresses, context.today)
