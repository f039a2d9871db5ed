"""Finds the files that PATH… means on the command line, with their history; shared by `check` and `diff`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from policydiff.clauses import decode_source
from policydiff.cli.progress import tell_reading
from policydiff.desk import CheckedFile, read_levels
from policydiff.errors import PolicyError, RepositoryError
from policydiff.history import Draft, Site, draft_of, find_drafts, find_site, read_history
from policydiff.history.reading import find_path, read_histories
from policydiff.history.selection import SUFFIXES


def open_files(directory: Path, names: tuple[str, ...]) -> list[CheckedFile]:
    """The files that PATH… means; without any, those of all policies of the site."""
    if names:
        return [_open(file, name) for file, name in _find_files(directory, names)]
    site = find_site(directory)
    root, here = site.repository.root.resolve(), directory.resolve()
    # before the first commit there are only drafts
    histories = (
        read_histories(root, site.settings, words_of=tell_reading()) if site.repository.commit_of("HEAD") else ()
    )
    drafts = find_drafts(site.repository, histories, site.settings)
    return [
        _checked(root / draft.path, seen_from(here, root / draft.path), draft.source, site, draft)
        for draft in drafts
        if draft.source
    ]


def _checked(file: Path, name: str, source: str, site: Site, draft: Draft | None) -> CheckedFile:
    levels = read_levels((site.options or {}).get("check"), str(site.config_file))
    of_site = site.config_file is not None
    return CheckedFile(file, name, source, site.settings, draft, levels, of_site, site.language)


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
            file = _file_of_policy(directory, name)
            found.setdefault(file, seen_from(directory, file))
    return list(found.items())


def _file_of_policy(directory: Path, slug: str) -> Path:
    """The file of a policy of the site, for those who name it as they do for `log` and `show`."""
    with suppress(RepositoryError):
        site = find_site(directory)
        path = find_path(site.repository, site.settings, slug)
        if path is not None and (file := site.repository.root / path).is_file():
            return file.resolve()
    raise click.UsageError(
        f"There is no file {slug!r} in {directory.resolve()}, and no policy of the site has that slug."
    )


def _open(file: Path, name: str) -> CheckedFile:
    """A file with its history; what is wrong with the repository is said on stderr, for it can be checked without."""
    try:
        source = decode_source(file.read_bytes(), name)
    except OSError as error:
        raise PolicyError(f"{name} cannot be read: {error.strerror}.") from None
    try:
        site = find_site(file.parent)
    except RepositoryError:
        return CheckedFile(file, name, source)
    try:
        draft = draft_of(site.repository, read_history(file, site.settings, words_of=tell_reading()))
    except (RepositoryError, PolicyError) as error:
        if "is not in the history of" not in str(error):
            click.echo(f"policydiff: note: {error}", err=True)
        draft = None
    return _checked(file, name, source, site, draft)


def seen_from(folder: Path, file: Path) -> str:
    """The name of a file for somebody who works in a folder."""
    here = folder.resolve()
    return file.relative_to(here).as_posix() if file.is_relative_to(here) else file.as_posix()
