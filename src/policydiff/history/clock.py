"""The current day, where none is given: the only clock of the project."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from policydiff.errors import SettingError
from policydiff.history.due import governing_edition
from policydiff.history.message import YEARS
from policydiff.model import PolicyHistory


def current_instant() -> datetime:
    """Now, or the instant that `SOURCE_DATE_EPOCH` gives (https://reproducible-builds.org/specs/source-date-epoch/)."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not given:
        return datetime.now(UTC)
    try:
        instant = datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        instant = None
    if instant is None or not 1970 <= instant.year < YEARS.stop:
        raise SettingError(f"SOURCE_DATE_EPOCH is {given!r}: it must be a number of seconds since 1970.")
    return instant


def policy_today(history: PolicyHistory, today: date | None = None) -> date:
    """The given day, else the current one in the time zone that governs the policy now."""
    if today is not None:
        return today
    instant = current_instant()
    governing = governing_edition(history.editions, history.withdrawals, instant)
    return instant.astimezone(ZoneInfo(governing.own_timezone if governing else "UTC")).date()
