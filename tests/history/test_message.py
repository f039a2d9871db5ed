"""What commit messages say: titles, notes, and the `Policy-` lines in every form in which forges write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from policydiff.errors import SettingError
from policydiff.history.message import read_statement, read_title


@pytest.mark.parametrize(
    ("message", "title", "note"),
    [
        pytest.param("Name the processors", "Name the processors", "", id="plain"),
        pytest.param("Name them\n\nAs asked.\n\nAnd more.\n", "Name them", "As asked.\n\nAnd more.", id="body"),
        pytest.param("Merge pull request #12 from a/b\n\nName them\n\nWhy.", "Name them", "Why.", id="github"),
        pytest.param("Merge pull request #12 from a/b", "Merge pull request #12 from a/b", "", id="github, no title"),
        pytest.param(
            "Merge branch 'x' into 'main'\n\nName them\n\nWhy.\n\nSee merge request group/site!7", "Name them", "Why.",
            id="gitlab",
        ),
        pytest.param("Merged in x (pull request #3)\n\nName them\n\nApproved-by: Bob", "Name them", "", id="bitbucket"),
        pytest.param("Merge pull request 'Name them' (#4) from x into main", "Name them", "", id="gitea"),
        pytest.param("Merged PR 12: Name them\n\nWhy.\n\nRelated work items: #9", "Name them", "Why.", id="azure"),
        pytest.param(
            "Name them (#12)\n\n* one\n\n* two\n\n---------\n\nCo-authored-by: Bob <bob@example.org>",
            "Name them (#12)", "* one\n\n* two", id="squash",
        ),
        pytest.param("T\n\nWhy.\n\nSigned-off-by: Bob <b@example.org>\nReviewed-by: Eve", "T", "Why.", id="trailers"),
        pytest.param("T\n\nReason: the law changed.", "T", "Reason: the law changed.", id="no trailer"),
        pytest.param("T\n\nWhy.\n\nRefs: A-1\nReviewed-on: x\n  y", "T", "Why.", id="trailers of no person"),
        pytest.param("T\n\nWhy.\n\n---\n\nRefs: A-1", "T", "Why.", id="a rule before trailers"),
        pytest.param("T\n\nRefs: A-1 is\nwhat we did.", "T", "Refs: A-1 is\nwhat we did.", id="words behind a colon"),
        pytest.param("T\n\n  Refs: A-1\n  Link: b", "T", "Refs: A-1\n  Link: b", id="quoted trailers"),
        pytest.param("T\n\nRefs: A-1\n\nWhy.", "T", "Refs: A-1\n\nWhy.", id="trailers are at the end"),
        pytest.param("T\n\nWritten by: Bob\nText.", "T", "Text.", id="by"),
        pytest.param("T\n\nThanks to Ann Lee <ann@example.org>, and @bob.", "T", "Thanks to …, and ….", id="names"),
        pytest.param("T\n\nWrite to law@example.org now.", "T", "Write to … now.", id="address"),
        pytest.param(
            "Squashed commit of the following:\n\ncommit 0123456789012345678901234567890123456789\n"
            "Author: Bob <b@example.org>\nDate:   Mon May 6 2024\n\n    Name them",
            "Squashed commit of the following:", "Name them", id="git merge --squash",
        ),
        pytest.param("T\n\nWhy.\n\nPolicy-Effective: 2024-06-01\nPolicy-Change: material", "T", "Why.", id="lines"),
        pytest.param("A \x1b[31mred\x07 title\r\n\r\nLeft\u202eright", "A red title", "Leftright", id="terminal"),
        pytest.param("", "", "", id="empty"),
    ],
)  # fmt: skip
def test_title_and_note_are_plain_text_without_trailers_names_or_addresses(message: str, title: str, note: str) -> None:
    assert read_title(message) == (title, note)


@pytest.mark.parametrize(
    "message",
    [
        "Post\n\nPolicy-Effective: 2024-06-01",
        "Post\n\npolicy-effective:2024-06-01\n\nSigned-off-by: Bob <b@example.org>",
        "Post (#3)\n\n* Post\n\n* Date\n\n  Policy-Effective: 2024-06-01\n\nCo-authored-by: Bob <b@example.org>",
        "Post\n\n* Policy-Effective: 2024-06-01\n* Policy-Effective: 2024-06-01",
        "Post\r\n\r\nPolicy-Effective: 2024-06-01\r\n",
        "Policy-Effective: 2024-06-01",
    ],
)
def test_a_line_counts_wherever_it_stands(message: str) -> None:
    assert read_statement("Commit 1", message).effective == date(2024, 6, 1)


def test_the_lines_of_merged_commits_count_where_there_is_none() -> None:
    said = read_statement(
        "Commit 1", "Merge\n\nPolicy-Change: material", ["Policy-Change: correction", "Policy-Effective: 2024-06-01"]
    )
    assert (said.change, said.effective) == ("material", date(2024, 6, 1))


def test_the_same_instant_in_two_forms_is_one() -> None:
    said = read_statement("C", "Policy-Posted: 2024-05-01T09:00:00+02:00\nPolicy-Posted: 2024-05-01T07:00Z")
    assert said.posted == datetime.fromisoformat("2024-05-01T07:00Z")


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        ("Policy-Effective: soon", "'soon' is no day"),
        ("Policy-Effective: 2024-02-30", "'2024-02-30' is no day"),
        ("Policy-Effective:", "'' is no day"),
        ("Policy-Posted: 2024-05-01", "is no instant"),
        ("Policy-Posted: 2024-05-01T09:00", "is no instant"),
        ("Policy-Change: huge", "correction, amendment or material"),
        ("Policy-Effective: 2024-06-01\nPolicy-Effective: 2024-06-02", "says both"),
    ],
)
def test_a_line_that_cannot_be_used_is_an_error_that_names_the_commit(message: str, complaint: str) -> None:
    with pytest.raises(SettingError, match=complaint) as error:
        read_statement("Commit 1a2b3c4", message)
    assert "Commit 1a2b3c4" in str(error.value)
    assert ".record.yml" in str(error.value)


def test_what_the_record_settles_may_contradict_itself() -> None:
    message = "Post\n\nPolicy-Effective: 2024-06-01\nPolicy-Effective: 2024-06-02\nPolicy-Change: material"
    said = read_statement("Commit abc", message, settled=frozenset({"effective"}))
    assert (said.effective, said.change, said.unusable) == (None, "material", frozenset({"effective"}))


@pytest.mark.parametrize("offset", ["+02:00:30", "+02:00:00.5", ""])
def test_an_offset_is_one_that_feeds_can_state(offset: str) -> None:
    with pytest.raises(SettingError, match="is no instant"):
        read_statement("Commit abc", f"Post\n\nPolicy-Posted: 2024-05-01T09:00:00{offset}")


@pytest.mark.parametrize(("year", "is_read"), [("0999", False), ("1000", True), ("8999", True), ("9000", False)])
def test_years_are_those_in_which_days_can_be_counted(year: str, is_read: bool) -> None:
    for line in (f"Policy-Effective: {year}-05-01", f"Policy-Posted: {year}-05-01T09:00:00+02:00"):
        if is_read:
            said = read_statement("Commit abc", f"Post\n\n{line}")
            assert said.effective or said.posted
        else:
            with pytest.raises(SettingError, match="Write"):
                read_statement("Commit abc", f"Post\n\n{line}")
