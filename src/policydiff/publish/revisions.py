"""When what is told about an edition was last revised, out of the history alone.

Feeds and calendars state when an entry changed. The clock would make every build a change; these instants change only
when the record of the edition does: its posting, a correction of its record, a later edition or a withdrawal that
overtakes it before it ever applied, a correction that shifts its effective day.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import accumulate
from typing import NamedTuple

from policydiff.history.standing import standing_of, withdrawal_day
from policydiff.model import Edition, PolicyHistory, Withdrawal
from policydiff.recent import keep_recent


def overtaken_by(history: PolicyHistory, edition: Edition) -> Edition | Withdrawal | None:
    """The later edition, or the withdrawal, that kept an edition from ever being in force; None where nothing did."""
    if standing_of(history, edition.number, date.max).status != "never in force":
        return None
    later = (other for other in history.editions[edition.number :] if other.effective <= edition.effective)
    withdrawals = (each for each in history.withdrawals if each.after_edition >= edition.number)
    return next(later, None) or next(withdrawals, None)


def revisions_of(history: PolicyHistory, edition: Edition) -> tuple[datetime, ...]:
    """The instants, in order, at which what is told about an edition may have changed after its posting.

    The number of them never falls as the history grows, which is what a calendar's SEQUENCE needs (RFC 5545, 3.8.7.4):
    a correction that undoes another counts as well.
    """
    known = _known_revisions(history)
    if edition.number not in known:
        known[edition.number] = _find_revisions(history, edition)
    return known[edition.number]


@keep_recent
def _known_revisions(history: PolicyHistory) -> dict[int, tuple[datetime, ...]]:  # noqa: ARG001  known by identity
    return {}


def _find_revisions(history: PolicyHistory, edition: Edition) -> tuple[datetime, ...]:
    found = [correction.corrected for correction in edition.record]
    last, reach = max(_days_ever(edition)), _reach(history)
    for later in history.editions[edition.number :]:
        if reach[later.number - 1].first > last:
            break
        if min(_days_ever(later)) <= last:
            found.append(later.posted)
            found.extend(_shifts(later))
    found += [
        withdrawal.posted
        for withdrawal in history.withdrawals
        if withdrawal.after_edition >= edition.number and withdrawal_day(history, withdrawal) <= last
    ]
    for earlier in reversed(history.editions[: edition.number - 1]):
        # A pending edition holds later ones back, so a correction of its day can move theirs.
        if edition.dated or reach[earlier.number - 1].last <= edition.posting_day:
            break
        if max(_days_ever(earlier)) > edition.posting_day:
            found.extend(_shifts(earlier))
    return tuple(sorted(found))


class _Reach(NamedTuple):
    first: date
    """The earliest effective day that the edition or one after it ever had."""
    last: date
    """The latest that the edition or one before it ever had."""


@keep_recent
def _reach(history: PolicyHistory) -> list[_Reach]:
    """Of each edition: beyond it nothing needs to be looked for, and a long history costs no more than its length."""
    days = [_days_ever(edition) for edition in history.editions]
    firsts = accumulate((min(each) for each in reversed(days)), min)
    lasts = accumulate((max(each) for each in days), max)
    return [_Reach(first, last) for first, last in zip(reversed(list(firsts)), lasts, strict=True)]


def revised(history: PolicyHistory, edition: Edition) -> datetime:
    """The latest instant at which what is told about an edition changed: its posting or a revision."""
    return max((edition.posted, *revisions_of(history, edition)))


def withdrawal_revised(withdrawal: Withdrawal) -> datetime:
    """The latest instant at which what is told about a withdrawal changed."""
    return max((withdrawal.posted, *(fix.corrected for fix in withdrawal.record)))


def _shifts(edition: Edition) -> list[datetime]:
    """When corrections of the record moved the edition's effective day."""
    return [fix.corrected for fix in edition.record if fix.field in {"posted", "effective"}]


def _days_ever(edition: Edition) -> list[date]:
    """The edition's effective day, and those it had before corrections of the record."""
    days = [edition.effective]
    for fix in edition.record:
        if fix.field == "effective":
            for stated in (fix.was, fix.now):
                try:
                    days.append(date.fromisoformat(stated))
                except ValueError:
                    continue
    return days
