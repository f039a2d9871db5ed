"""Gives editions their dates, titles and notes, with the corrections of the record. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from policydiff.errors import PolicyError, SettingError
from policydiff.history.due import find_due_day
from policydiff.history.editions import EditionStep, Step
from policydiff.history.message import Statement, read_change, read_statement, read_title
from policydiff.history.notice import parse_notice
from policydiff.history.record import Entry
from policydiff.history.settings import read_zone, value_on, zone_at
from policydiff.history.texts import FrontMatter, read_front_matter
from policydiff.model import Correction, Edition, NoticeRule, Settings

_CLOCK_SKEW = timedelta(minutes=10)
"""By how much the clock of whoever commits may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of an edition before the record is looked at."""

    found: EditionStep
    said: Statement
    front: FrontMatter
    stated: date | None
    title: str
    note: str
    newest: bool
    is_undated: bool
    """Whether what the commit says of its dates cannot be used, so that no day was published before its correction."""


def date_editions(
    slug: str, found: Sequence[EditionStep], settings: Settings, record: Sequence[Entry], now: datetime
) -> tuple[tuple[Edition, ...], tuple[str, ...]]:
    """The editions with their dates, and sentences about what is odd in the record.

    `record` are the changes of the record in their order; `now` is the instant after which nothing can have been
    posted. Raises SettingError for a line, a setting or a correction that cannot be used.
    """
    editions: list[Edition] = []
    remarks: list[str] = []
    for place, each in enumerate(found):
        entries = [
            entry for entry in record if each.step.commit.startswith(entry.commit) and entry.policy in ("", slug)
        ]
        facts = _read_facts(each, entries, remarks, newest=place == len(found) - 1)
        edition = _correct(slug, facts, editions, settings, entries, remarks)
        if edition.posted > now + _CLOCK_SKEW:
            raise SettingError(
                f"Commit {edition.commit[:9]} is posted at {edition.posted.isoformat()}, which is in the future. "
                "Correct its `Policy-Posted` line (with `.record.yml` once it is pushed), or the clock of its date."
            )
        if editions and edition.posted < editions[-1].posted:
            remarks.append(_state_backwards(editions[-1], edition))
        editions.append(edition)
    return tuple(editions), tuple(dict.fromkeys(remarks))


def read_own_settings(front: FrontMatter, settings: Settings, posted: datetime, where: str) -> tuple[NoticeRule, str]:
    """The rule and the zone that a text lays down, its front matter going before the site's settings."""
    zone = front.timezone or zone_at(settings, posted)
    day = posted.astimezone(read_zone(zone, where)).date()
    words = front.notice or value_on(settings.notice, day)
    return parse_notice(words, front.holidays or value_on(settings.holidays, day)), zone


def new_effective(front: FrontMatter, before: str) -> date | None:
    """The `effective:` of a text's front matter where the edition before did not say the same."""
    if front.effective is None:
        return None
    try:
        old = read_front_matter(before, "the edition before").effective
    except (PolicyError, SettingError):
        old = None
    return front.effective if front.effective != old else None


def _read_facts(found: EditionStep, entries: Sequence[Entry], remarks: list[str], *, newest: bool) -> _Facts:
    step = found.step
    where = f"{'Tag ' + step.tag if step.tag else 'Commit ' + step.commit[:9]}"
    settled = frozenset(_standing(entries))
    said = read_statement(where, step.message, step.merged, settled)
    try:
        front = read_front_matter(step.source or "", f"{step.path} in commit {step.commit[:9]}", whole=newest)
    except (PolicyError, SettingError) as error:
        if newest:
            raise
        remarks.append(f"{error} It is taken as if it said nothing.")
        front = FrontMatter()
    stated = new_effective(front, found.before)
    contradicts = said.effective is not None and stated is not None and said.effective != stated
    if contradicts and "effective" not in settled:
        raise SettingError(
            f"{where} states {said.effective} in its message and {stated} in the front matter of {step.path}. "
            "Settle it in .record.yml (effective: 2024-05-31)."
        )
    title, note = read_title(step.message)
    is_undated = contradicts or bool(said.unusable & {"posted", "effective"})
    return _Facts(found, said, front, said.effective or stated, title, note, newest, is_undated)


