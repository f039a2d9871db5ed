"""Applies the corrections of the record, in the order in which they were made. Pure.

What was published stays true: an effective day that had passed when its correction was made cannot be moved, nor can
one be moved into the past. A correction that broke this rule stopped every build, so nothing was published from it;
once it is taken back it counts as never made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from policydiff.errors import SettingError
from policydiff.history.editions import Step
from policydiff.history.message import read_statement
from policydiff.history.record import Entry
from policydiff.history.statements import Facts, Progress, make_edition, name_step, posting_of
from policydiff.model import Correction, Edition, Withdrawal


def settled_fields(entries: Sequence[Entry]) -> frozenset[str]:
    """The fields that the record corrects."""
    last = {entry.field: entry for entry in entries}
    return frozenset(field for field, entry in last.items() if entry.value is not None)


def correct_edition(progress: Progress, facts: Facts, entries: Sequence[Entry]) -> Edition:
    """The next edition with all its corrections. Raises SettingError for one that moves what has passed."""
    last = {entry.field: entry for entry in entries}
    values: dict[str, str] = {}
    fixed: date | None = None
    undated, dated_at = facts.undated, None
    edition = make_edition(progress, facts, values, fixed)
    shown: dict[str, Correction] = {}
    record: list[Correction] = []
    for entry in entries:
        changed = {name: value for name, value in values.items() if name != entry.field}
        if entry.value is not None:
            changed[entry.field] = entry.value
        new, new_fixed = make_edition(progress, facts, changed, fixed), fixed
        corrected_day = entry.corrected.astimezone(ZoneInfo(edition.timezone)).date()
        if entry.field in ("posted", "effective") and not undated and entry.corrected != dated_at:
            if new.effective != edition.effective <= corrected_day and entry.field == "posted":
                new_fixed = edition.effective
                new = make_edition(progress, facts, changed, new_fixed)
            if _moves_the_past(edition.effective, new.effective, corrected_day):
                if entry is last[entry.field]:
                    raise SettingError(_state_passed(entry, edition.effective, new.effective, corrected_day))
                continue
        if entry.field in undated:
            undated, dated_at = undated - {entry.field}, entry.corrected
        shown.pop(entry.field, None)
        was, now = _state(edition, entry.field), _state(new, entry.field)
        record.append(Correction(entry.field, was, now, entry.reason, entry.corrected))
        if entry.value is not None:
            shown[entry.field] = record[-1]
        edition, values, fixed = new, changed, new_fixed
    return replace(edition, corrections=tuple(shown.values()), record=tuple(record))


def correct_withdrawal(progress: Progress, step: Step, entries: Sequence[Entry]) -> Withdrawal:
    """The withdrawal that a posting made, which has no more than its posting to correct."""
    entries = [entry for entry in entries if entry.field == "posted"]
    settled = settled_fields(entries) | {"effective", "change"}
    said = read_statement(name_step(step), step.message, step.merged, settled)
    is_undated = "posted" in said.unusable
    zone = ZoneInfo(progress.editions[-1].timezone)
    first = posted = posting_of(step, said)
    record: list[Correction] = []
    for entry in entries:
        new = first if entry.value is None else datetime.fromisoformat(entry.value)
        old_day, new_day = (instant.astimezone(zone).date() for instant in (posted, new))
        corrected_day = entry.corrected.astimezone(zone).date()
        if not is_undated and _moves_the_past(old_day, new_day, corrected_day):
            if entry is entries[-1]:
                raise SettingError(_state_passed(entry, old_day, new_day, corrected_day))
            continue
        is_undated = False
        record.append(Correction("posted", posted.isoformat(), new.isoformat(), entry.reason, entry.corrected))
        posted = new
    stands = bool(record) and "posted" in settled
    return Withdrawal(step.commit, posted, len(progress.editions), tuple(record[-1:] if stands else ()), tuple(record))


def _moves_the_past(old: date, new: date, corrected: date) -> bool:
    return new != old and (old <= corrected or new < corrected)


def _state(edition: Edition, field: str) -> str:
    """The value of a field in words."""
    match field:
        case "posted":
            return edition.posted.isoformat()
        case "effective":
            return edition.effective.isoformat()
        case "title":
            return edition.title
        case "note":
            return edition.note
        case "change":
            return edition.change
        case _:
            return "omitted" if edition.omitted else "shown"


def _state_passed(entry: Entry, old: date, new: date, corrected_day: date) -> str:
    what_to_do = "Put {} back into" if entry.value is None else "Take {} out of"
    return (
        f".record.yml moves the effective day of commit {entry.commit} from {old} to {new}, but was changed on "
        f"{corrected_day}: an effective day that has passed cannot be moved, nor one into the past. "
        f"{what_to_do.format(f'`{entry.field}` of {entry.commit}')} .record.yml, and post a new edition if something "
        "else must apply."
    )
