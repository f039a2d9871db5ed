"""Series of postings for tests of dates: a policy's editions without a repository."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from policydiff.history.dates import date_editions
from policydiff.history.editions import Step, find_editions
from policydiff.history.record import Entry
from policydiff.model import Edition, PolicyHistory, Settings, Withdrawal

FAR = datetime(2200, 1, 1, tzinfo=UTC)


def posting(at: str | datetime, front: str = "", message: str = "Post", *, gone: bool = False) -> Step:
    """A posting at an instant; `front` is its front matter, and every text has its own words."""
    committed = datetime.fromisoformat(at) if isinstance(at, str) else at
    head = f"---\n{front}\n---\n" if front else ""
    return Step("", committed, "privacy.md", None if gone else head, "", message)


def compile_series(
    postings: Sequence[Step], settings: Settings | None = None, record: Sequence[Entry] = ()
) -> PolicyHistory:
    """The history that these postings make; the commits are `0000001`, `0000002` … with zeros behind."""
    steps = []
    for number, step in enumerate(postings, start=1):
        words = f"Words {number}."
        source = None if step.source is None else f"{step.source}{words}\n"
        steps.append(Step(f"{number:07}".ljust(40, "0"), step.committed, step.path, source, words, step.message))
    outline = find_editions(steps)
    editions, remarks = date_editions("privacy", outline.editions, settings or Settings(), record, FAR)
    withdrawals = tuple(Withdrawal(step.commit, step.committed, after) for step, after in outline.withdrawals)
    return PolicyHistory("privacy", "privacy.md", "privacy", (), editions, withdrawals, remarks=remarks)


def days_of(history: PolicyHistory) -> list[str]:
    """The effective days."""
    return [edition.effective.isoformat() for edition in history.editions]


def latest(history: PolicyHistory) -> Edition:
    """The latest edition."""
    return history.editions[-1]


def run_policydiff(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, as a user does, with more in its environment."""
    return subprocess.run(
        [sys.executable, "-m", "policydiff", "-C", str(folder), *arguments],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
