"""Reads texts under check from files, with what the history knows of them; shared by `check` and `diff`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from policydiff.check.addresses import find_ids, look_up
from policydiff.check.draft import DraftText
from policydiff.check.record import Record, compile_record
from policydiff.clauses import decode_source, parse_clauses
from policydiff.errors import PolicyError, RepositoryError
from policydiff.history import (
    Draft,
    Site,
    current_instant,
    draft_of,
    due_if_posted,
    find_drafts,
    find_site,
    policy_today,
    read_history,
)
from policydiff.history.dates import read_own_settings
from policydiff.history.reading import read_histories
from policydiff.history.selection import SUFFIXES
from policydiff.history.texts import read_front_matter
from policydiff.model import Edition


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A Markdown file that is to be checked."""

    file: Path
    name: str
    """What it is reported under."""
    source: str
    site: Site | None
    """None outside of a repository."""
    draft: Draft | None
    """None where the file has no history."""

    @property
    def latest(self) -> Edition:
        """The latest edition of a file that has one."""
        assert self.draft is not None
        assert self.draft.history is not None
        return self.draft.history.latest


def open_files(directory: Path, names: tuple[str, ...]) -> list[CheckedFile]:
    """The files that PATH… means; without any, those of all policies of the site."""
    if names:
        return [_open(file, name) for file, name in _find_files(directory, names)]
    site = find_site(directory)
    root, here = site.repository.root.resolve(), directory.resolve()
    # before the first commit there are only drafts
    histories = read_histories(root, site.settings) if site.repository.commit_of("HEAD") else ()
    drafts = find_drafts(site.repository, histories, site.settings)
    return [
        CheckedFile(root / draft.path, seen_from(here, root / draft.path), draft.source, site, draft)
        for draft in drafts
        if draft.source
    ]


def read_text(checked: CheckedFile, source: str, today: date | None, *, with_record: bool = True) -> DraftText:
    """A text of the file with the ids of its page, those of the files it links to, and what the history knows."""
    history = checked.draft.history if checked.draft else None
    day = policy_today(history, today) if history else today or current_instant().date()
    record = _read_record(checked, today) if with_record else None
    tree = parse_clauses(source)
    linked = look_up(tree, lambda path: _read_beside(checked.file.parent / path))
    return DraftText(checked.name, source, tree, day, find_ids(source), linked, record)


def _read_record(checked: CheckedFile, today: date | None) -> Record | None:
    draft, site = checked.draft, checked.site
    history = draft.history if draft else None
    if draft is None or site is None or history is None or history.withdrawn or history.latest.omitted:
        return None
    instant = current_instant()
    if today is not None:
        instant = datetime.combine(today, time(12), ZoneInfo(history.latest.own_timezone)).astimezone(UTC)
    front = read_front_matter(draft.source, draft.path)
    return compile_record(
        history.latest,
        draft.source,
        due_if_posted(draft, site.settings, instant),
        read_own_settings(front, site.settings, instant, draft.path)[0],
        posted=not draft.makes_edition,
        configured=site.config_file is not None or bool(front.notice),
    )


def _find_files(directory: Path, names: tuple[str, ...]) -> list[tuple[Path, str]]:
    found: dict[Path, str] = {}
    for name in names:
        path = directory / name
        if path.is_dir():
            for each in sorted(path.rglob("*")):
                inside = each.relative_to(path)
                if (
                    each.suffix in SUFFIXES
                    and each.is_file()
                    and not any(part.startswith(".") for part in inside.parts)
                ):
                    found.setdefault(each, (Path(name) / inside).as_posix())
        elif path.is_file():
            found.setdefault(path, name)
        else:
            raise click.UsageError(f"There is no file {name!r} in {directory.resolve()}.")
    return list(found.items())


def _open(file: Path, name: str) -> CheckedFile:
    """A file with its history; what is wrong with the repository is said on stderr, for it can be checked without."""
    try:
        source = decode_source(file.read_bytes(), name)
    except OSError as error:
        raise PolicyError(f"{name} cannot be read: {error.strerror}.") from None
    try:
        site = find_site(file.parent)
    except RepositoryError:
        return CheckedFile(file, name, source, None, None)
    try:
        draft = draft_of(site.repository, read_history(file, site.settings))
    except (RepositoryError, PolicyError) as error:
        if "is not in the history of" not in str(error):
            click.echo(f"policydiff: note: {error}", err=True)
        draft = None
    return CheckedFile(file, name, source, site, draft)


def _read_beside(file: Path) -> bytes | None:
    try:
        return b"" if file.is_dir() else file.read_bytes() if file.is_file() else None
    except (OSError, ValueError):
        return None


def seen_from(folder: Path, file: Path) -> str:
    """The name of a file for somebody who works in a folder."""
    here = folder.resolve()
    return file.relative_to(here).as_posix() if file.is_relative_to(here) else file.as_posix()
