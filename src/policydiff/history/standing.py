"""What applies on a day: status and days in force of the editions (DESIGN: "Effective dates"). Pure.

A day is answered with what was posted by then: a later posting never changes the answer for an earlier day.
"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from policydiff.model import Edition, PolicyHistory, Standing, Status, Withdrawal
from policydiff.recent import keep_recent


def edition_in_force(history: PolicyHistory, day: date) -> Edition | None:
    """The edition in force on a day: of those effective by then, the one with the highest number.

    None before the first effective day, and while the policy is withdrawn.
    """
    for edition in reversed(history.editions):
        if edition.posting_day <= day and edition.effective <= day:
            return edition if _withdrawal_day(history, edition.number, day) is None else None
    return None


def standing_of(history: PolicyHistory, number: int, day: date) -> Standing:
    """The status of an edition on a day, and its days in force as known on that day."""
    known = _known_standings(history)
    if day not in known:
        known[day] = _standings_on(history, day)
    return known[day][number - 1]


@keep_recent
def _known_standings(history: PolicyHistory) -> dict[date, tuple[Standing, ...]]:  # noqa: ARG001  known by identity
    return {}


def _standings_on(history: PolicyHistory, day: date) -> tuple[Standing, ...]:
    """The standings of all editions, from the latest back, so that each knows when a later one superseded it."""
    found: list[Standing] = []
    superseded: date | None = None
    for edition in reversed(history.editions):
        begins = edition.effective
        withdrawn = _withdrawal_day(history, edition.number, day)
        ends = min((end for end in (superseded, withdrawn) if end is not None), default=None)
        if ends is not None and ends <= begins:
            found.append(Standing("never in force", None, None))
        else:
            found.append(Standing(_status(begins, ends, superseded, withdrawn, day), begins, ends))
        # What a withdrawal overtook supersedes nothing.
        if edition.posting_day <= day and (withdrawn is None or begins < withdrawn):
            superseded = begins if superseded is None else min(superseded, begins)
    return tuple(reversed(found))


def _status(begins: date, ends: date | None, superseded: date | None, withdrawn: date | None, day: date) -> Status:
    if day < begins:
        return "upcoming"
    if ends is None or day < ends:
        return "in force"
    if superseded is None or (withdrawn is not None and withdrawn < superseded and day < superseded):
        return "withdrawn"
    return "superseded"


def _withdrawal_day(history: PolicyHistory, number: int, day: date) -> date | None:
    """The day of the first withdrawal that ended an edition, as known on a day."""
    days = (
        withdrawal_day(history, withdrawal) for withdrawal in history.withdrawals if withdrawal.after_edition >= number
    )
    return min((found for found in days if found <= day), default=None)


def withdrawal_day(history: PolicyHistory, withdrawal: Withdrawal) -> date:
    """The day of a withdrawal in the zone of the edition before it."""
    zone = history.editions[withdrawal.after_edition - 1].timezone
    return withdrawal.posted.astimezone(ZoneInfo(zone)).date()
