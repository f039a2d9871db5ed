"""Corrections of the record: `.record.yml`, itself in git, and what its history says about when they were made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Literal, get_args

import yaml

from policydiff.errors import SettingError
from policydiff.history.message import clean_text, read_change, read_day, read_instant
from policydiff.model import PolicyHistory, Settings
from policydiff.yaml_text import NoYaml, load_yaml

FILE = ".record.yml"

_SHORTEST = 7
"""Digits of a commit's id that a record gives at least."""

Field = Literal["posted", "effective", "title", "note", "change", "omit"]
FIELDS: tuple[Field, ...] = get_args(Field)


def record_path(settings: Settings) -> str:
    """Where the record is, in the repository."""
    return f"{settings.docs_dir}/{FILE}" if settings.docs_dir else FILE


@dataclass(frozen=True, slots=True)
class Entry:
    """One corrected field of what a commit posted; `value` None where a correction was taken back."""

    commit: str
    """The commit's id, or the beginning of it."""
    field: Field
    value: str | None
    reason: str
    corrected: datetime
    policy: str = ""
    """The slug of the one policy it is about; empty for all that the commit changed."""


@dataclass(frozen=True)
class Record:
    """The record through its own history."""

    versions: tuple[tuple[Entry, ...], ...] = ()
    """The entries of each text of the file, oldest first."""
    dates: tuple[datetime, ...] = ()
    """When each of them was committed."""

    @cached_property
    def _named(self) -> frozenset[str]:
        """How the commits begin of which the record ever said something."""
        return frozenset(entry.commit[:_SHORTEST] for entries in self.versions for entry in entries)

    @property
    def standing(self) -> tuple[Entry, ...]:
        """The entries of the newest text."""
        return self.versions[-1] if self.versions else ()

    def changes_of(self, commit: str, slugs: Collection[str]) -> tuple[Entry, ...]:
        """What the record came to say about what a commit posted of a policy, known by its slugs, in that order.

        What is said of the one policy goes before what is said of all that the commit changed.
        """
        if commit[:_SHORTEST] not in self._named:
            return ()
        found: list[Entry] = []
        last: dict[Field, Entry] = {}
        for entries, corrected in zip(self.versions, self.dates, strict=True):
            about = [
                entry for entry in entries if commit.startswith(entry.commit) and entry.policy in ("", *slugs)
            ]  # fmt: skip
            present = {entry.field: entry for entry in sorted(about, key=lambda entry: bool(entry.policy))}
            for field in FIELDS:
                old, new = last.get(field), present.get(field)
                if new and (old is None or old.value != new.value):
                    found.append(new)
                elif old and not new:
                    found.append(replace(old, value=None, corrected=corrected))
            last = present
        return tuple(found)

    def check_commits(self, known: Sequence[str], where: str, branch: str) -> None:
        """Raise SettingError when an entry that stands does not name exactly one of the known commits."""
        for entry in self.standing:
            matches = sum(commit.startswith(entry.commit) for commit in known)
            if matches != 1:
                kind = "no commit" if not matches else "the beginning of several commits"
                raise SettingError(
                    f"{where}: {entry.commit} is {kind} of the branch {branch}. Write the id of the commit that made "
                    "the edition."
                )

    def check_subjects(self, histories: Sequence[PolicyHistory], where: str) -> None:
        """Raise SettingError when an entry that stands is about a commit that made no edition.

        A withdrawal has no more than its posting to correct.
        """
        made, ended = set(), set()
        for history in histories:
            for slug in (history.slug, *history.former_slugs):
                made |= {(edition.commit, slug) for edition in history.editions}
                ended |= {(withdrawal.commit, slug) for withdrawal in history.withdrawals}
        for entry in self.standing:
            subjects = made | ended if entry.field == "posted" else made
            if not any(commit.startswith(entry.commit) and entry.policy in ("", slug) for commit, slug in subjects):
                about = f" of the policy {entry.policy!r}" if entry.policy else ""
                raise SettingError(
                    f"{where}: commit {entry.commit} made no edition{about}, so there is no `{entry.field}` to correct."
                )


class _Loader(yaml.BaseLoader):
    """Every value stays as written (a commit is no number), and nothing that is written twice is lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """The mapping; ConstructorError when a key stands in it twice."""
        found: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in found:
                    raise yaml.constructor.ConstructorError(None, None, f"{key.value} is there twice", key.start_mark)
                found.add(key.value)
        return super().construct_mapping(node, deep)


def read_record(text: str, where: str, corrected: datetime) -> tuple[Entry, ...]:
    """The entries of one text of `.record.yml`.

    A mapping from commits to corrected fields, each with a `reason`; a list of them where they are about several
    policies, each with its `policy`. Raises SettingError.
    """
    try:
        content = load_yaml(text, _Loader)
    except NoYaml as error:
        raise SettingError(f"{where} cannot be read as YAML: {error}.") from None
    if not content:
        return ()
    if not isinstance(content, dict):
        raise SettingError(f"{where} must map commits to corrections, as in `1a2b3c4: {{title: …, reason: …}}`.")
    return tuple(entry for commit, value in content.items() for entry in _entries(str(commit), value, where, corrected))


def collect_record(texts: Sequence[tuple[str, datetime]], where: str) -> Record:
    """The record of all texts of the file with their dates, oldest first.

    A text that cannot be read is an error only if it is the newest; nothing was published from it before.
    """
    versions, dates = [], []
    for place, (text, corrected) in enumerate(texts):
        try:
            versions.append(read_record(text, where, corrected))
        except SettingError:
            if place == len(texts) - 1:
                raise
            continue
        dates.append(corrected)
    return Record(tuple(versions), tuple(dates))


def _entries(commit: str, corrections: object, where: str, corrected: datetime) -> Iterable[Entry]:
    if len(commit) < _SHORTEST or not all(letter in "0123456789abcdef" for letter in commit.lower()):
        raise SettingError(f"{where}: {commit[:50]!r} is no commit. Write at least seven digits of its id.")
    for fields in corrections if isinstance(corrections, list) else [corrections]:
        if not isinstance(fields, dict) or not all(isinstance(text, str) for text in fields.values()):
            raise SettingError(f"{where}: the corrections of {commit} must map fields to values.")
        unknown = set(fields) - {*FIELDS, "reason", "policy"}
        if unknown:
            raise SettingError(
                f"{where}: {commit} has an unknown field {min(unknown)!r}. Known are {', '.join(FIELDS)}, `reason` "
                "and `policy`."
            )
        if not fields.get("reason", "").strip():
            raise SettingError(f"{where}: the correction of {commit} needs a `reason`, which readers will see.")
        for field in FIELDS:
            if field in fields:
                _check(field, fields[field], f"{where}, {commit}")
                value = clean_text(fields[field])
                yield Entry(
                    commit.lower(), field, value, clean_text(fields["reason"]), corrected, fields.get("policy", "")
                )


def _check(field: Field, value: str, where: str) -> None:
    match field:
        case "posted":
            read_instant(value, where)
        case "effective":
            read_day(value, where)
        case "change":
            read_change(value, where)
        case "omit":
            if value.lower() != "true":
                raise SettingError(f"{where}: `omit` can only be true; take the line out to show the edition.")
        case "title" | "note":
            pass
