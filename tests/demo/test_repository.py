"""The example repository is what its description says, and the same on every machine."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from policydiff.demo.edits import after, remove_section, renumber, replace, take_out, wrap
from policydiff.demo.repository import write_repository
from policydiff.errors import RepositoryError

PROJECT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout.strip()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "new" / "folder"
    write_repository(folder, TODAY)
    return folder


def test_first_edition_is_the_policy_that_ships_with_the_project(example: Path) -> None:
    first = git(example, "rev-list", "--max-parents=0", "HEAD")
    assert git(example, "show", f"{first}:policy/privacy.md") + "\n" == (PROJECT / "policy/privacy.md").read_text(
        "utf-8"
    )


def test_the_same_day_gives_the_same_commits(example: Path, tmp_path: Path) -> None:
    write_repository(tmp_path / "again", TODAY)
    assert git(tmp_path / "again", "rev-parse", "HEAD") == git(example, "rev-parse", "HEAD")


def test_configuration_hooks_and_environment_of_the_user_do_not_matter(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "template" / "hooks"
    template.mkdir(parents=True)
    for name in ("pre-commit", "post-commit", "reference-transaction"):
        (template / name).write_text("#!/bin/sh\nexit 1\n")
        (template / name).chmod(0o755)
    (tmp_path / ".gitconfig").write_text(
        f"[init]\n  templateDir = {template.parent}\n[core]\n  autocrlf = true\n  hooksPath = {template}\n"
        "[commit]\n  gpgSign = true\n[user]\n  name = Somebody\n[gpg]\n  program = false\n"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Somebody Else")
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    write_repository(tmp_path / "again", TODAY)
    monkeypatch.delenv("GIT_DIR")
    assert git(tmp_path / "again", "rev-parse", "HEAD") == git(example, "rev-parse", "HEAD")
    assert git(tmp_path / "again", "status", "--porcelain") == ""
    assert b"\r" not in (tmp_path / "again" / "policy" / "privacy.md").read_bytes()


def test_postings_follow_one_another_on_working_days_over_three_years_and_none_is_in_the_future(example: Path) -> None:
    instants = [
        datetime.fromisoformat(line) for line in git(example, "log", "--reverse", "--format=%cI", "main").splitlines()
    ]
    assert instants == sorted(instants)
    assert all(instant.weekday() < 5 for instant in instants)
    assert (TODAY - instants[0].date()).days in range(3 * 365, 3 * 365 + 3)
    assert instants[-1].date() < TODAY


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2027, 1, 1), date(2030, 3, 31), date(2026, 11, 22)])
def test_postings_are_in_order_whatever_day_it_is(day: date, tmp_path: Path) -> None:
    write_repository(tmp_path / "example", day)
    instants = [
        int(line) for line in git(tmp_path / "example", "log", "--reverse", "--topo-order", "--format=%ct").split()
    ]
    assert instants == sorted(instants)


def test_rewrapping_changes_no_word(example: Path) -> None:
    commit = git(example, "log", "--format=%H", "--grep=^Wrap lines")
    assert git(example, "show", "--format=", "--numstat", commit)
    texts = [git(example, "show", f"{revision}:policy/privacy.md") for revision in (f"{commit}^", commit)]
    assert texts[0] != texts[1]
    assert texts[0].split() == texts[1].split()


def test_a_merge_brings_in_two_commits_of_a_branch(example: Path) -> None:
    (merge,) = git(example, "rev-list", "--merges", "main").split()
    assert len(git(example, "rev-list", f"{merge}^1..{merge}^2").split()) == 2
    assert git(example, "rev-parse", f"{merge}^{{tree}}") == git(example, "rev-parse", f"{merge}^2^{{tree}}")


def test_nothing_is_written_into_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(RepositoryError, match=r"not empty\. Name a new folder"):
        write_repository(tmp_path, TODAY)
    with pytest.raises(RepositoryError, match="not empty"):
        write_repository(tmp_path / "thesis.txt", TODAY)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RepositoryError, match="Install git"):
        write_repository(tmp_path / "example", TODAY)


def test_edits_fail_when_the_text_is_not_what_they_expect() -> None:
    text = "## 1. Terms\n\n1.1. One word\n\n1.2. Another word\n"
    for edit in (
        replace("word", "sentence"),
        replace("clause", "sentence"),
        renumber({"1.3": "1.4"}),
        after("1.3", "1.4. More"),
        take_out("1.3"),
        remove_section("## 2. Other"),
    ):
        with pytest.raises(ValueError, match=r"not once|not one|no paragraph"):
            edit(text)


def test_wrapped_lines_do_not_start_a_list() -> None:
    text = (files("policydiff.demo") / "files" / "policy" / "privacy.md").read_text("utf-8")
    later = [line for paragraph in wrap(text).split("\n\n") for line in paragraph.split("\n")[1:]]
    assert later
    assert not [line for line in later if line.startswith(("-", "+", "*", "#", ">"))]