def _standing(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """The corrections that stand, by field."""
    last = {entry.field: entry for entry in entries}
    return {field: entry for field, entry in last.items() if entry.value is not None}


def _correct(
    slug: str,
    facts: _Facts,
    before: Sequence[Edition],
    settings: Settings,
    entries: Sequence[Entry],
    remarks: list[str],
) -> Edition:
    """The edition with all corrections, made one after the other: a day that had passed by then cannot be moved."""
    values: dict[str, str] = {}
    fixed: date | None = None
    is_undated = facts.is_undated
    edition = _make(slug, facts, before, settings, values, fixed, remarks)
    shown: dict[str, Correction] = {}
    for entry in entries:
        old = edition
        was = _state(old, entry.field)
        shown.pop(entry.field, None)
        if entry.value is None:
            values.pop(entry.field, None)
        else:
            values[entry.field] = entry.value
        edition = _make(slug, facts, before, settings, values, fixed, remarks)
        corrected_day = entry.corrected.astimezone(ZoneInfo(old.timezone)).date()
        if edition.effective != old.effective and entry.field in ("posted", "effective") and not is_undated:
            if old.effective <= corrected_day and entry.field == "posted":
                fixed = old.effective
                edition = _make(slug, facts, before, settings, values, fixed, remarks)
            if edition.effective != old.effective and (
                old.effective <= corrected_day or edition.effective < corrected_day
            ):
                raise SettingError(_state_passed(edition, old, entry, corrected_day))
        is_undated = is_undated and entry.field != "effective"
        if entry.value is not None:
            now = _state(edition, entry.field)
            shown[entry.field] = Correction(entry.field, was, now, entry.reason, entry.corrected)
    return replace(edition, corrections=tuple(shown.values()))


def _make(
    slug: str,
    facts: _Facts,
    before: Sequence[Edition],
    settings: Settings,
    values: Mapping[str, str],
    fixed: date | None,
    remarks: list[str],
) -> Edition:
    step = facts.found.step
    posted = datetime.fromisoformat(values["posted"]) if "posted" in values else _posted(step, facts.said)
    stated = fixed or (date.fromisoformat(values["effective"]) if "effective" in values else facts.stated)
    own_rule, own_timezone = _own_settings(facts, before, settings, posted, remarks)
    due = find_due_day(before, posted, own_rule, own_timezone, stated)
    omitted = "omit" in values
    return Edition(
        policy=slug,
        number=len(before) + 1,
        commit=step.commit,
        path=step.path,
        source="" if omitted else step.source or "",
        committed=step.committed,
        posted=posted,
        effective=due.effective,
        timezone=due.timezone,
        rule=due.rule,
        title=values.get("title", facts.title),
        note=values.get("note", facts.note),
        change=read_change(values["change"], step.commit) if "change" in values else facts.said.change or "amendment",
        dated=facts.stated is not None or "effective" in values,
        promised=due.promised,
        restored=facts.found.restored,
        omitted=omitted,
        tag=step.tag,
        own_rule=own_rule,
        own_timezone=own_timezone,
        stated=due.stated,
    )


def _posted(step: Step, said: Statement) -> datetime:
    return step.tagged or said.posted or step.committed


def _own_settings(
    facts: _Facts, before: Sequence[Edition], settings: Settings, posted: datetime, remarks: list[str]
) -> tuple[NoticeRule, str]:
    step = facts.found.step
    where = f"{step.path} in commit {step.commit[:9]}"
    try:
        return read_own_settings(facts.front, settings, posted, where)
    except SettingError as error:
        if facts.newest:
            raise SettingError(f"{where}: {error}") from None
        remarks.append(f"{where}: {error} The settings of the edition before are taken instead.")
        if before:
            return before[-1].own_rule, before[-1].own_timezone
        return read_own_settings(FrontMatter(), settings, posted, where)


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


def _state_passed(new: Edition, old: Edition, entry: Entry, corrected_day: date) -> str:
    return (
        f".record.yml moves the effective day of commit {old.commit[:9]} from {old.effective} to {new.effective}, but "
        f"was changed on {corrected_day}: an effective day that has passed cannot be moved, nor one into the past. "
        f"Take `{entry.field}` of {entry.commit} out of .record.yml, and post a new edition if something else must "
        "apply."
    )


def _state_backwards(before: Edition, after: Edition) -> str:
    return (
        f"Commit {after.commit[:9]} comes after {before.commit[:9]} in the history, but its date is earlier "
        f"({after.posted.isoformat()}, before {before.posted.isoformat()}): the order of the history counts."
    )
