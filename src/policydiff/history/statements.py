"""What the commit and the text of an edition say about its dates, and the edition that follows from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from policydiff.errors import PolicyError, SettingError
from policydiff.history.due import find_due_day
from policydiff.history.editions import EditionStep, Step
from policydiff.history.message import Statement, read_change, read_statement, read_title
from policydiff.history.notice import parse_notice
from policydiff.history.settings import read_zone, value_on, zone_at
from policydiff.history.texts import FrontMatter, read_front_matter
from policydiff.model import Edition, NoticeRule, Settings, Withdrawal


@dataclass(slots=True)
class Progress:
    """A policy's history as far as it has been dated, oldest first."""

    slug: str
    settings: Settings
    editions: list[Edition] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an edition before the record is looked at."""

    found: EditionStep
    said: Statement
    front: FrontMatter
    stated: date | None
    newest: bool
    undated: frozenset[str]
    """The fields of what the commit says of its dates that cannot be used: no day was published before they were
    corrected."""

    @property
    def text(self) -> str:
        """The text as it is called in sentences."""
        return _name_text(self.found.step)


def name_step(step: Step) -> str:
    """A posting as it is called in sentences."""
    return f"Tag {step.tag}" if step.tag else f"Commit {step.commit[:9]}"


def read_facts(found: EditionStep, settled: frozenset[str], remarks: list[str], *, newest: bool) -> Facts:
    """What a commit and its text say; the record corrects what is `settled`.

    What an older text says wrongly becomes a remark, for nobody can put it right; in the newest it raises
    PolicyError or SettingError, as does a line of a message.
    """
    step = found.step
    said = read_statement(name_step(step), step.message, step.merged, settled)
    try:
        front = read_front_matter(step.source or "", _name_text(step), whole=newest)
    except (PolicyError, SettingError) as error:
        if newest:
            raise
        remarks.append(f"{error} It is taken as if it said nothing.")
        front = FrontMatter()
    stated = new_effective(front, found.before)
    contradicts = said.effective is not None and stated is not None and said.effective != stated
    if contradicts and "effective" not in settled:
        raise SettingError(
            f"{name_step(step)} states {said.effective} in its message and {stated} in the front matter of "
            f"{step.path}. Settle it in .record.yml (effective: 2024-05-31)."
        )
    undated = (said.unusable & {"posted", "effective"}) | ({"effective"} if contradicts else set())
    return Facts(found, said, front, said.effective or stated, newest, undated)


def new_effective(front: FrontMatter, before: str) -> date | None:
    """The `effective:` of a text's front matter where the edition before did not say the same."""
    if front.effective is None:
        return None
    try:
        old = read_front_matter(before, "the edition before").effective
    except (PolicyError, SettingError):
        old = None
    return front.effective if front.effective != old else None


def read_own_settings(front: FrontMatter, settings: Settings, posted: datetime, where: str) -> tuple[NoticeRule, str]:
    """The rule and the zone that a text lays down, its front matter going before the site's settings.

    Raises SettingError, naming `where`.
    """
    zone = front.timezone or zone_at(settings, posted)
    day = posted.astimezone(read_zone(zone, where)).date()
    words = front.notice or value_on(settings.notice, day)
    try:
        return parse_notice(words, front.holidays or value_on(settings.holidays, day)), zone
    except SettingError as error:
        raise SettingError(f"{where}: {error}") from None


def make_edition(progress: Progress, facts: Facts, values: Mapping[str, str], fixed: date | None) -> Edition:
    """The next edition, with the values that the record gives; a `fixed` effective day holds whatever they say."""
    step = facts.found.step
    posted = datetime.fromisoformat(values["posted"]) if "posted" in values else posting_of(step, facts.said)
    stated = fixed or (date.fromisoformat(values["effective"]) if "effective" in values else facts.stated)
    own_rule, own_timezone = _own_settings(progress, facts, posted)
    due = find_due_day(progress.editions, progress.withdrawals, posted, own_rule, own_timezone, stated)
    title, note = read_title(step.message)
    omitted = "omit" in values
    return Edition(
        policy=progress.slug,
        number=len(progress.editions) + 1,
        commit=step.commit,
        path=step.path,
        source="" if omitted else step.source or "",
        committed=step.committed,
        posted=posted,
        effective=due.effective,
        timezone=due.timezone,
        rule=due.rule,
        title=values.get("title", title),
        note=values.get("note", note),
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


def posting_of(step: Step, said: Statement) -> datetime:
    """The posting instant: that of the tag, else the one stated, else the committer date."""
    return step.tagged or said.posted or step.committed


def _name_text(step: Step) -> str:
    return f"{step.path} in commit {step.commit[:9]}"


def _own_settings(progress: Progress, facts: Facts, posted: datetime) -> tuple[NoticeRule, str]:
    try:
        return read_own_settings(facts.front, progress.settings, posted, facts.text)
    except SettingError as error:
        if facts.newest:
            raise
        progress.remarks.append(f"{error} The settings of the edition before are taken instead.")
        if progress.editions:
            return progress.editions[-1].own_rule, progress.editions[-1].own_timezone
        return read_own_settings(FrontMatter(), progress.settings, posted, facts.text)
