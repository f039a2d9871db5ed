"""What `mkdocs serve` shows after a change is what a server that is started anew shows, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.repository import GitRepo
from tests.site.building import SECOND, THIRD, TODAY, small_history
from tests.site.serving import Server

CONFIG = """site_name: Policies
docs_dir: policy
theme:
  name: material
  font: false
  custom_dir: overrides
plugins: [search, policydiff]
"""
ASKED = (
    "",
    "privacy/",
    "legal/terms/",
    "legal/terms/changes/",
    "legal/terms/changes/1/",
    "legal/terms/changes/2/",
    "legal/terms/changes/3/",
    "legal/terms/compare/",
    "legal/terms/editions/1/",
    "legal/terms/clauses/e1-2.1/",
    "legal/terms/feed.xml",
    "legal/terms/sitemap.xml",
    "search/search_index.json",
    "sitemap.xml",
)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    repo = small_history(tmp_path / "repo")
    repo.write({"mkdocs.yml": CONFIG, "overrides/main.html": '{% extends "base.html" %}\n'})
    return repo


def anew(repo: GitRepo, site: Path, addresses: Sequence[str]) -> dict[str, bytes]:
    """The files of a server that was started just now."""
    command = [sys.executable, "-m", "tests.site.serving", str(repo.path), str(site), *addresses]
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True)
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file() and file.suffix != ".gz" and file.name != "specimen.html"
    }


def test_after_any_change_all_that_is_shown_is_new(repo: GitRepo, tmp_path: Path) -> None:
    server = Server(repo.path, tmp_path / "served")
    before = server.files(ASKED)
    draft = THIRD.replace("apply everywhere", "apply nowhere")

    def check(name: str, *more: str) -> dict[str, bytes]:
        server.rebuild()
        shown = server.files([*ASKED, *more])
        fresh = anew(repo, tmp_path / name, [*ASKED, *more])
        assert shown.keys() == fresh.keys()
        assert not [file for file, content in shown.items() if content != fresh[file]], name
        return shown

    repo.write({"policy/legal/terms.md": draft, "policy/notes.md": "---\npolicy: false\n---\n# Notes\n\nNone.\n"})
    edited = check("edit")
    assert b"apply nowhere" in edited["search/search_index.json"]
    assert edited["legal/terms/editions/1/index.html"] != before["legal/terms/editions/1/index.html"], "new navigation"
    repo.write({"overrides/main.html": '{% extends "base.html" %}{% block announce %}Hear, hear{% endblock %}\n'})
    for file in ("legal/terms/index.html", "legal/terms/changes/index.html", "legal/terms/editions/1/index.html"):
        assert b"Hear, hear" in check("theme")[file]
    repo.commit("Nowhere", "2025-06-01T10:00:00+00:00", {"policy/legal/terms.md": draft})
    assert b"Nowhere" in check("posted", "legal/terms/changes/4/")["legal/terms/changes/index.html"]
    repo.write(
        {
            "mkdocs.yml": CONFIG.replace("name: material", "name: material\n  language: de").replace("Policies", "Us"),
            "policy/cookies.md": "# Cookies\n\n1. We use none.\n",
        }
    )
    assert b"Us" in check("settings", "cookies/")["legal/terms/editions/1/index.html"]


def test_an_edit_leaves_what_the_search_finds_of_other_pages(repo: GitRepo, tmp_path: Path) -> None:
    server = Server(repo.path, tmp_path / "served")
    before = server.ask("search/search_index.json")
    assert b"Address every user" in before
    for words in ("somewhere", "nowhere"):
        repo.write({"policy/legal/terms.md": SECOND.replace("everywhere", words)})
        server.rebuild()
        found = server.ask("search/search_index.json")
        assert words.encode() in found
        assert b"Address every user" in found
    repo.write({"policy/legal/terms.md": THIRD})
    server.rebuild()
    assert server.ask("search/search_index.json") == before
