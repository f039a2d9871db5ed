"""A policy through time: its editions, their rules, corrections and withdrawals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

ChangeClass = Literal["correction", "amendment", "material"]
"""The editors' own word for a change (`Policy-Change:`)."""

EditionSource = Literal["commits", "tags"]


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """How long after posting an edition takes effect."""

    days: int = 1
    business: bool = False
    country: str = ""
    """For business days: the country or subdivision whose holidays do not count (`DE`, `US-CA`)."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of the record: what `.record.yml` changed about an edition, when and why."""

    field: Literal["posted", "effective", "title", "note", "change", "omit"]
    was: str
    now: str
    reason: str
    corrected: datetime
    """The committer date of the commit that brought the correction in."""


@dataclass(frozen=True)
class Edition:
    """One posted text of a policy."""

    policy: str
    number: int
    commit: str
    path: str
    """The path in the repository at that commit."""
    source: str
    """The Markdown as posted, front matter included; empty when omitted."""
    committed: datetime
    posted: datetime
    """The posting instant, in the offset it was stated in."""
    effective: date
    """The first day, in `timezone`, on which the edition applies."""
    timezone: str
    """The IANA zone in which this edition's days are counted."""
    rule: NoticeRule
    """The rule that governed this edition's notice."""
    title: str = ""
    note: str = ""
    change: ChangeClass = "amendment"
    dated: bool = False
    """Whether the effective day was stated (`Policy-Effective`, `effective:`, the record) and not computed."""
    promised: date | None = None
    """The day the governing rule grants, when the stated one is earlier: notice shorter than promised."""
    restored: bool = False
    """Whether this edition brings back a policy that had been withdrawn."""
    omitted: bool = False
    corrections: tuple[Correction, ...] = ()
    """What the record says now: the latest correction of each field that stands."""
    record: tuple[Correction, ...] = ()
    """Every change of the record, oldest first: also what a later one replaced or took back."""
    tag: str = ""
    own_rule: NoticeRule = NoticeRule()
    """The rule that this edition's text and settings lay down for editions posted while it is in force."""
    own_timezone: str = "UTC"
    """Likewise the zone."""
    stated: date | None = None
    """The effective day as stated, when that was before the posting day, from which the edition applies instead."""

    @property
    def posting_day(self) -> date:
        """The calendar day of the posting in the edition's own zone."""
        return _day_at(self.posted, self.timezone)


@lru_cache(maxsize=10_000)
def _day_at(instant: datetime, timezone: str) -> date:
    return instant.astimezone(ZoneInfo(timezone)).date()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The posting that deleted a policy's file; it holds until an edition after `after_edition` restores it."""

    commit: str
    posted: datetime
    after_edition: int
    corrections: tuple[Correction, ...] = ()
    """What `.record.yml` changed about its posting."""
    record: tuple[Correction, ...] = ()
    """Every change of the record, oldest first, as for an edition."""


@dataclass(frozen=True)
class PolicyHistory:
    """A policy with all its editions, oldest first, numbered 1, 2, 3 … in posting order."""

    slug: str
    path: str
    """The path in the repository now, or the last one it had."""
    first_slug: str
    """The slug it started with; identifiers in feeds and calendars keep it."""
    former_slugs: tuple[str, ...]
    editions: tuple[Edition, ...]
    withdrawals: tuple[Withdrawal, ...] = ()
    latest_source: str = ""
    """The newest committed Markdown: the latest edition's words under the newest markup."""
    link_changes: tuple[tuple[int, str, str, str], ...] = ()
    """Link targets that changed without a new edition: (edition, commit, old target, new target)."""
    remarks: tuple[str, ...] = ()
    """Sentences about the record that a builder should see once, such as a committer date that runs backwards."""

    @property
    def latest(self) -> Edition:
        """The latest posted edition."""
        return self.editions[-1]

    @property
    def withdrawn(self) -> Withdrawal | None:
        """The withdrawal that still holds."""
        if self.withdrawals and self.withdrawals[-1].after_edition == len(self.editions):
            return self.withdrawals[-1]
        return None


Status = Literal["in force", "upcoming", "superseded", "never in force", "withdrawn"]
"""The status of an edition on a given day."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of an edition on a day, and the days on which it applies: half-open, `until` exclusive."""

    status: Status
    in_force_from: date | None
    in_force_until: date | None
