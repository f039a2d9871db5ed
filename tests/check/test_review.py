"""What an editor sees of a draft before it is posted: knock-on effects, and a review for a merge request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policydiff.clauses import parse_clauses
from policydiff.compare import EMPTY_TREE, compare_trees
from policydiff.compare.knock_on import find_knock_on
from policydiff.publish.review import Review, review_markdown
from tests.cli.run import policydiff
from tests.repository import GitRepo

OLD = """# Terms

## 1. Definitions

1.1. "Account" means an account with us.

## 2. Use

2.1. Your Account is yours.

2.2. You pay as clause 3.1 says.

## 3. Payment

3.1. You pay within 30 days.

3.2. You pay in euro.
"""


def knock_on(old: str, new: str) -> list[tuple[str, str, str, str]]:
    trees = parse_clauses(old), parse_clauses(new)
    found = find_knock_on(*trees, compare_trees(*trees))
    return [(each.clause.label, each.kind, each.about, each.changed) for each in found]


def test_a_clause_that_refers_to_an_amended_clause_is_affected() -> None:
    assert knock_on(OLD, OLD.replace("30 days", "10 days")) == [("2.2", "reference", "clause 3.1", "clause-3.1")]


def test_a_clause_that_refers_to_a_removed_clause_is_affected() -> None:
    removed = OLD.replace("3.1. You pay within 30 days.\n\n", "").replace("3.2.", "3.2.")
    assert knock_on(OLD, removed) == [("2.2", "reference", "clause 3.1", "clause-3.1")]


def test_a_clause_that_uses_a_term_is_affected_by_its_new_definition() -> None:
    changed = OLD.replace("an account with us", "any account with anybody")
    assert knock_on(OLD, changed) == [("2.1", "term", "Account", "clause-1.1")]


def test_a_clause_that_changed_itself_is_not_listed_and_nor_is_anything_when_nothing_changed() -> None:
    both = OLD.replace("30 days", "10 days").replace("You pay as", "You always pay as")
    assert knock_on(OLD, both) == []
    assert knock_on(OLD, OLD) == []


def test_renumbering_alone_affects_nobody() -> None:
    assert knock_on(OLD, OLD.replace("3.2.", "3.9.")) == []


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    repo = GitRepo(tmp_path / "repo")
    repo.commit("Post", "2024-05-01T09:00:00+00:00", {"policy/terms.md": OLD})
    repo.write({"policy/terms.md": OLD.replace("30 days", "10 days, as @alice and clause 3.7 say <script>")})
    return repo


def test_the_json_of_diff_lists_who_is_affected(repo: GitRepo) -> None:
    data = json.loads(policydiff("diff", "terms", "1", "draft", "--json", directory=repo.path).output)
    assert [(each["label"], each["about"]) for each in data["knock_on"]] == [("2.2", "clause 3.1")]


def test_a_policy_alone_compares_its_draft_with_the_latest_edition(repo: GitRepo) -> None:
    answer = policydiff("diff", "terms", directory=repo.path)
    assert "the draft against edition 1" in answer.output
    assert "2.2 refers to clause 3.1, which changed." in answer.output
    assert policydiff("diff", "--exit-code", directory=repo.path).status == 1
    repo.commit("Post again", "2024-06-01T09:00:00+00:00")
    assert policydiff("diff", "--exit-code", directory=repo.path).status == 0


def test_a_review_says_what_changes_what_it_touches_and_from_when(repo: GitRepo) -> None:
    answer = policydiff("diff", "--format", "markdown", "--today", "2024-06-03", directory=repo.path)
    assert "### terms: the draft against edition 1" in answer.output
    assert "takes effect on Tuesday, 4 June 2024" in answer.output
    assert "<del>30 days" in answer.output
    assert "- 2.2 refers to clause 3.1, which changed\n" in answer.output
    assert "Clause 3.1 refers to clause 3.7, which does not exist" in answer.output


def test_a_review_notifies_nobody_and_lets_no_markup_of_the_text_through(repo: GitRepo) -> None:
    answer = policydiff("diff", "--format", "markdown", directory=repo.path)
    assert "@alice" not in answer.output
    assert "<script>" not in answer.output


def test_a_review_as_html_is_one_complete_file(repo: GitRepo) -> None:
    page = policydiff("diff", "--format", "html", directory=repo.path).output
    assert page.startswith("<!doctype html>")
    assert page.count("</html>") == 1
    assert "<script" not in page
    assert "http" not in page.replace("https://www.w3.org", "")
    assert "</span>30 days" in page


def test_a_review_fits_into_a_comment_and_says_what_is_left_out() -> None:
    long = parse_clauses("\n\n".join(f"{number}. {'word ' * 60}{number}" for number in range(1, 400)))
    comment = review_markdown(Review("terms", "nothing", "edition 1", compare_trees(EMPTY_TREE, long)), 20_000)
    assert len(comment) <= 20_000
    assert "further changes do not fit" in comment
