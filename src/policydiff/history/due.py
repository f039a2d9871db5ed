"""From when a posted text applies (DESIGN: "Effective dates"). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from policydiff.history.notice import effective_day
from policydiff.model import Edition, NoticeRule, Withdrawal


@dataclass(frozen=True, slots=True)
class Due:
    """From when a text applies, and why; the fields are those of `Edition`."""

    effective: date
    rule: NoticeRule
    timezone: str
    granted: date
    """The day that the rule alone gives."""
    is_stated: bool = False
    promised: date | None = None
    stated: date | None = None


def find_due_day(
    editions: Sequence[Edition],
    withdrawals: Sequence[Withdrawal],
    posted: datetime,
    own_rule: NoticeRule,
    own_timezone: str,
    stated: date | None,
) -> Due:
    """From when a text applies that is posted at an instant, after these editions and withdrawals.

    Rule and zone are those of the edition in force at that instant, else of the edition before, else the text's own.
    It takes effect no earlier than the editions that are then pending, unless a date is stated; a date before the
    posting day gives the posting day.
    """
    governing = governing_edition(editions, withdrawals, posted)
    rule = governing.own_rule if governing else own_rule
    zone = governing.own_timezone if governing else own_timezone
    posting_day = posted.astimezone(ZoneInfo(zone)).date()
    granted = effective_day(posting_day, rule)
    if stated is None:
        pending = _pending_day(_newest_first(editions, withdrawals, posted), posted)
        return Due(max(granted, pending or granted), rule, zone, granted)
    effective = max(stated, posting_day)
    return Due(
        effective,
        rule,
        zone,
        granted,
        is_stated=True,
        promised=granted if effective < granted else None,
        stated=stated if stated < posting_day else None,
    )


def governing_edition(
    editions: Sequence[Edition], withdrawals: Sequence[Withdrawal], instant: datetime
) -> Edition | None:
    """The edition whose rule and zone govern what is posted at an instant; None before the first edition."""
    for edition in _newest_first(editions, withdrawals, instant):
        if _begin(edition) <= instant:
            return edition
    return editions[-1] if editions else None


def _newest_first(
    editions: Sequence[Edition], withdrawals: Sequence[Withdrawal], instant: datetime
) -> Iterator[Edition]:
    """The editions that are posted at an instant and not withdrawn by then."""
    ended = max((withdrawal.after_edition for withdrawal in withdrawals if withdrawal.posted <= instant), default=0)
    for place in range(len(editions) - 1, ended - 1, -1):
        if editions[place].posted <= instant:
            yield editions[place]


def _pending_day(editions: Iterable[Edition], instant: datetime) -> date | None:
    """The last effective day of editions, newest first, that are not yet in force at an instant, and will be."""
    earliest = date.max
    long_past = instant.date() - timedelta(days=3)
    for edition in editions:
        if edition.effective >= earliest:
            continue
        if _begin(edition) > instant:
            return edition.effective
        earliest = edition.effective
        if earliest < long_past:  # in every zone, and so is what is earlier still
            break
    return None


def _begin(edition: Edition) -> datetime:
    """The first moment of the effective day."""
    return datetime.combine(edition.effective, time(), ZoneInfo(edition.timezone))
