"""All files of a site that are read by programs: feeds, calendars, data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from policydiff.model import Chronicle
from policydiff.publish.addresses import Addresses
from policydiff.publish.calendar import plan_calendars
from policydiff.publish.data import plan_data
from policydiff.publish.feeds import plan_feeds
from policydiff.publish.former_addresses import at_former_addresses
from policydiff.publish.identity import check_feed_id
from policydiff.publish.site import DataFile, SiteFacts


def plan_documents(
    chronicles: Sequence[Chronicle], facts: SiteFacts, addresses: Addresses, today: Mapping[str, date]
) -> tuple[DataFile, ...]:
    """Everything for programs. Without a site address: no feeds, calendars without links, data with relative links.

    `today` has for each slug the current day in the zone of that policy. Raises SettingError for an unusable `feed_id`.
    """
    check_feed_id(facts.feed_id)
    found = (
        *plan_feeds(chronicles, facts, addresses, clause_feeds=facts.clause_feeds),
        *plan_calendars(chronicles, facts, addresses),
        *plan_data(chronicles, facts, addresses, today),
    )
    return (*found, *at_former_addresses(found, chronicles)) if facts.url else found
