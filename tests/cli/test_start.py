"""A command does not wait for libraries that it does not use: it works where they cannot be imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import GitRepo


def without(*modules: str, run: tuple[str, ...], folder: Path) -> str:
    """What a command prints in a new process in which some modules cannot be imported."""
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({modules!r})); "
        f"from policydiff.cli.main import main; main({[*run]!r})"
    )
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | {"COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    return done.stdout


def test_help_needs_nothing_that_reads_policies(tmp_path: Path) -> None:
    said = without("markdown", "yaml", "rich", "mkdocs", "policydiff.history", run=("--help",), folder=tmp_path)
    assert "List the editions of a policy" in said


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_log_that_was_kept_needs_nothing_that_reads_texts(tmp_path: Path, options: tuple[str, ...]) -> None:
    repo = GitRepo(tmp_path / "site")
    repo.commit("Post the terms", "2024-05-01T09:00:00+02:00", {"policy/terms.md": "# Terms\n\n1. Free.\n"})
    first = without(run=("log", *options), folder=repo.path)
    assert "Post the terms" in first
    assert without("markdown", "policydiff.clauses", run=("log", *options), folder=repo.path) == first
