"""What is the same for all policies of a site on a day: its facts, its policies, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from policydiff.model import PolicyHistory
from policydiff.publish import calendar
from policydiff.publish.addresses import Addresses, base_of
from policydiff.publish.feeds import FORMATS
from policydiff.publish.identity import Identity, check_feed_id, identify
from policydiff.publish.remote_links import RemoteLinks
from policydiff.publish.site import SiteFacts
from policydiff.publish.wording import Wording


@dataclass(frozen=True)
class Context:
    """A site on a day."""

    facts: SiteFacts
    histories: tuple[PolicyHistory, ...]
    """Every policy of the site, in the order of their slugs."""
    today: Mapping[str, date]
    """For each slug the current day in the zone of that policy."""

    def __post_init__(self) -> None:
        """Raise SettingError for an unusable `feed_id`."""
        check_feed_id(self.facts.feed_id)

    @cached_property
    def addresses(self) -> Addresses:
        """Where things are."""
        return Addresses(self.facts.directory_urls, self.facts.places)

    @cached_property
    def wording(self) -> Wording:
        """The words of the pages."""
        return Wording(self.facts.language)

    @cached_property
    def links(self) -> RemoteLinks:
        """Links for files that are read away from the site."""
        return RemoteLinks(self.facts, self.addresses)

    @cached_property
    def identities(self) -> Mapping[str, Identity]:
        """The permanent name of each policy, by its slug."""
        return identify(self.histories, self.facts.feed_id)

    @cached_property
    def postings(self) -> Mapping[str, Sequence[tuple[datetime, str, str]]]:
        """For each slug when its editions were posted, under which path, and when again in ISO 8601."""
        return {
            history.slug: [(edition.posted, edition.path, edition.posted.isoformat()) for edition in history.editions]
            for history in self.histories
        }

    @cached_property
    def common_files(self) -> Set[str]:
        """The addresses of the feeds and the calendar of all policies together, where these are files of their own."""
        if not self.histories or (len(self.histories) == 1 and not base_of(self.histories[0].slug)):
            return frozenset()
        feeds = (form.file for form in FORMATS) if self.facts.url else ()
        return frozenset({*feeds, calendar.FILE})
