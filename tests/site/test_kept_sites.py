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
    return [file for file in (repo.path / ".git" / "policydiff").glob("parts-*/*/*") if file.is_file()]


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
    repo.commit("Call them rules", "2025-07-08T09:00:00+00:00", {"policy/index.md": "# Policies\n"})
    check(repo, monkeypatch, **day("2025-07-09"))
    record = f"{repo.git('rev-parse', 'HEAD~3').strip()}: {{title: A better title, reason: It was wrong.}}\n"
    repo.commit("Correct a title", "2025-07-10T09:00:00+00:00", {"policy/.record.yml": record})
    check(repo, monkeypatch, **day("2025-07-11"))
    repo.git("rm", "--quiet", "policy/privacy.md")
    repo.commit("Withdraw", "2025-07-12T09:00:00+00:00", {"policy/legal/rules.md": SECOND})
    check(repo, monkeypatch, **day("2025-07-15"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
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
    for file in random.Random(1).sample(parts, 4):
        if file.exists():
            spoil(file)
    assert check(repo, monkeypatch) == first


def test_two_builds_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = small_history(tmp_path / "site")
    copies = [repo.path, tmp_path / "other"]
    repo.git("worktree", "add", "--quiet", "--detach", str(copies[1]))
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda folder: files_of(build(folder)), copies)
    assert first == second == check(repo, monkeypatch)
