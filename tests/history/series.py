"""Series of postings for tests of dates: a policy's editions without a repository."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from unittest import mock

import pytest

from policydiff.cli.main import main
from policydiff.history.dates import date_outline
from policydiff.history.editions import Step, find_editions
from policydiff.history.record import Entry
from policydiff.model import Edition, PolicyHistory, Settings

FAR = datetime(2200, 1, 1, tzinfo=UTC)


def posting(at: str | datetime, front: str = "", message: str = "Post", *, gone: bool = False) -> Step:
    """A posting at an instant; `front` is its front matter, and every text has its own words."""
    committed = datetime.fromisoformat(at) if isinstance(at, str) else at
    head = f"---\n{front}\n---\n" if front else ""
    return Step("", committed, "privacy.md", None if gone else head, "", message)


def compile_series(
    postings: Sequence[Step], settings: Settings | None = None, record: Sequence[Entry] = (), now: datetime = FAR
) -> PolicyHistory:
    """The history that these postings make; the commits are `0000001`, `0000002` … with zeros behind."""
    steps = []
    for number, step in enumerate(postings, start=1):
        words = f"Words {number}."
        source = None if step.source is None else f"{step.source}{words}\n"
        steps.append(Step(f"{number:07}".ljust(40, "0"), step.committed, step.path, source, words, step.message))
    corrections = {step.commit: [entry for entry in record if step.commit.startswith(entry.commit)] for step in steps}
    dated = date_outline("privacy", find_editions(steps), settings or Settings(), corrections, now)
    return PolicyHistory(
        "privacy",
        "privacy.md",
        "privacy",
        (),
        tuple(dated.editions),
        tuple(dated.withdrawals),
        remarks=tuple(dated.remarks),
    )


def days_of(history: PolicyHistory) -> list[str]:
    """The effective days."""
    return [edition.effective.isoformat() for edition in history.editions]


def latest(history: PolicyHistory) -> Edition:
    """The latest edition."""
    return history.editions[-1]


def run_policydiff(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with more in its environment; in this process, for starting one takes long."""
    shown, said = StringIO(), StringIO()
    with (
        mock.patch.dict(os.environ, {"COLUMNS": "80", **(environment or {})}),
        redirect_stdout(shown),
        redirect_stderr(said),
        pytest.raises(SystemExit) as stopped,
    ):
        main(["-C", str(folder), *arguments])
    assert isinstance(stopped.value.code, int)
    return subprocess.CompletedProcess(arguments, stopped.value.code, shown.getvalue(), said.getvalue())
