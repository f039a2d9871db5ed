"""`policydiff diff`, as a person and as a program sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import policydiff
from tests.repository import GitRepo

OLD = "# Policy\n\n1. We collect names.\n2. We keep them for 30 days.\n"
NEW = "# Policy\n\n1. This applies to everyone.\n2. We collect names.\n3. We keep them for 60 days.\n"
FIRST_DAY, SECOND_DAY = "2024-05-01T09:00:00+02:00", "2024-06-01T09:00:00+02:00"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "old.md").write_text(OLD, "utf-8")
    (tmp_path / "new.md").write_text(NEW, "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> GitRepo:
    repo = GitRepo(tmp_path_factory.mktemp("diff") / "repo")
    repo.commit("Post the policy", FIRST_DAY, {"privacy.md": OLD, "terms.md": OLD})
    repo.commit("Keep for longer", SECOND_DAY, {"privacy.md": NEW})
    return repo


def test_two_files_for_programs(files: Path) -> None:
    answer = policydiff("diff", "old.md", "new.md", "--json", directory=files)
    assert answer.status == 0
    data = json.loads(answer.output)
    assert data.pop("knock_on") == []
    assert data == {
        "policy": "new",
        "old": "old.md",
        "new": "new.md",
        "counts": {
            "added": 1, "removed": 0, "amended": 1, "renumbered": 2, "moved": 0, "split": 0, "merged": 0, "format": 0,
            "unchanged": 1,
        },
        "pairs": [["policy", "policy"], ["clause-1", "clause-2"], ["clause-2", "clause-3"]],
        "changes": [
            {
                "kinds": ["added"],
                "key": "e2-1",
                "old": None,
                "new": {"anchor": "clause-1", "label": "1", "heading": "", "text": "This applies to everyone."},
                "related": [],
                "related_old": [],
                "related_new": [],
                "redline": [["+", "This applies to everyone."]],
            },
            {
                "kinds": ["renumbered"],
                "key": "e1-1",
                "old": {"anchor": "clause-1", "label": "1", "heading": "", "text": "We collect names."},
                "new": {"anchor": "clause-2", "label": "2", "heading": "", "text": "We collect names."},
                "related": [],
                "related_old": [],
                "related_new": [],
                "redline": [["=", "We collect names."]],
            },
            {
                "kinds": ["amended", "renumbered"],
                "key": "e1-2",
                "old": {"anchor": "clause-2", "label": "2", "heading": "", "text": "We keep them for 30 days."},
                "new": {"anchor": "clause-3", "label": "3", "heading": "", "text": "We keep them for 60 days."},
                "related": [],
                "related_old": [],
                "related_new": [],
                "redline": [["=", "We keep them for "], ["-", "30 days"], ["+", "60 days"], ["=", "."]],
            },
        ],
    }  # fmt: skip


def test_two_files_for_a_person(files: Path) -> None:
    answer = policydiff("diff", "old.md", "new.md", directory=files)
    assert "new.md against old.md: 1 added · 1 amended · 2 renumbered · 1 unchanged" in answer.output
    assert "We keep them for [-30 days-]{+60 days+}." in answer.output
    assert "2  renumbered, was 1" in answer.output


@pytest.mark.parametrize(
    ("old", "new"), [("1", "2"), ("2024-05-20", "2024-06-20"), ("HEAD~1", "HEAD"), ("1", "draft"), ("rev:HEAD~1", "2")]
)
def test_two_editions_by_number_day_revision_and_draft(repo: GitRepo, old: str, new: str) -> None:
    answer = policydiff("diff", "privacy.md", old, new, "--json", directory=repo.path)
    assert answer.status == 0, answer.errors
    data = json.loads(answer.output)
    assert [change["kinds"] for change in data["changes"]] == [["added"], ["renumbered"], ["amended", "renumbered"]]
    assert [change["key"] for change in data["changes"]][1:] == ["e1-1", "e1-2"]


def test_exit_code_tells_whether_words_differ(files: Path) -> None:
    (files / "markup.md").write_text(OLD.replace("names", "**names**"), "utf-8")
    assert policydiff("diff", "old.md", "new.md", "--exit-code", directory=files).status == 1
    assert policydiff("diff", "old.md", "markup.md", "--exit-code", directory=files).status == 0
    assert policydiff("diff", "old.md", "old.md", "--exit-code", directory=files).status == 0


@pytest.mark.parametrize("names", [["old.md"], ["a", "b", "c", "d"], ["old.md", "missing.md"]])
def test_what_cannot_be_compared_is_a_sentence(files: Path, names: list[str]) -> None:
    answer = policydiff("diff", *names, directory=files)
    assert answer.status == 2
    assert answer.output == ""
    assert "Traceback" not in answer.errors
    assert answer.errors.strip()


def test_a_split_and_a_merge_show_the_words_of_every_part(tmp_path: Path) -> None:
    names, logs = "We collect the names of all users who sign up.", "We delete all logs of visits after twenty days."
    (tmp_path / "one.md").write_text(f"# T\n\n## 3. Data\n\n3.1. {names} {logs}\n", "utf-8")
    (tmp_path / "two.md").write_text(f"# T\n\n## 3. Data\n\n3.1. {names}\n\n3.2. {logs}\n", "utf-8")
    forth = policydiff("diff", "one.md", "two.md", directory=tmp_path).output
    back = policydiff("diff", "two.md", "one.md", directory=tmp_path).output
    assert f"In 3 Data:\n3.1  split, with 3.2\n  3.1 {names}\n  3.2 {logs}\n" in forth
    assert f"In 3 Data:\n3.1  merged, with 3.2\n  3.1 {names}\n  3.2 {logs}\n" in back


def test_quotation_marks_are_no_words_for_a_reader(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text('# T\n\n1. The "User" may ask us for the user\'s data.\n', "utf-8")
    (tmp_path / "two.md").write_text("# T\n\n1. The “User” can ask us for the user’s data.\n", "utf-8")
    said = policydiff("diff", "one.md", "two.md", directory=tmp_path).output
    assert "The “User” [-may-]{+can+} ask us for the user’s data." in said


def test_clauses_that_only_got_new_numbers_are_one_line(tmp_path: Path) -> None:
    clauses = ["Names of users.", "Logs of visits.", "Records of payments.", "Letters to us."]
    (tmp_path / "one.md").write_text("# T\n\n" + "".join(f"{at}. {text}\n" for at, text in enumerate(clauses, 1)))
    clauses.insert(0, "Something quite new.")
    (tmp_path / "two.md").write_text("# T\n\n" + "".join(f"{at}. {text}\n" for at, text in enumerate(clauses, 1)))
    said = policydiff("diff", "one.md", "two.md", directory=tmp_path).output
    assert "\n2 to 5  renumbered, were 1 to 4\n" in said


def test_a_revision_is_compared_as_it_is_whatever_was_posted_later(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "repo")
    repo.commit("Post the policy", FIRST_DAY, {"privacy.md": "# Policy\n\n- Names.\n- Days: 30.\n"})
    wrapped = repo.commit("Wrap", SECOND_DAY, {"privacy.md": "# Policy\n\n*   Names.\n\n*   Days:\n    30.\n"})
    repo.commit("Write anew", "2024-07-01T09:00:00+02:00", {"privacy.md": "# Policy\n\nDays: 60.\n\nWe keep names.\n"})
    (repo.path / "old.md").write_text("# Policy\n\n- Names.\n- Days: 30.\n", "utf-8")
    (repo.path / "new.md").write_text("# Policy\n\n*   Names.\n\n*   Days:\n    30.\n", "utf-8")
    files = json.loads(policydiff("diff", "old.md", "new.md", "--json", directory=repo.path).output)
    for names in (("1", wrapped), (f"{wrapped}^", wrapped)):
        answer = json.loads(policydiff("diff", "privacy.md", *names, "--json", directory=repo.path).output)
        assert (answer["pairs"], answer["counts"]) == (files["pairs"], files["counts"])
        assert answer["counts"]["unchanged"] == len(files["pairs"])
    back = json.loads(policydiff("diff", "privacy.md", wrapped, "1", "--json", directory=repo.path).output)
    assert not any(back["counts"][kind] for kind in ("added", "removed", "amended"))
