"""`policydiff log` and `policydiff status`, as users see them."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history.series import run_policydiff
from tests.repository import GitRepo

SITE = "docs_dir: policy\nplugins:\n  - policydiff:\n      notice: {rule}\n"


def day(number: int) -> str:
    return f"2024-05-{number:02}T12:00:00+02:00"


def answer(folder: Path, *arguments: str) -> list[dict[str, object]]:
    done = run_policydiff(folder, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


@pytest.fixture
def site(repo: GitRepo) -> GitRepo:
    """Two policies under a rule of ten days."""
    repo.commit(
        "Post both", day(1),
        {"mkdocs.yml": SITE.format(rule="10 days after posting"), "policy/privacy.md": "1. Words.\n2. More.\n",
         "policy/terms.md": "1. Terms.\n"},
    )  # fmt: skip
    repo.commit(
        "Add\n\nA note.\n\nPolicy-Change: material", day(20), {"policy/privacy.md": "1. Words.\n2. More.\n3. New.\n"}
    )
    return repo


def test_log_gives_every_field_of_the_contract(site: GitRepo) -> None:
    second = site.git("rev-parse", "HEAD")
    assert answer(site.path, "log", "privacy", "--today", "2024-05-25")[1] == {
        "policy": "privacy",
        "number": 2,
        "commit": second,
        "posted": "2024-05-20T12:00:00+02:00",
        "effective": "2024-05-30",
        "status": "upcoming",
        "in_force_from": "2024-05-30",
        "in_force_until": None,
        "title": "Add",
        "note": "A note.",
        "change": "material",
        "counts": {
            "added": 1, "removed": 0, "amended": 0, "renumbered": 0, "moved": 0, "split": 0, "merged": 0, "format": 0,
            "unchanged": 2,
        },
    }  # fmt: skip


def test_log_of_the_site_lists_all_policies(site: GitRepo) -> None:
    listed = answer(site.path, "log", "--today", "2024-06-01")
    assert [(entry["policy"], entry["number"], entry["status"]) for entry in listed] == [
        ("privacy", 1, "superseded"), ("privacy", 2, "in force"), ("terms", 1, "in force"),
    ]  # fmt: skip
    assert (listed[0]["in_force_from"], listed[0]["in_force_until"]) == ("2024-05-11", "2024-05-30")


def test_today_is_given_by_the_environment(site: GitRepo) -> None:
    epoch = str(int(datetime(2024, 5, 11, tzinfo=UTC).timestamp()))
    done = run_policydiff(site.path, "log", "terms", "--json", environment={"SOURCE_DATE_EPOCH": epoch})
    assert json.loads(done.stdout)[0]["status"] == "in force"
    for given in ("soon", "-1", "999999999999"):
        done = run_policydiff(site.path, "log", "terms", environment={"SOURCE_DATE_EPOCH": given})
        assert (done.returncode, "SOURCE_DATE_EPOCH" in done.stderr) == (2, True)


def test_log_prints_a_table(site: GitRepo) -> None:
    done = run_policydiff(site.path, "log", "privacy", "--today", "2024-05-25")
    lines = done.stdout.splitlines()
    assert lines[0] == "privacy"
    assert lines[1].split() == ["No.", "Posted", "Effective", "Status", "What", "changed"]
    assert lines[2].split() == ["2", "2024-05-20", "2024-05-30", "upcoming", "Add"]
    assert lines[3].split() == ["1", "added"]
    assert lines[4].split()[:5] == ["1", "2024-05-01", "2024-05-11", "in", "force"]
    assert "\x1b" not in done.stdout


def test_no_number_or_date_of_the_log_loses_its_end_on_a_narrow_terminal(site: GitRepo) -> None:
    for columns in ("40", "50", "60"):
        lines = run_policydiff(
            site.path, "log", "privacy", "--today", "2024-05-25", environment={"COLUMNS": columns}
        ).stdout.splitlines()
        assert not any("…" in line for line in lines)
        rows = [line.split()[1:3] for line in lines if line.startswith(("  1", "  2"))]
        assert rows == [["2024-05-20", "2024-05-30"], ["2024-05-01", "2024-05-11"]]


def test_log_marks_what_was_corrected_or_omitted(site: GitRepo) -> None:
    second = site.git("rev-parse", "HEAD")
    record = f"{second}: {{omit: true, reason: A mistake.}}"
    site.commit("Replace", day(21), {"policy/privacy.md": "1. Other words.\n", "policy/.record.yml": record})
    table = run_policydiff(site.path, "log", "privacy", "--today", "2024-05-25").stdout
    second_row, third_row = table[table.index("2  2024-05-20") :].split("1  2024-05-01")[0].split("\n", 1)
    assert "Add (corrected 2024-05-21)" in " ".join(second_row.split())
    assert "omitted" in third_row


def test_what_is_odd_is_said_once_on_stderr(site: GitRepo) -> None:
    site.commit("Back", day(10), {"policy/privacy.md": "Words.", "policy/terms.md": "New terms."})
    site.commit("Forth", day(9), {"policy/privacy.md": "New words.", "policy/terms.md": "Newer terms."})
    done = run_policydiff(site.path, "log", "--json")
    assert len(json.loads(done.stdout)) == 7
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["log", "nothing"], "There is no policy 'nothing'. Known are: privacy, terms."),
        (["log", "policy/nothing.md"], "neither as a file nor in the history of main"),
        (["log", "--today", "soon"], "'soon' is no day"),
    ],
)
def test_what_is_not_there_is_a_sentence(site: GitRepo, arguments: list[str], complaint: str) -> None:
    done = run_policydiff(site.path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in done.stderr


def test_a_former_slug_finds_the_policy(site: GitRepo) -> None:
    site.commit("Rename", day(21), {"policy/terms.md": None, "policy/conditions.md": "1. Terms.\n"})
    assert [entry["policy"] for entry in answer(site.path, "log", "terms")] == ["conditions"]


def test_status_says_what_the_draft_would_be(site: GitRepo) -> None:
    assert [entry["state"] for entry in answer(site.path, "status")] == ["posted", "posted"]
    site.write({"policy/privacy.md": "1. Words.\n2. More.\n", "policy/terms.md": None, "policy/new.md": "Hi."})
    new, privacy, terms = answer(site.path, "status", "--today", "2024-06-01")
    assert (new["state"], new["effective"], new["latest"]) == ("new", "2024-06-11", None)
    assert (privacy["state"], privacy["effective"], privacy["latest"]) == ("changed", "2024-06-11", 2)
    assert (terms["state"], terms["effective"]) == ("deleted", None)
    done = run_policydiff(site.path, "status", "--today", "2024-06-01")
    assert "Posting it makes edition 3: 1 removed." in done.stdout
    assert "Posted now, it takes effect on 2024-06-11 (10 days after posting)." in done.stdout
    assert "posting that withdraws the policy" in done.stdout


def test_status_on_another_branch_is_about_the_publishing_branch(site: GitRepo, tmp_path: Path) -> None:
    site.git("clone", "--quiet", str(site.path), str(tmp_path / "clone"))
    clone = GitRepo(tmp_path / "clone")
    clone.switch("draft")
    clone.commit("Draft", day(22), {"policy/terms.md": "1. Better terms.\n"})
    _, terms = answer(clone.path, "status")
    assert (terms["state"], terms["latest"]) == ("changed", 1)


def test_status_of_a_file_that_is_no_policy_any_more(site: GitRepo) -> None:
    site.write({"policy/privacy.md": "---\npolicy: false\n---\n1. Words.\n"})
    for arguments in (["status"], ["status", "privacy"]):
        assert "says `policy: false`: posting that withdraws the policy" in run_policydiff(site.path, *arguments).stdout


def test_before_the_first_commit_there_are_only_drafts(repo: GitRepo) -> None:
    repo.write({"policy/privacy.md": "1. Words.\n"})
    done = run_policydiff(repo.path, "status", "--today", "2024-05-01")
    assert "this would be edition 1" in done.stdout
    assert "takes effect on 2024-05-02" in done.stdout
    assert run_policydiff(repo.path, "log").stdout.startswith("No policy has a posted edition: a commit posts")


def test_status_of_one_policy_that_was_never_posted(site: GitRepo) -> None:
    site.write({"policy/new.md": "1. New.\n"})
    for name in ("new", "policy/new.md"):
        assert "this would be edition 1" in run_policydiff(site.path, "status", name).stdout
    assert "There is no policy 'other'" in run_policydiff(site.path, "status", "other").stderr


def test_a_day_that_is_stated_without_a_new_word_has_no_effect_and_that_is_said(site: GitRepo) -> None:
    text = "---\neffective: 2024-09-01\n---\n1. Words.\n2. More.\n3. New.\n"
    site.write({"policy/privacy.md": text})
    assert "(2024-09-01) has no effect: correct it in .record.yml" in run_policydiff(site.path, "status").stdout
    site.commit("Date it", day(21), {"policy/privacy.md": text})
    done = run_policydiff(site.path, "log", "privacy", "--json")
    assert json.loads(done.stdout)[-1]["effective"] == "2024-05-30"
    assert "states the effective day 2024-09-01, but changes no word" in done.stderr
    site.commit("Go on", day(22), {"policy/privacy.md": text.replace("New.", "Newer.")})
    assert "changes no word" not in run_policydiff(site.path, "log", "privacy").stderr
    site.commit(
        "Say it\n\nPolicy-Effective: 2024-10-01", day(23), {"policy/privacy.md": text.replace("New.", "*Newer.*")}
    )
    said = run_policydiff(site.path, "log", "privacy").stderr
    assert "states the effective day 2024-10-01, but changes no word" in said


def test_a_day_that_is_stated_again_needs_no_remark(site: GitRepo) -> None:
    text = "---\neffective: 2024-09-01\n---\n1. Words.\n2. More.\n3. New.\n4. Newest.\n"
    site.commit("Date it", day(21), {"policy/privacy.md": text})
    again = text.replace("Newest.", "*Newest.*")
    site.commit("Bolder\n\nPolicy-Effective: 2024-09-01", day(22), {"policy/privacy.md": again})
    assert "changes no word" not in run_policydiff(site.path, "log", "privacy").stderr


def test_a_sparse_checkout_withdraws_nothing(site: GitRepo) -> None:
    site.git("sparse-checkout", "set", "--no-cone", "/mkdocs.yml", "/policy/privacy.md")
    assert not (site.path / "policy/terms.md").exists()
    assert [draft["state"] for draft in answer(site.path, "status")] == ["posted", "posted"]
    assert "nothing to post" in run_policydiff(site.path, "status", "terms").stdout


def test_what_is_no_file_is_no_draft(site: GitRepo) -> None:
    (site.path / "policy/privacy.md").unlink()
    os.mkfifo(site.path / "policy/privacy.md")
    assert "policy/privacy.md is no file" in run_policydiff(site.path, "status").stderr


def test_today_is_the_day_in_the_zone_that_governs_now(repo: GitRepo) -> None:
    """The second edition counts its days in Kiritimati, but not before it is in force."""
    front = "---\ntimezone: {}\nnotice: on posting\n---\n{}\n"
    repo.commit("One", "2024-05-01T09:00:00+00:00", {"policy/privacy.md": front.format("UTC", "One.")})
    repo.commit(
        "Two\n\nPolicy-Effective: 2024-05-20",
        "2024-05-10T09:00:00+00:00",
        {"policy/privacy.md": front.format("Pacific/Kiritimati", "Two.")},
    )
    for at, status in (("2024-05-19T12:00:00Z", "upcoming"), ("2024-05-20T00:00:00Z", "in force")):
        epoch = str(int(datetime.fromisoformat(at).timestamp()))
        done = run_policydiff(repo.path, "log", "--json", environment={"SOURCE_DATE_EPOCH": epoch})
        assert json.loads(done.stdout)[1]["status"] == status


def test_an_unreadable_branch_is_not_an_empty_one(site: GitRepo) -> None:
    for broken in ("0" * 39 + "1", "garbage"):
        (site.path / ".git/refs/heads/main").write_text(f"{broken}\n")
        for name in ("log", "status"):
            done = run_policydiff(site.path, name)
            assert (done.returncode, done.stdout) == (2, "")
            assert "Run `git fsck`" in done.stderr


def test_status_says_how_to_rename_and_rewrite(site: GitRepo) -> None:
    site.write({"policy/privacy.md": None, "policy/data.md": "1. Quite another text.\n"})
    assert "post the renaming first" in run_policydiff(site.path, "status").stdout


def test_log_as_of_a_day_knows_no_later_withdrawal(site: GitRepo) -> None:
    site.commit("Go", day(25), {"policy/terms.md": None})
    assert "withdrawn" not in run_policydiff(site.path, "log", "terms", "--today", "2024-05-24").stdout
    assert "withdrawn on 2024-05-25" in run_policydiff(site.path, "log", "terms", "--today", "2024-05-25").stdout


def test_today_is_a_day_that_can_be_counted_from(site: GitRepo) -> None:
    done = run_policydiff(site.path, "status", "--today", "9999-12-31")
    assert done.returncode == 2
    assert "is no day" in done.stderr


def test_status_proposes_a_fixed_day_for_business_days(repo: GitRepo) -> None:
    config = SITE.format(rule="3 business days after posting") + "      holidays: DE\n"
    repo.commit("A", day(1), {"mkdocs.yml": config, "policy/privacy.md": "Words."})
    repo.write({"policy/privacy.md": "New words."})
    done = run_policydiff(repo.path, "status", "privacy", "--today", "2024-12-23")
    # Christmas, the day after it, and a weekend
    assert "takes effect on 2024-12-30" in done.stdout
    assert "Policy-Effective: 2024-12-30" in done.stdout


def test_status_marks_notice_that_is_too_short(site: GitRepo) -> None:
    site.write({"policy/privacy.md": "---\neffective: 2024-06-03\n---\nNew."})
    done = run_policydiff(site.path, "status", "privacy", "--today", "2024-06-01")
    assert "takes effect on 2024-06-03 (the day that it states)" in done.stdout
    assert "shorter than promised: 10 days after posting is 2024-06-11" in done.stdout
