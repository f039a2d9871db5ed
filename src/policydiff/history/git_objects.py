"""What a git repository consists of, as git prints it: commits with their changes, files, tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from policydiff.errors import RepositoryError
from policydiff.history.message import YEARS


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that a commit changed against its first parent."""

    status: str
    """`A`, `M`, `D`, `R` or `T`, as git names them."""
    path: str
    mode: str
    blob: str
    old_path: str = ""
    """For a rename, the path before it."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the first-parent history with the files that it changed."""

    id: str
    parents: tuple[str, ...]
    date: str
    """The committer date as git prints it; of a commit that has nothing to do with a policy it may be unreadable."""
    message: str
    changes: tuple[FileChange, ...] = ()

    @property
    def committed(self) -> datetime:
        """The committer date. Raises RepositoryError when it cannot be read."""
        found = _read_instant(self.date)
        if found is None:
            raise RepositoryError(
                f"Commit {self.id[:9]} has no committer date that can be read, so that nobody could tell when it was "
                "posted. Make it anew (`git rebase`), or post from a branch without it."
            )
        return found


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file of a commit."""

    path: str
    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class Tag:
    """An annotated tag and the commit that it leads to."""

    name: str
    commit: str
    date: str
    """The tagger date as git prints it; empty for a tag without one."""
    message: str

    @property
    def tagged(self) -> datetime:
        """The tagger date. Raises RepositoryError when it cannot be read."""
        found = _read_instant(self.date)
        if found is None:
            raise RepositoryError(
                f"The tag {self.name!r} has no tagger date that can be read, so that nobody could tell when it posts. "
                "Make it anew with `git tag --annotate --force`, or leave it out with the option `tag_pattern`."
            )
        return found


def _read_instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def parse_log(shown: bytes) -> Iterator[Commit]:
    """The commits that `git log -z` prints with id, parents, date, message and raw changes."""
    fields = shown.decode("utf-8", "surrogateescape").split("\0")
    place = 0
    while place + 3 < len(fields):
        commit, parents, committed, message = fields[place : place + 4]
        place += 4
        changes = []
        while place < len(fields) and fields[place].lstrip("\n").startswith(":"):
            _, mode, _, blob, status = fields[place].split(" ")
            if status[0] in "RC":
                changes.append(FileChange(status[0], fields[place + 2], mode, blob, fields[place + 1]))
                place += 3
            else:
                changes.append(FileChange(status[0], fields[place + 1], mode, blob))
                place += 2
        yield Commit(commit.strip(), tuple(parents.split()), committed, _clean(message), tuple(changes))


def _clean(message: str) -> str:
    return message.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
