"""Posts a text: one commit with a policy's file, on the branch that is checked out."""

from __future__ import annotations

import subprocess
from pathlib import Path

from policydiff.errors import RepositoryError


def post_file(root: Path, path: str, message: str) -> None:
    """Commit one file of the working tree, and nothing else, as the user would.

    Raises RepositoryError with what git says.
    """
    _git(root, "add", "--force", "--", path)
    _git(root, "commit", "--quiet", "--message", message, "--", path)


def _git(root: Path, *arguments: str) -> None:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except OSError as error:
        raise RepositoryError(f"git cannot be run: {error.strerror}. Install git.") from None
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise RepositoryError(f"git {arguments[0]} failed in {root}: {said}")


def make_repository(folder: Path) -> None:
    """Make a git repository with the branch `main`. Raises RepositoryError."""
    _git(folder, "init", "--quiet", "--initial-branch=main")
