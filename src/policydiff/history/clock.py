"""The current day, where none is given: the only clock of the project."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from policydiff.errors import SettingError
from policydiff.model import PolicyHistory


def current_instant() -> datetime:
    """Now, or the instant that `SOURCE_DATE_EPOCH` gives (https://reproducible-builds.org/specs/source-date-epoch/)."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not given:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise SettingError(f"SOURCE_DATE_EPOCH is {given!r}: it must be a number of seconds since 1970.") from None


def policy_today(history: PolicyHistory, today: date | None = None) -> date:
    """The given day, else the current one in the policy's time zone."""
    if today is not None:
        return today
    zone = history.editions[-1].own_timezone if history.editions else "UTC"
    return current_instant().astimezone(ZoneInfo(zone)).date()
