"""Which files of a repository are policies, and what they are called (DESIGN: "Which files are policies")."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from pathspec import GitIgnoreSpec

from policydiff.errors import PolicyError
from policydiff.model import Settings

SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What MkDocs takes for Markdown."""

_INDEXES = ("index", "README")


def below(path: str, folder: str) -> str | None:
    """A path relative to a folder, both `/`-separated; None when it is not in it."""
    if not folder:
        return path
    return path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else None


def slug_of(path: str, docs_dir: str) -> str | None:
    """The slug of a Markdown file: its path below `docs_dir` without `.md` or `/index`; None outside of it.

    The `index.md` of the folder itself has the slug `index`. As in MkDocs, `README.md` is an index.
    """
    relative = below(path, docs_dir)
    if relative is None:
        return None
    file = PurePosixPath(relative)
    if file.stem in _INDEXES:
        return str(file.parent) if file.parent.parts else "index"
    return str(file.with_suffix(""))


def is_markdown(path: str) -> bool:
    """Whether the name is that of a Markdown file."""
    return path.endswith(SUFFIXES)


def is_policy(path: str, files: Collection[str], settings: Settings) -> bool:
    """Whether a file is a policy by its name, among all the files that were there with it.

    What the front matter says (`policy: false`) comes on top.
    """
    relative = below(path, settings.docs_dir)
    if relative is None or not is_markdown(path):
        return False
    if any(part.startswith(".") for part in PurePosixPath(relative).parts):
        return False
    if settings.policies:
        return _spec(settings.policies).match_file(relative)
    return PurePosixPath(path).stem not in _INDEXES or not _has_siblings(path, files)


def check_addresses(paths: Sequence[str], docs_dir: str) -> None:
    """Raise PolicyError when two files would have one address."""
    taken: dict[str | None, str] = {}
    for path in paths:
        slug = slug_of(path, docs_dir)
        other = taken.setdefault(slug, path)
        if other != path:
            raise PolicyError(f"{other} and {path} would both be the policy {slug!r}: rename one of them.")


def _has_siblings(path: str, files: Collection[str]) -> bool:
    folder = PurePosixPath(path).parent
    return any(other != path and is_markdown(other) and PurePosixPath(other).parent == folder for other in files)


@lru_cache(maxsize=8)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """The patterns as those of `.gitignore`, but each counted from `docs_dir`: `*.md` is not `old/a.md`."""
    anchored = []
    for pattern in patterns:
        negated, rest = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
        everything = "**" if rest.endswith("/") else ""
        anchored.append(f"{negated}/{rest.lstrip('/')}{everything}")
    return GitIgnoreSpec.from_lines(anchored)
