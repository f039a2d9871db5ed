"""How git is called, and what its complaints mean.

git is run as a plain process with an environment made here. A repository can be hostile: what its configuration,
attributes or hooks name must not run, nothing is fetched, and what the user's own environment or configuration sets
must not change an answer. GitPython merges its settings into the inherited environment and cannot take anything out of
it, so it is not used.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from policydiff.errors import NoRepository, RepositoryError

_KEPT = ("GIT_CONFIG_", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
"""What is kept of the inherited `GIT_` variables: the user's configuration, with its `safe.directory`, and how far
repositories are looked for."""

_ADDED: Mapping[str, str] = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_GRAFT_FILE": os.devnull,
    "LC_ALL": "C",
    "LANGUAGE": "C",
}

_CONFIGURATION: Sequence[str] = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.commitGraph=false",
    "log.showSignature=false",
    "log.showRoot=true",
    "log.follow=false",
    "log.mailmap=false",
    "diff.relative=false",
    "diff.ignoreSubmodules=none",
    "i18n.logOutputEncoding=UTF-8",
    "advice.graftFileDeprecated=false",
)


def git_command(folder: Path, *arguments: str) -> list[str]:
    """The command line that runs git in a folder."""
    options = [part for setting in _CONFIGURATION for part in ("-c", setting)]
    return ["git", "--no-pager", "-C", str(folder), *options, *arguments]


def git_environment() -> dict[str, str]:
    """The environment in which git runs."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)
    }
    return {**inherited, **_ADDED}


def run_git(folder: Path, *arguments: str) -> bytes:
    """What git prints. Raises RepositoryError with a sentence when it fails."""
    try:
        done = subprocess.run(
            git_command(folder, *arguments),
            env=git_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise RepositoryError(
            "git is not installed, or not on the path: policydiff reads the history with it."
        ) from None
    except ValueError:
        raise RepositoryError("A name with a zero byte in it cannot be given to git.") from None
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip()
        if "not a git repository" in complaint:
            raise NoRepository(
                f"{folder} is not in a git repository: the editions of a policy are read from its history. Make one "
                "with `git init`, and commit the policies."
            )
        raise RepositoryError(_explain(folder, complaint))
    return done.stdout


def _explain(folder: Path, complaint: str) -> str:
    """A sentence for what git complained about."""
    if "dubious ownership" in complaint:
        return (
            f"git refuses to read {folder}, because it belongs to another user. If you trust it, run "
            f"`git config --global --add safe.directory {folder}`."
        )
    if "safe.bareRepository" in complaint:
        return (
            f"git refuses to read the bare repository {folder}, because your configuration sets `safe.bareRepository` "
            "to `explicit`. If you trust it, run `git config --global safe.bareRepository all`."
        )
    if "must be run in a work tree" in complaint:
        return f"{folder} is inside of a repository's own files: work in the folder with the policies instead."
    if "lazy fetching disabled" in complaint or "promisor" in complaint or "transport 'none'" in complaint:
        return (
            f"The history of {folder} is incomplete: it is a partial clone, and nothing is fetched while reading. "
            f"Clone again without `--filter`. git said: {complaint}"
        )
    return (
        f"git cannot read the history of {folder}. Run `git fsck`, and clone again if it finds damage. "
        f"git said: {complaint}"
    )
