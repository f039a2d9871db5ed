"""Gives the editions and withdrawals of a policy their dates, titles and notes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from policydiff.errors import PolicyError, SettingError
from policydiff.history.corrections import correct_edition, correct_withdrawal, settled_fields
from policydiff.history.editions import EditionStep, Outline, Step
from policydiff.history.message import read_statement
from policydiff.history.record import Entry
from policydiff.history.statements import Progress, name_step, new_effective, read_facts
from policydiff.history.texts import read_front_matter
from policydiff.model import Settings

_CLOCK_SKEW = timedelta(minutes=10)
"""By how much the clock of whoever commits may be ahead of ours."""


def date_outline(
    slug: str, outline: Outline, settings: Settings, corrections: Mapping[str, Sequence[Entry]], now: datetime
) -> Progress:
    """The editions and withdrawals with their dates, and sentences about what is odd in the record.

    `corrections` has for each commit the changes of the record about it, in their order. Nothing can have been posted
    after `now`. Raises SettingError for a line, a setting or a correction that cannot be used.
    """
    progress = Progress(slug, settings)
    latest: tuple[Step, datetime] | None = None
    events = _in_order(outline)
    for event in events:
        step = event.step if isinstance(event, EditionStep) else event
        entries = corrections.get(step.commit, ())
        if isinstance(event, EditionStep):
            newest = event is events[-1]
            facts = read_facts(event, settled_fields(entries), progress.remarks, newest=newest)
            progress.editions.append(correct_edition(progress, facts, entries))
            posted = progress.editions[-1].posted
        else:
            progress.withdrawals.append(correct_withdrawal(progress, step, entries))
            posted = progress.withdrawals[-1].posted
        if posted > now + _CLOCK_SKEW:
            raise SettingError(_state_future(step, posted))
        if latest and posted < latest[1]:
            progress.remarks.append(_state_backwards(*latest, step, posted))
        latest = step, posted
    progress.remarks += _state_without_effect(outline, progress)
    progress.remarks = list(dict.fromkeys(progress.remarks))
    return progress


def _state_without_effect(outline: Outline, progress: Progress) -> list[str]:
    """Sentences about effective days that are stated where no word changes, since the latest edition."""
    found = []
    for before, after, number in outline.retouched:
        if number < len(progress.editions):
            continue
        with suppress(PolicyError, SettingError):
            said = read_statement(name_step(after), after.message, after.merged).effective
            stated = said or new_effective(read_front_matter(after.source or "", after.path), before.source or "")
            if stated and stated != progress.editions[-1].effective:
                found.append(
                    f"{name_step(after)} states the effective day {stated}, but changes no word: it makes no edition, "
                    f"and edition {number} keeps its day. To correct that, write it into .record.yml before the day "
                    "has come."
                )
    return found


def _in_order(outline: Outline) -> list[EditionStep | Step]:
    """The editions and withdrawals as they followed each other."""
    found: list[EditionStep | Step] = []
    withdrawals = {after: step for step, after in outline.withdrawals}
    for number, edition in enumerate(outline.editions, start=1):
        found.append(edition)
        if number in withdrawals:
            found.append(withdrawals[number])
    return found


def _state_future(step: Step, posted: datetime) -> str:
    what_to_do = (
        "Make the tag anew."
        if step.tag
        else "Correct its `Policy-Posted` line (with `.record.yml` once it is pushed), or the clock of its date."
    )
    return f"{name_step(step)} is posted at {posted.isoformat()}, which is in the future. {what_to_do}"


def _state_backwards(before: Step, earlier: datetime, after: Step, posted: datetime) -> str:
    return (
        f"{name_step(after)} comes after {before.tag or before.commit[:9]} in the history, but its date is earlier "
        f"({posted.isoformat()}, before {earlier.isoformat()}): the order of the history counts."
    )
