"""`editions: tags`: only what is under an annotated tag is posted, at the date of the tag."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from policydiff.errors import NotPosted, RepositoryError
from policydiff.history import read_histories, read_history
from policydiff.model import PolicyHistory, Settings
from tests.repository import GitRepo

TAGS = Settings(docs_dir="policy", editions="tags", tag_pattern="policy-*")


def day(number: int) -> str:
    return f"2024-05-{number:02}T12:00:00+00:00"


def read(repo: GitRepo) -> PolicyHistory:
    [history] = read_histories(repo.path, TAGS)
    return history


def test_tags_post_what_was_committed_before(repo: GitRepo) -> None:
    """
    A ── B ── C ── D ── E    main
    │         │         │
    policy-1  policy-2  (no annotated tag that matches)
    """
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    repo.tag("policy-1", day(2), "The first edition\n\nIts note.")
    repo.commit("B\n\nPolicy-Change: material", day(3), {"policy/privacy.md": "Other words."})
    third = repo.commit("C", day(4), {"policy/privacy.md": "New words."})
    repo.tag("policy-2", day(9), "The second edition\n\nPolicy-Effective: 2024-06-01")
    repo.commit("D", day(10), {"policy/privacy.md": "Newest words."})
    repo.tag("policy-3", day(11))
    repo.tag("site-1", day(11), "Another tag")
    history = read(repo)
    assert [(edition.tag, edition.title, edition.note) for edition in history.editions] == [
        ("policy-1", "The first edition", "Its note."), ("policy-2", "The second edition", ""),
    ]  # fmt: skip
    latest = history.latest
    assert (latest.commit, latest.posted, latest.effective) == (third, datetime.fromisoformat(day(9)), date(2024, 6, 1))
    assert (latest.change, latest.source, history.latest_source) == ("material", "New words.", "New words.")


def test_a_tag_on_another_commit_posts_the_text_as_it_is_there(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    tagged = repo.commit("B", day(2), {"README.md": "Read."})
    repo.tag("policy-1", day(3), "Post")
    repo.commit("C", day(4), {"README.md": "Read more."})
    repo.tag("policy-2", day(5), "Post nothing new")
    assert [edition.commit for edition in read(repo).editions] == [tagged]


def test_a_tag_beats_a_line_and_two_tags_make_one_edition(repo: GitRepo) -> None:
    repo.commit("A\n\nPolicy-Posted: 2024-04-01T12:00:00Z", day(1), {"policy/privacy.md": "Words."})
    repo.tag("policy-b", day(5), "Later")
    repo.tag("policy-a", day(3), "Earlier")
    repo.git("tag", "--annotate", "--message", "Of a tag", "policy-c", "policy-b", at=day(6))
    [edition] = read(repo).editions
    assert (edition.tag, edition.posted) == ("policy-a", datetime.fromisoformat(day(3)))


def test_a_withdrawal_is_posted_by_a_tag(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    repo.tag("policy-1", day(2), "Post")
    repo.commit("B", day(3), {"policy/privacy.md": None})
    assert read(repo).withdrawn is None
    repo.tag("policy-2", day(9), "Withdraw")
    withdrawn = read(repo).withdrawn
    assert withdrawn is not None
    assert withdrawn.posted == datetime.fromisoformat(day(9))


def test_a_tag_that_cannot_post_is_named(repo: GitRepo) -> None:
    """
    A ────── M    main
     \\      /
      B ────      policy-side
    """
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    with pytest.raises(NotPosted, match=r"no annotated tag that matches 'policy-\*' has posted it yet"):
        read_history(repo.path / "policy/privacy.md", TAGS)
    repo.tag("policy-1", day(2), "One")
    repo.switch("side")
    repo.commit("B", day(3), {"policy/privacy.md": "Words of a branch."})
    repo.tag("policy-side", day(4), "Side")
    repo.switch("main")
    repo.merge("side", day(5), "M")
    history = read(repo)
    assert [edition.tag for edition in history.editions] == ["policy-1"]
    [remark] = history.remarks
    assert remark.startswith("The tag 'policy-side' posts nothing")


def test_a_tag_without_a_date_is_an_error(repo: GitRepo) -> None:
    commit = repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    repo.write({"tag": f"object {commit}\ntype commit\ntag policy-1\n\nOne\n"})
    made = repo.git("hash-object", "-t", "tag", "-w", "--literally", "tag")
    repo.git("update-ref", "refs/tags/policy-1", made)
    with pytest.raises(RepositoryError, match=r"tag 'policy-1' has no tagger date.*Make it anew"):
        read(repo)
