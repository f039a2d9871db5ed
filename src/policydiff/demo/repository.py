"""Writes the example as a git repository, the same one for the same day on every machine."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from policydiff.demo.story import COOKIES, PRIVACY, Commit, tell_story
from policydiff.errors import RepositoryError

WHO = "Example Editor <editor@example.org>"


def write_repository(folder: Path, today: date) -> None:
    """Write the example repository into `folder`, which must be new or empty.

    Raises RepositoryError when the folder holds something, or when git is missing or fails.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RepositoryError(f"{folder} is there already and is not empty. Name a new folder: policydiff demo DIR")
    own = dict(_own_files(files("policydiff.demo") / "files"))
    texts = {path: own.pop(path) for path in (PRIVACY, COOKIES)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RepositoryError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    _git(folder, "init", "--quiet", "--template=", "--object-format=sha1", "--initial-branch=main")
    _git(folder, "fast-import", "--quiet", stdin=b"".join(_stream(tell_story(today, texts, own))))
    _git(folder, "reset", "--quiet", "--hard", "main")


def isolated_environment() -> dict[str, str]:
    """The environment without git's variables and the user's git configuration: no hook, no signing, no filter."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**inherited, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def _own_files(folder: Traversable, below: str = "") -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _own_files(entry, f"{below}{entry.name}/")
        else:
            name = ".gitignore" if entry.name == "gitignore" else entry.name
            yield below + name, entry.read_text(encoding="utf-8")


def _stream(commits: Iterable[Commit]) -> Iterator[bytes]:
    """The commits as `git fast-import` reads them: no hook runs, and a date is what we say it is."""
    last: dict[str, int] = {}
    for mark, commit in enumerate(commits, 1):
        when = f"{int(commit.at.timestamp())} {commit.at:%z}"
        parent = last.get(commit.branch, last.get("main"))
        yield f"commit refs/heads/{commit.branch}\nmark :{mark}\n".encode()
        yield f"author {WHO} {when}\ncommitter {WHO} {when}\n".encode()
        yield _data(commit.message + "\n")
        if parent:
            yield f"from :{parent}\n".encode()
        if commit.merges:
            yield f"merge :{last[commit.merges]}\n".encode()
        for path, text in sorted(commit.files.items()):
            yield f"M 100644 inline {path}\n".encode() + _data(text)
        last[commit.branch] = mark


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%b\n" % (len(content), content)


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> None:
    environment: Mapping[str, str] = isolated_environment()
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=environment, input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise RepositoryError("The command git was not found. Install git, then try again.") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise RepositoryError(f"git {arguments[0]} failed in {folder}: {said}")
