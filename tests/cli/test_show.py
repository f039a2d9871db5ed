"""`policydiff show`: the text of any policy as clauses, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import policydiff
from tests.repository import GitRepo

FIRST = """\
# Rules

Who may come in.

## 1. Entry

1.1. Members may enter.

1.2. Guests may enter:

(a) with a member;

(b) on open days. {#open-days}

## 2. Fees

Nobody pays for entry on open days.
"""
SECOND = FIRST.replace("1.2. Guests", "1.2. Staff may enter.\n\n1.3. Guests")


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> GitRepo:
    """Two editions, and a branch with a text that was never posted:

    1 ── 2 (main)
         └── 3 (proposal)
    """
    repo = GitRepo(tmp_path_factory.mktemp("club"))
    repo.commit("Post the rules", "2024-05-01T09:00:00+02:00", {"rules.md": FIRST})
    repo.commit("Let staff in", "2024-06-01T09:00:00+02:00", {"rules.md": SECOND})
    repo.switch("proposal")
    repo.commit("Charge", "2024-07-01T09:00:00+02:00", {"rules.md": SECOND.replace("Nobody pays", "Everybody pays")})
    repo.switch("main")
    repo.write({"rules.md": SECOND + "\nTips are welcome.\n"})
    return repo


def show(club: GitRepo, *arguments: str) -> dict[str, Any]:
    answer = policydiff("show", "rules.md", *arguments, "--json", directory=club.path)
    assert (answer.status, answer.errors) == (0, "")
    data: dict[str, Any] = json.loads(answer.output)
    return data


def test_the_fields_are_those_of_the_contract(club: GitRepo) -> None:
    data = show(club)
    assert list(data) == ["policy", "edition", "commit", "title", "clauses"]
    assert (data["policy"], data["edition"], data["title"]) == ("rules", 2, "Rules")
    assert data["commit"] == club.git("rev-parse", "main")
    assert [list(clause.values()) for clause in data["clauses"][2:6]] == [
        ["e1-1", "clause-1", "1", "Entry", "", "rules", 2],
        ["e1-1.1", "clause-1.1", "1.1", "", "Members may enter.", "clause-1", 3],
        ["e2-1.2", "clause-1.2", "1.2", "", "Staff may enter.", "clause-1", 3],
        ["e1-1.2", "clause-1.3", "1.3", "", "Guests may enter:", "clause-1", 3],
    ]
    assert list(data["clauses"][0]) == ["key", "anchor", "label", "heading", "text", "parent", "level"]
    assert data["clauses"][0]["parent"] is None


def test_an_edition_is_meant_by_number_day_revision_or_as_draft(club: GitRepo) -> None:
    texts = {name: json.dumps(show(club, name)) for name in ("1", "2024-05-20", "main~1", "rev:main~1", "2", "draft")}
    assert texts["1"] == texts["2024-05-20"] == texts["main~1"] == texts["rev:main~1"] != texts["2"]
    draft = show(club, "draft")
    assert (draft["edition"], draft["commit"]) == (None, None)
    assert "Tips are welcome." in json.dumps(draft)
    assert "Tips are welcome." not in texts["2"]


def test_a_text_that_was_never_posted_has_the_keys_it_would_get(club: GitRepo) -> None:
    proposal = show(club, "proposal")
    assert proposal["edition"] is None
    assert proposal["commit"] == club.git("rev-parse", "proposal")
    assert [clause["key"] for clause in proposal["clauses"]] == [clause["key"] for clause in show(club)["clauses"]]
    assert show(club, "draft")["clauses"][-1]["key"].startswith("e3-")


@pytest.mark.parametrize(
    ("wanted", "anchor"),
    [
        ("1.3", "clause-1.3"),
        ("1.3.", "clause-1.3"),
        ("clause-1.3", "clause-1.3"),
        ("#clause-1.3", "clause-1.3"),
        ("e1-1.2", "clause-1.3"),
        ("e2-1.2", "clause-1.2"),
        ("1.3(a)", "clause-1.3-a"),
        ("(A)", "clause-1.3-a"),
        ("open-days", "clause-1.3-b"),
    ],
)
def test_one_clause_is_meant_by_label_anchor_key_or_name(club: GitRepo, wanted: str, anchor: str) -> None:
    assert [clause["anchor"] for clause in show(club, "--clause", wanted)["clauses"]] == [anchor]


def test_people_read_a_clause_with_its_sub_clauses(club: GitRepo) -> None:
    answer = policydiff("show", "rules.md", "--clause", "1.3", directory=club.path)
    assert answer.status == 0
    assert [line.strip() for line in answer.output.splitlines()] == [
        "rules, edition 2, posted 2024-06-01, effective 2024-06-02",
        "",
        "1.3 Guests may enter:",
        "(a) with a member;",
        "(b) on open days.",
    ]


def test_a_clause_that_has_nothing_but_its_label_is_shown(tmp_path: Path) -> None:
    (tmp_path / "law.md").write_text("# Law\n\n## Article 2 bis\n\nWords.\n")
    shown = policydiff("show", "law.md", directory=tmp_path).output
    assert [line.strip() for line in shown.splitlines()][2:] == ["Law", "Article 2 bis", "Words."]


def test_a_clause_that_is_not_there_is_said_with_those_that_are_near(club: GitRepo) -> None:
    answer = policydiff("show", "rules.md", "--clause", "1.4", directory=club.path)
    assert answer.status == 2
    assert "There is no clause '1.4' in edition 2. Is it 1.3 or" in answer.errors


def test_a_label_that_several_clauses_have_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text("# 1. One\n\n(a) first\n\n# 2. Two\n\n(a) second\n")
    answer = policydiff("show", "list.md", "--clause", "(a)", directory=tmp_path)
    assert answer.status == 2
    assert "Give an anchor: clause-1-a, clause-2-a." in answer.errors


def test_a_file_outside_of_every_repository_is_shown_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text(FIRST)
    for arguments in ((), ("draft",)):
        answer = policydiff("show", "rules.md", *arguments, "--json", directory=tmp_path)
        data = json.loads(answer.output)
        assert (data["policy"], data["edition"], data["commit"], data["title"]) == ("rules", None, None, "Rules")
        assert data["clauses"][3]["key"] == "e1-1.1"
    answer = policydiff("show", "rules.md", "2", directory=tmp_path)
    assert (answer.status, answer.output) == (2, "")
    assert "is not in a git repository" in answer.errors


def test_a_file_that_was_not_committed_is_shown_as_a_draft_only(club: GitRepo) -> None:
    club.write({"new.md": "# New\n\nNot yet."})
    answer = policydiff("show", "new.md", directory=club.path)
    assert (answer.status, answer.output) == (2, "")
    assert "new.md is not in the history of main" in answer.errors
    data = json.loads(policydiff("show", "new.md", "draft", "--json", directory=club.path).output)
    assert (data["edition"], data["commit"], data["title"]) == (None, None, "New")


def test_a_text_without_a_heading_of_its_own_is_called_what_its_front_matter_says(tmp_path: Path) -> None:
    for text, title in (
        ("---\ntitle: House rules\n---\n1.1. Members may enter.\n", "House rules"),
        ("---\ntitle: House rules\n---\n# Rules\n", "Rules"),
        ("---\ntitle: [\n---\n1.1. Members may enter.\n", ""),
    ):
        (tmp_path / "rules.md").write_text(text)
        answer = policydiff("show", "rules.md", "--json", directory=tmp_path)
        assert json.loads(answer.output)["title"] == title
