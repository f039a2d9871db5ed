"""Reads texts under check from files, with what the history knows of them; shared by `check`, `diff` and `status`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from policydiff.check.addresses import candidates, find_ids, relative_file
from policydiff.check.draft import Draft, Record
from policydiff.clauses import decode_source, edition_words, parse_clauses
from policydiff.clauses.references import find_links
from policydiff.compare import compare_trees
from policydiff.errors import PolicyError, RepositoryError
from policydiff.history import Site, current_instant, due_if_posted, find_site, policy_today, read_history
from policydiff.history.selection import SUFFIXES
from policydiff.history.texts import read_front_matter
from policydiff.model import ClauseTree, Dated, PolicyHistory


def find_files(directory: Path, names: tuple[str, ...]) -> list[tuple[Path, str]]:
    """The Markdown files that PATH… means, with the names they are reported under; a folder is all that is in it."""
    found: dict[Path, str] = {}
    for name in names:
        path = directory / name
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix in SUFFIXES and each.is_file())
            for each in inside:
                if not any(part.startswith(".") for part in each.relative_to(path).parts):
                    found.setdefault(each, (Path(name) / each.relative_to(path)).as_posix())
        elif path.is_file():
            found.setdefault(path, name)
        else:
            raise click.UsageError(f"There is no file {name!r} in {directory.resolve()}.")
    return list(found.items())


def read_text(file: Path, name: str) -> str:
    """The text of a file."""
    try:
        return decode_source(file.read_bytes(), name)
    except OSError as error:
        raise PolicyError(f"{name} cannot be read: {error.strerror}.") from None


def open_draft(file: Path, name: str, source: str, record: Record | None, today: date) -> Draft:
    """A text with the ids of its page and of the files that it links to."""
    tree = parse_clauses(source)
    return Draft(name, source, tree, today, find_ids(source), _look_up(tree, file.parent), record)


def read_record(
    file: Path, source: str, site: Site | None, history: PolicyHistory | None, today: date | None
) -> Record | None:
    """What the history knows of a text; None where there is no history of it."""
    if site is None or history is None or not history.editions or history.latest.omitted:
        return None
    latest = history.latest
    posted = edition_words(source) == edition_words(latest.source)
    instant = current_instant()
    if today is not None:
        instant = datetime.combine(today, time(12), ZoneInfo(latest.own_timezone))
    due = due_if_posted(history, source, site.settings, instant, history.path)
    tree, old = parse_clauses(source), parse_clauses(latest.source)
    return Record(
        latest=latest,
        tree=old,
        comparison=compare_trees(old, tree),
        posted=posted,
        governing=due.rule,
        effective=None if posted else due.effective,
        promised=None if posted else due.promised,
        configured=site.config_file is not None or bool(read_front_matter(source, file.name).notice)
        or site.settings.notice != (Dated("the day after posting"),),
    )  # fmt: skip


def find_history(file: Path) -> tuple[Site | None, PolicyHistory | None]:
    """The site and the history of a file; nothing where there is no repository or the file was never posted.

    What is wrong with a repository is said on stderr: the text can be checked without it.
    """
    try:
        site = find_site(file.parent)
    except RepositoryError:
        return None, None
    try:
        return site, read_history(file, site.settings)
    except (RepositoryError, PolicyError) as error:
        if "not in the history" not in str(error) and "has no commit" not in str(error):
            click.echo(f"policydiff: note: {error}", err=True)
        return site, None


def today_of(history: PolicyHistory | None, today: date | None) -> date:
    """The given day, else the current one."""
    if history is not None:
        return policy_today(history, today)
    return today or current_instant().date()


def _look_up(tree: ClauseTree, folder: Path) -> Mapping[str, frozenset[str] | None]:
    """The files beside the text that its links name."""
    found: dict[str, frozenset[str] | None] = {}
    for link in find_links(tree):
        path = relative_file(link.target)
        if path is not None and path not in found:
            found[path] = _ids_of(folder, path)
    return found


def _ids_of(folder: Path, path: str) -> frozenset[str] | None:
    for candidate in candidates(path):
        file = folder / candidate
        try:
            if file.is_dir():
                return frozenset()
            if file.is_file():
                return find_ids(decode_source(file.read_bytes(), path)) if file.suffix in SUFFIXES else frozenset()
        except (OSError, PolicyError, ValueError):
            return frozenset()
    return None
