"""The editor's desk: a draft with all that `check` asks about it, read from files and from the history.

For those who show drafts: the command line, and the plugin under `mkdocs serve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from policydiff.check.addresses import find_ids, look_up
from policydiff.check.draft import DraftText
from policydiff.check.finding import SEVERITIES, Finding, Level
from policydiff.check.record import Record, compile_record
from policydiff.check.rules import RULES
from policydiff.check.run import check_draft, only_new
from policydiff.clauses import parse_clauses
from policydiff.compare.knock_on import KnockOn
from policydiff.errors import SettingError
from policydiff.history import Draft, current_instant, due_if_posted, policy_today
from policydiff.history.statements import read_own_settings
from policydiff.history.texts import read_front_matter
from policydiff.model import Comparison, Edition, Settings
from policydiff.publish.review import Review
from policydiff.publish.wording import Wording


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A Markdown file that is to be checked."""

    file: Path
    name: str
    """What it is reported under."""
    source: str
    settings: Settings | None = None
    """None outside of a repository."""
    draft: Draft | None = None
    """None where the file has no history."""
    levels: Mapping[str, Level] | None = None
    """The severities that the site lays down."""
    of_site: bool = False
    """Whether the settings are those of a site, and not defaults."""
    language: str = "en"
    """That of the site."""

    @property
    def latest(self) -> Edition:
        """The latest edition of a file that has one."""
        assert self.draft is not None
        assert self.draft.history is not None
        return self.draft.history.latest


def read_text(
    checked: CheckedFile,
    source: str,
    today: date | None,
    *,
    with_record: bool = True,
    comparison: Comparison | None = None,
) -> DraftText:
    """A text of the file with the ids of its page, those of the files it links to, and what the history knows.

    Raises PolicyError, SettingError for front matter with which it could not be posted.
    """
    if with_record:
        read_front_matter(source, checked.name, whole=True)
    history = checked.draft.history if checked.draft else None
    day = policy_today(history, today) if history else today or current_instant().date()
    record = _read_record(checked, today, comparison) if with_record else None
    tree = parse_clauses(source)
    linked = look_up(tree, lambda path: _read_beside(checked.file.parent / path))
    return DraftText(checked.name, source, tree, day, find_ids(source), linked, record)


def _read_record(checked: CheckedFile, today: date | None, comparison: Comparison | None) -> Record | None:
    draft, laid_down = checked.draft, checked.settings
    history = draft.history if draft else None
    if draft is None or laid_down is None or history is None or history.withdrawn or history.latest.omitted:
        return None
    instant = _instant_on(today, draft, laid_down)
    front = read_front_matter(draft.source, draft.path, whole=True)
    return compile_record(
        history.latest,
        draft.source,
        due_if_posted(draft, laid_down, instant),
        read_own_settings(front, laid_down, instant, draft.path)[0],
        posted=not draft.makes_edition,
        configured=checked.of_site or bool(front.notice),
        comparison=comparison,
    )


def _instant_on(today: date | None, draft: Draft, settings: Settings) -> datetime:
    """Now, or the noon of a day where the policy is at home."""
    if today is None:
        return current_instant()
    zone = draft.history.latest.own_timezone if draft.history else settings.timezone[-1].value
    return datetime.combine(today, time(12), ZoneInfo(zone)).astimezone(UTC)


def review_draft(
    checked: CheckedFile,
    comparison: Comparison,
    knock_on: Iterable[KnockOn],
    today: date | None = None,
    wording: Wording | None = None,
) -> Review:
    """A review of a draft: with the findings that it brings in, and its effective day if it were posted now."""
    draft = checked.draft
    assert draft is not None
    wording = wording or Wording(checked.language)
    levels = checked.levels or {}
    findings = check_draft(read_text(checked, checked.source, today, comparison=comparison), levels)
    if draft.history:
        earlier = _findings_of_edition(checked.file, checked.name, checked.latest.source, tuple(levels.items()))
        findings = only_new(findings, earlier)
    laid_down = checked.settings or Settings()
    due = due_if_posted(draft, laid_down, _instant_on(today, draft, laid_down))
    return Review(
        policy=draft.policy,
        old=wording.plain("edition.inline", number=checked.latest.number) if draft.history else "",
        new=wording.plain("draft.inline"),
        comparison=comparison,
        knock_on=tuple(knock_on),
        findings=findings,
        effective=due.effective if draft.makes_edition else None,
        promised=due.promised if draft.makes_edition else None,
        wording=wording,
    )


@lru_cache(maxsize=16)
def _findings_of_edition(
    file: Path, name: str, source: str, levels: tuple[tuple[str, Level], ...]
) -> tuple[Finding, ...]:
    """What an edition has of its own; the same each time while a draft is being written."""
    text = read_text(CheckedFile(file, name, source), source, None, with_record=False)
    return check_draft(text, dict(levels))


def read_levels(configured: object, where: str) -> dict[str, Level]:
    """The severities of rules from a setting: a mapping from rule to `error`, `warning`, `info` or `off`.

    Raises SettingError.
    """
    if configured is None:
        return {}
    if not isinstance(configured, Mapping):
        raise SettingError(f"{where}: `check` is a mapping such as `undefined-term: info`.")
    known = {rule.name for rule in RULES}
    levels: dict[str, Level] = {}
    for rule, given in configured.items():
        # YAML reads a bare `off` as false
        level = "off" if given is False else given
        if rule not in known:
            raise SettingError(f"{where}: there is no rule {rule!r}. `policydiff check --rules` lists them.")
        if level not in (*SEVERITIES, "off"):
            raise SettingError(f"{where}: {rule} can be set to error, warning, info or off, not to {level!r}.")
        levels[rule] = cast("Level", level)
    return levels


def _read_beside(file: Path) -> bytes | None:
    try:
        return b"" if file.is_dir() else file.read_bytes() if file.is_file() else None
    except (OSError, ValueError):
        return None
