"""Real git repositories for tests: fixed dates, a fixed identity, nothing of the user's own configuration."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ISOLATED: Mapping[str, str] = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Ada Editor",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Editor",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_TERMINAL_PROMPT": "0",
}


class GitRepo:
    """A repository in a folder.

    Dates are ISO 8601 with an offset, and are both author and committer date:

        repo = GitRepo(tmp_path)
        first = repo.commit("Post the policy", "2024-05-01T09:00:00+02:00", {"policy/privacy.md": "1. We keep data."})
        with_branch = repo.merge("draft", "2024-06-01T09:00:00+02:00", "Merge branch 'draft'")
    """

    def __init__(self, path: Path, branch: str = "main") -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", f"--initial-branch={branch}")

    def git(self, *arguments: str, at: str = "") -> str:
        """Run git in the repository and give what it prints; `at` is the date of what it makes."""
        dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at} if at else {}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env={**inherited, **ISOLATED, **dates},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}")
        return done.stdout.decode().strip()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files of the working tree; None deletes one."""
        for name, content in files.items():
            file = self.path / name
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, message: str, at: str, files: Mapping[str, str | bytes | None] | None = None) -> str:
        """Write the files, commit everything, and give the commit's id; without files the commit is empty."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, at=at)
        return self.git("rev-parse", "HEAD")

    def switch(self, branch: str, start: str = "") -> None:
        """Check a branch out, making it at `start` when it does not exist (at the present commit by default)."""
        known = self.git("branch", "--list", branch)
        self.git("switch", "--quiet", *([branch] if known else ["--create", branch, *([start] if start else [])]))

    def merge(self, branch: str, at: str, message: str) -> str:
        """Merge a branch into the one checked out, always with a merge commit, and give its id."""
        self.git("merge", "--quiet", "--no-ff", "--message", message, branch, at=at)
        return self.git("rev-parse", "HEAD")

    def tag(self, name: str, at: str, message: str = "", commit: str = "HEAD") -> None:
        """Tag a commit: annotated with a message, lightweight without."""
        self.git("tag", *(["--annotate", "--message", message] if message else []), name, commit, at=at)
