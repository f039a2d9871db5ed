"""Identifiers that outlive the site's address: tag URIs (RFC 4151) for entries, UIDs for calendar events.

A feed reader shows an entry again when its identifier changes, so nothing that can change may be in it: neither the
site's address nor a policy's present slug. What stays is the slug a policy started with, the number of an edition, the
key of a clause. RFC 4151 wants a name and a day on which its owner had it. A site that says
`feed_id: apiway.example,2023` gives its own; the default is made of the commit of the policy's first edition, which
names the policy as uniquely as a domain would, below `.invalid` (RFC 2606: nobody can ever own a name there), and of
that commit's day. Neither can change while the history stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from urllib.parse import quote

from policydiff.errors import SettingError
from policydiff.model import PolicyHistory

_NAME = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
_AUTHORITY = re.compile(rf"(?:[a-z0-9._-]+@)?{_NAME},[0-9]{{4}}(?:-[0-9]{{2}}(?:-[0-9]{{2}})?)?")
_COMMIT_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Identity:
    """The permanent name of a policy, from which those of its editions and clauses are made."""

    authority: str
    name: str

    @property
    def tag(self) -> str:
        """The tag URI of the policy: that of its feed."""
        return f"tag:{self.authority}:{self.name}"

    def edition(self, number: int, section: str = "") -> str:
        """The tag URI of an edition, or of what it changed in the section with that key."""
        return f"{self.section(section) if section else self.tag}/editions/{number}"

    def section(self, key: str) -> str:
        """The tag URI of a section's or clause's own feed."""
        return f"{self.tag}/clauses/{quote(key, safe='')}"

    def withdrawal(self, after_edition: int) -> str:
        """The tag URI of the withdrawal that followed an edition."""
        return f"{self.tag}/editions/{after_edition}/withdrawal"

    def uid(self, number: int) -> str:
        """The calendar's identifier of the day on which an edition takes effect (RFC 5545, 3.8.4.7)."""
        return self._uid(f"editions/{number}")

    def uid_of_withdrawal(self, after_edition: int) -> str:
        """Likewise of the day of the withdrawal that followed an edition."""
        return self._uid(f"editions/{after_edition}/withdrawal")

    def _uid(self, subject: str) -> str:
        domain, _, day = self.authority.partition(",")
        return f"{self.name}/{subject}/{day}@{domain.rpartition('@')[2]}"


def check_feed_id(feed_id: str) -> None:
    """Raise SettingError for a setting `feed_id` of which no tag URI can be made."""
    if feed_id and not _AUTHORITY.fullmatch(feed_id):
        raise SettingError(
            f"feed_id is {feed_id!r}, but must be a domain name or e-mail address of yours in lower case, a comma,"
            " and a year or day on which you had it, such as 'example.com,2023'. Once feeds are published, keep it."
        )


def identify(histories: Iterable[PolicyHistory], feed_id: str = "") -> Mapping[str, Identity]:
    """The identity of each policy by its present slug.

    Two policies can have started under one slug, one after the other: the later is `privacy~2`.
    """
    seen: dict[str, int] = {}
    identities: dict[str, Identity] = {}
    for history in sorted(histories, key=_birth):
        name = quote(history.first_slug or "index", safe="/")
        seen[name] = seen.get(name, 0) + 1
        unique = name if seen[name] == 1 else f"{name}~{seen[name]}"
        identities[history.slug] = Identity(feed_id or _derived_authority(history), unique)
    return identities


def identify_site(histories: Iterable[PolicyHistory], feed_id: str = "") -> Identity:
    """The identity of the feeds of all policies together: by default that of the oldest policy's first commit."""
    oldest = min(histories, key=_birth)
    return Identity(feed_id or _derived_authority(oldest), "all~policies")


def _birth(history: PolicyHistory) -> tuple[float, str, str]:
    first = history.editions[0]
    return first.committed.timestamp(), first.commit, history.slug


def _derived_authority(history: PolicyHistory) -> str:
    first = history.editions[0]
    return f"{first.commit[:_COMMIT_DIGITS].lower()}.policydiff.invalid,{first.committed.astimezone(UTC):%Y-%m-%d}"
