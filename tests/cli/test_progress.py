"""A command that lasts says on stderr how far it is, and its answer stays as it is."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path

import pytest

from policydiff.progress import Progress
from tests.cli.run import policydiff
from tests.repository import GitRepo


def test_it_is_said_after_two_seconds_and_then_more_and_more_rarely(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = itertools.count()
    monkeypatch.setattr(time, "monotonic", lambda: next(seconds))
    said: list[str] = []
    tell = Progress("Work", said.append)
    for done in range(1, 61):
        tell(done, 60)
    assert said == ["Work: 3 %", "Work: 6 %", "Work: 13 %", "Work: 26 %", "Work: 53 %"]


@pytest.mark.parametrize("command", [("log", "--json"), ("log", "terms", "--json"), ("status", "--json")])
def test_a_slow_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    repo = GitRepo(tmp_path)
    for word in ("Free", "Cheap"):
        repo.commit(word, "2024-05-01T09:00:00+02:00", {"policy/terms.md": f"# Terms\n\n1. {word}.\n"})
    monkeypatch.setenv("POLICYDIFF_CACHE", "off")
    quick = policydiff(*command, directory=repo.path)
    seconds = itertools.count(step=3)
    monkeypatch.setattr(time, "monotonic", lambda: next(seconds))
    slow = policydiff(*command, directory=repo.path)
    assert slow.output == quick.output
    assert json.loads(slow.output)
    assert "policydiff: Texts read: 1\n" in slow.errors
    assert not quick.errors
