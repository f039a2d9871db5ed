"""A site built with what was kept of earlier builds is the site that a build without it makes, byte for byte."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.repository import GitRepo
from tests.site.building import SECOND, THIRD, Built, build, small_history

from policydiff.history import GitRepository
from policydiff.mkdocs.plans import find_kept

LATER = "2025-07-01T09:00:00+00:00"
FOURTH = THIRD.replace("They apply everywhere", "They apply nearly everywhere, see [privacy](../privacy.md)")


def day(today: str, **options: object) -> dict[str, Any]:
    """The settings of a build on some day."""
    return {"plugins": ["search", {"policydiff": {"today": today, **options}}]}


def files_of(built: Built) -> Mapping[str, bytes]:
    assert not built.status, built.output
    return {
        file.relative_to(built.site).as_posix(): file.read_bytes() for file in built.site.rglob("*") if file.is_file()
    }


def check(repo: GitRepo, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> Mapping[str, bytes]:
    """Build with what is kept and without; returns the files of the site."""
    kept = files_of(build(repo.path, **settings))
    with monkeypatch.context() as patch:
        patch.setenv("POLICYDIFF_CACHE", "off")
        clean = files_of(build(repo.path, **settings))
    assert kept.keys() == clean.keys()
    assert not [name for name, content in kept.items() if content != clean[name]]
    return kept


def _parts(repo: GitRepo) -> list[Path]:
    return [file for file in (repo.path / ".git" / "policydiff").glob("sites/*/*/*") if file.is_file()]


def test_whatever_happens_between_two_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = small_history(tmp_path)
    first = check(repo, monkeypatch, **day("2025-06-01"))
    assert check(repo, monkeypatch, **day("2025-06-01")) == first
    # the third edition takes effect, which no commit says
    assert check(repo, monkeypatch, **day("2025-06-02")) != first
    repo.commit("Nearly", LATER, {"policy/legal/terms.md": FOURTH})
    fourth = check(repo, monkeypatch, **day("2025-07-01"))
    assert b"nearly everywhere" in fourth["legal/terms/index.html"]
    repo.commit("Less", "2025-07-02T09:00:00+00:00", {"policy/privacy.md": "# Privacy\n\nNearly no data.\n"})
    check(repo, monkeypatch, **day("2025-07-05"))
    check(repo, monkeypatch, **day("2025-07-05"), site_name="Others")
    check(repo, monkeypatch, **day("2025-07-05", clause_feeds=True), site_url=None)
    check(repo, monkeypatch, **day("2025-07-05", notice_clauses={"legal/terms": "2.1"}), use_directory_urls=False)
    repo.git("mv", "policy/legal/terms.md", "policy/legal/rules.md")
    repo.commit(
        "Call them rules",
        "2025-07-08T09:00:00+00:00",
        {"policy/index.md": "# Policies\n", "policy/.record.yml": "{}\n"},
    )
    check(repo, monkeypatch, **day("2025-07-09"))
    fee, less = repo.git("rev-parse", "HEAD~3"), repo.git("rev-parse", "HEAD~1")
    record = f"{fee}: {{title: A better title, reason: It was wrong.}}\n"
    repo.commit("Correct a title", "2025-07-10T09:00:00+00:00", {"policy/.record.yml": record})
    corrected = check(repo, monkeypatch, **day("2025-07-09"))
    assert b"A better title" in corrected["legal/rules/changes/index.html"]
    # the text of 1 July linked what the other policy said on that day, which was something else
    record += f"{less}: {{posted: 2025-06-30T09:00:00+00:00, reason: It was on the old site before.}}\n"
    repo.commit("Correct a day", "2025-07-11T09:00:00+00:00", {"policy/.record.yml": record})
    linked = check(repo, monkeypatch, **day("2025-07-12"))
    assert b"privacy/editions/1" in corrected["legal/rules/editions/4/index.html"]
    assert b"privacy/editions/2" in linked["legal/rules/editions/4/index.html"]
    repo.git("rm", "--quiet", "policy/privacy.md")
    repo.commit("Withdraw", "2025-07-12T09:00:00+00:00", {"policy/legal/rules.md": SECOND})
    check(repo, monkeypatch, **day("2025-07-15"))


def test_what_nothing_was_posted_of_is_not_made_again(tmp_path: Path) -> None:
    repo = small_history(tmp_path)
    files_of(build(repo.path))
    parts = find_kept(GitRepository.find(repo.path))
    assert parts is not None
    for file in _parts(repo):
        name, part = file.parent.name, file.name
        found = parts.read(name, part)
        assert found is not None
        parts.write([(said, content.replace(b"No data.", b"Kept data.")) for said, content in found], name, part)
    repo.commit("Nearly", LATER, {"policy/legal/terms.md": FOURTH})
    second = files_of(build(repo.path))
    assert b"Kept data." in second["privacy/editions/1/index.html"]
    assert b"nearly everywhere" in second["legal/terms/editions/4/index.html"]


def test_what_is_kept_of_a_day_is_forgotten_on_the_next(tmp_path: Path) -> None:
    repo = small_history(tmp_path)
    for today in ("2025-07-01", "2025-07-02", "2025-07-03"):
        files_of(build(repo.path, **day(today)))
    assert {file.name for file in _parts(repo) if "2025" in file.name} == {"files-2025-07-03-0"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-2]),
        lambda file: file.write_bytes(file.read_bytes().replace(b"e", b"a")),
        lambda file: file.write_bytes(b"\xff\x00"),
        lambda file: shutil.rmtree(file.parent, ignore_errors=True),
    ],
    ids=["gone", "empty", "cut", "other", "bytes", "folder"],
)
def test_damage_is_made_good(tmp_path: Path, spoil: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch) -> None:
    repo = small_history(tmp_path)
    first = check(repo, monkeypatch)
    parts = _parts(repo)
    assert len(parts) > 6
    whole = {file.relative_to(repo.path): file.read_bytes() for file in parts}
    for file in random.Random(1).sample(parts, 4):
        if file.exists():
            spoil(file)
    assert check(repo, monkeypatch) == first
    # a part that is damaged is known to be when it is read, and kept again by the build after that
    build(repo.path)
    assert {file.relative_to(repo.path): file.read_bytes() for file in _parts(repo)} == whole


def test_two_builds_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = small_history(tmp_path / "site")
    copies = [repo.path, tmp_path / "other"]
    repo.git("worktree", "add", "--quiet", "--detach", str(copies[1]))
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda folder: files_of(build(folder)), copies)
    assert first == second == check(repo, monkeypatch)
