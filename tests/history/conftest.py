"""Fixtures: a fresh repository, and an environment without the user's git configuration."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.repository import GitRepo


@pytest.fixture(autouse=True)
def no_user_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tests say about a user's configuration is all of it."""
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    """An empty repository on branch `main`."""
    return GitRepo(tmp_path / "repo")
