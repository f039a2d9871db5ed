"""What an editor sees under `mkdocs serve`: the draft, and never on the site that is built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from tests.repository import GitRepo

CONFIG = """site_name: Policies
docs_dir: policy
theme:
  name: material
  font: false
plugins:
  - policydiff
"""
OLD = "# Terms\n\n## 1. Use\n\n1.1. Use of all that we offer is free.\n\n1.2. As clause 1.1 says.\n"


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    repo = GitRepo(tmp_path / "repo")
    repo.commit("Post", "2024-05-01T09:00:00+00:00", {"mkdocs.yml": CONFIG, "policy/terms.md": OLD})
    repo.write({"policy/terms.md": OLD.replace("free", "paid, says clause 1.9")})
    return repo


def built(repo: GitRepo, command: Literal["build", "serve"]) -> str:
    config = load_config(str(repo.path / "mkdocs.yml"))
    config.plugins.on_startup(command=command, dirty=False)
    build(config)
    return (repo.path / "site" / "terms" / "index.html").read_text("utf-8")


def test_under_serve_the_page_is_the_draft_with_its_redline_and_findings(repo: GitRepo) -> None:
    page = built(repo, "serve")
    assert "<strong>Draft</strong>" in page
    assert "Posted today, this takes effect on" in page
    assert "paid, says" in page
    assert "</span>free<span" in page
    assert page.count("refers to clause 1.9, which does not exist") == 2
    assert '<a href="#clause-1.2">1.2</a> refers to clause 1.1, which changed' in page


def test_findings_are_said_to_be_english_on_a_site_in_another_language(repo: GitRepo) -> None:
    repo.write({"mkdocs.yml": CONFIG.replace("  font: false\n", "  font: false\n  language: de\n")})
    page = built(repo, "serve")
    assert 'Fehler: <span lang="en">Clause 1.1 refers to clause 1.9, which does not exist' in page
    assert '<a href="#clause-1.1"><span lang="en">Clause 1.1 refers to clause 1.9' in page


def test_the_site_that_is_built_shows_the_posted_text(repo: GitRepo) -> None:
    page = built(repo, "build")
    assert "offer is free." in page
    assert "paid, says" not in page
    assert "Draft" not in page


def test_without_a_draft_serve_shows_the_posted_text(repo: GitRepo) -> None:
    repo.write({"policy/terms.md": OLD})
    page = built(repo, "serve")
    assert "offer is free." in page
    assert "pd-draft" not in page


def test_a_build_that_asks_for_it_shows_the_draft_as_of_its_day(repo: GitRepo) -> None:
    repo.write(
        {"mkdocs.yml": CONFIG.replace("- policydiff", "- policydiff:\n      draft: true\n      today: 2024-06-30")}
    )
    page = built(repo, "build")
    assert "<strong>Draft</strong>" in page
    assert "1 July 2024" in page
    assert "paid, says" in page


def test_a_build_as_of_a_day_says_what_applied_then(repo: GitRepo, caplog: pytest.LogCaptureFixture) -> None:
    for today, status in (("2024-05-01", "upcoming"), ("2024-05-02", "in force")):
        repo.write({"mkdocs.yml": CONFIG.replace("- policydiff", f"- policydiff:\n      today: {today}")})
        built(repo, "build")
        data = json.loads((repo.path / "site" / "terms" / "editions.json").read_text("utf-8"))
        assert data["as_of"] == today
        assert status in json.dumps(data)
    repo.write({"mkdocs.yml": CONFIG.replace("- policydiff", "- policydiff:\n      today: soon")})
    with pytest.raises(Abort):
        built(repo, "build")
    assert "`today`: 'soon' is no day" in caplog.text


def test_a_policy_that_was_never_posted_is_a_draft_beside_the_others(repo: GitRepo) -> None:
    repo.write({"policy/cookies.md": "# Cookies\n\n1. We use cookies, see clause 7.\n\n2. None of them last.\n"})
    built(repo, "serve")
    page = (repo.path / "site/cookies/index.html").read_text("utf-8")
    assert "not posted; it would be the first edition" in page
    assert "refers to clause 7, which does not exist" in page
    assert not (repo.path / "site/cookies/changes").exists()
    assert '<a href="cookies/">Cookies</a></h2><p><strong>Draft</strong>' in (repo.path / "site/index.html").read_text(
        "utf-8"
    )
    built(repo, "build")
    assert not (repo.path / "site/cookies").exists()


def test_before_anything_is_committed_serve_shows_the_first_policy_and_a_build_says_what_to_do(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "repo")
    repo.write({"mkdocs.yml": CONFIG, "policy/terms.md": OLD, "policy/empty.md": "\n"})
    page = built(repo, "serve")
    assert "not posted; it would be the first edition" in page
    assert "Posted today, this takes effect on" in page
    with pytest.raises(Abort):
        built(repo, "build")
