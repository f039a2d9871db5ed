"""Follows files back through a history: from commits to the postings of each file.

One list of commits is walked from new to old. A rename switches the path; a deletion followed by an addition of the
same path joins up; a copy starts anew. `git log --follow` does something else: it takes the adding of any similar
file for a rename.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from policydiff.history.git_objects import Commit, FileChange

REGULAR = ("100644", "100755", "100664")
"""The modes of plain files; another is a symbolic link or a submodule."""


@dataclass(frozen=True, slots=True)
class Posting:
    """A commit that wrote, renamed or deleted a file."""

    commit: Commit
    path: str
    blob: str | None
    """None where the file was deleted, or moved to where it is no policy."""
    mode: str = "100644"
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Lineage:
    """A file with all its postings, oldest first."""

    path: str
    """Its path at the newest commit, or the last one it had."""
    postings: tuple[Posting, ...]


@dataclass(slots=True)
class _Trail:
    """A lineage while it is followed back."""

    path: str
    found: list[Posting] = field(default_factory=list)


IsWanted = Callable[[str, Collection[str]], bool]
"""Whether a path that was deleted counts, among the files that were there with it."""


def trace(commits: Sequence[Commit], files: Iterable[str], wanted: Iterable[str], is_wanted: IsWanted) -> list[Lineage]:
    """The lineages of the wanted files, and of those wanted files that the history deleted.

    `commits` is newest first, `files` are all files of the newest commit, `wanted` those to follow.
    """
    present = set(files)
    active = {path: _Trail(path) for path in wanted}
    trails = list(active.values())
    for commit in commits:
        if not commit.changes:
            continue
        _rewind(present, commit.changes)
        before = dict(active)
        for change in commit.changes:
            if change.status == "R":
                continue
            if change.status == "D":
                if change.path not in active:
                    if not is_wanted(change.path, present):
                        continue
                    before[change.path] = _Trail(change.path)
                    trails.append(before[change.path])
                before[change.path].found.append(Posting(commit, change.path, None))
            elif change.path in active:
                active[change.path].found.append(Posting(commit, change.path, change.blob, change.mode))
        _follow_renames(commit, active, before, trails, is_wanted, present)
        active = before
    return [Lineage(trail.path, tuple(reversed(trail.found))) for trail in trails]


def _follow_renames(
    commit: Commit,
    active: dict[str, _Trail],
    before: dict[str, _Trail],
    trails: list[_Trail],
    is_wanted: IsWanted,
    present: set[str],
) -> None:
    renames = [change for change in commit.changes if change.status == "R"]
    for change in renames:
        before.pop(change.path, None)
    for change in renames:
        trail = active.get(change.path)
        if trail:
            trail.found.append(Posting(commit, change.path, change.blob, change.mode))
        elif is_wanted(change.old_path, present):
            trail = _Trail(change.old_path, [Posting(commit, change.old_path, None, moved_to=change.path)])
            trails.append(trail)
        if trail:
            before[change.old_path] = trail
        else:
            before.pop(change.old_path, None)


def _rewind(present: set[str], changes: Sequence[FileChange]) -> None:
    """Turn the files after a commit into those before it."""
    present.difference_update(change.path for change in changes if change.status in "ARC")
    present.update(change.path for change in changes if change.status == "D")
    present.update(change.old_path for change in changes if change.status == "R")
