"""Rules that need the history, on real repositories; and what the command does with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policydiff.check.rules.notice_rule import read_promises
from policydiff.model import NoticeRule
from tests.cli.run import policydiff
from tests.repository import GitRepo

FIRST = """# Policy

## 1. Use

1.1. Data is used.

1.2. As clause 2.1 says.

## 2. Rights

2.1. You have rights.
"""
CONFIG = """docs_dir: .
plugins:
  - policydiff:
      check:
        dangling-reference: off
"""


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    repo = GitRepo(tmp_path / "repo")
    repo.commit("Post", "2024-05-01T09:00:00+00:00", {"policy.md": FIRST})
    return repo


def found(repo: GitRepo, *arguments: str) -> list[dict[str, Any]]:
    answer = policydiff("check", "policy.md", "--json", *arguments, directory=repo.path)
    assert answer.status in (0, 1), answer.errors
    findings: list[dict[str, Any]] = json.loads(answer.output)
    return findings


def test_a_text_without_fault_has_no_finding_and_exit_status_0(repo: GitRepo) -> None:
    answer = policydiff("check", "policy.md", directory=repo.path)
    assert (answer.status, answer.output) == (0, "Nothing found.\n")


def test_a_reference_that_says_the_old_number_of_a_renumbered_clause_is_reported(repo: GitRepo) -> None:
    draft = FIRST.replace("2.1. You have rights.", "2.1. Rights are dear to us.\n\n2.2. You have rights.")
    repo.write({"policy.md": draft})
    [finding] = found(repo)
    assert (finding["rule"], finding["line"], finding["column"]) == ("renumbered-reference", 7, 9)
    assert finding["proposal"] == "Write 2.2."


def test_nothing_is_said_of_renumbering_once_the_reference_is_corrected(repo: GitRepo) -> None:
    draft = FIRST.replace("2.1. You have rights.", "2.1. Rights are dear to us.\n\n2.2. You have rights.")
    repo.write({"policy.md": draft.replace("As clause 2.1", "As clause 2.2")})
    assert found(repo) == []


SURVIVAL = """# Agreement

## 1. Fees

Fees are paid by the month, in advance and without any deduction.

## 2. Insurance

You keep an insurance against damage that you do to others.

## 3. Secrets

What is secret stays secret, whoever asks for it.

## 4. Liability

We are liable for intent, and for nothing else that happens to you.

## 5. Survival

{}
"""


@pytest.mark.parametrize(
    ("old", "new", "severities"),
    [
        # Insurance is left out: 3 is 2 now, and 4 is 3
        ("Sections 1, 3 and 4 survive.", "Sections 1, 2 and 3 survive.", []),
        ("Sections 1 and 3 survive the end.", "Sections 1 and 3 (Liability) survive the end.", []),
        ("What survives is in Section 3.", "What survives is in Section 3.", ["error"]),
        ("What survives is in Section 3.", "What survives the end is said in Section 3.", ["warning"]),
    ],
)
def test_an_old_number_is_one_that_nobody_looked_at_when_clauses_were_renumbered(
    repo: GitRepo, old: str, new: str, severities: list[str]
) -> None:
    repo.commit("Agree", "2024-06-01T09:00:00+00:00", {"policy.md": SURVIVAL.format(old)})
    head, _, rest = SURVIVAL.format(new).partition("## 2. Insurance")
    rest = rest.partition("## 3. Secrets")[2]
    rest = rest.replace("## 4.", "## 3.").replace("## 5.", "## 4.")
    repo.write({"policy.md": f"{head}## 2. Secrets{rest}"})
    findings = [finding for finding in found(repo) if finding["rule"] == "renumbered-reference"]
    assert [finding["severity"] for finding in findings] == severities


def test_the_number_of_a_clause_is_right_for_one_that_was_moved_below_it(repo: GitRepo) -> None:
    repo.commit("Agree", "2024-06-01T09:00:00+00:00", {"policy.md": SURVIVAL.format("What survives is in Section 3.")})
    below = SURVIVAL.format("What survives is in Section 3.").replace(
        "## 3. Secrets", "## 3. Trust\n\n### 3.1. Secrets"
    )
    repo.write({"policy.md": below})
    assert found(repo) == []


def test_links_and_what_is_counted_from_the_clause_itself_are_no_old_numbers(repo: GitRepo) -> None:
    text = FIRST.replace(
        "As clause 2.1 says.", "As [clause 2.1](#clause-2.1) and paragraph (b) say:\n\n(a) Read.\n\n(b) Ask."
    )
    repo.commit("List", "2024-06-01T09:00:00+00:00", {"policy.md": text})
    draft = text.replace("2.1. You have rights.", "2.1. Rights are dear to us.\n\n2.2. You have rights.")
    repo.write({"policy.md": draft.replace("(a) Read.\n\n(b) Ask.", "(a) Know.\n\n(b) Read.\n\n(c) Ask.")})
    assert found(repo) == []


def test_a_clause_that_lost_its_number_gives_no_number_to_write(repo: GitRepo) -> None:
    lost = FIRST.replace("2.1. You have rights.", "2.1. Rights are dear to us.\n\nYou have rights.")
    repo.write({"policy.md": lost})
    assert [finding["rule"] for finding in found(repo) if finding["severity"] == "error"] == []


def test_shorter_notice_than_the_rule_grants_is_an_error_at_the_line_that_says_so(repo: GitRepo) -> None:
    rule = "---\nnotice: 30 days after posting\n---\n"
    repo.commit("More notice", "2024-06-01T09:00:00+00:00", {"policy.md": rule + FIRST + "\nEnd.\n"})
    hasty = "---\nnotice: 30 days after posting\neffective: 2024-08-10\n---\n"
    repo.write({"policy.md": hasty + FIRST.replace("is used", "is sold")})
    [finding] = found(repo, "--today", "2024-08-01")
    assert (finding["rule"], finding["severity"], finding["line"]) == ("short-notice", "error", 3)
    assert "(30 days after posting) promises readers 2024-08-31" in finding["message"]


def test_a_posted_edition_that_took_effect_too_early_is_an_error_as_well(repo: GitRepo) -> None:
    rule = "---\nnotice: 30 days after posting\n---\n"
    repo.commit("More notice", "2024-06-01T09:00:00+00:00", {"policy.md": rule + FIRST + "\nEnd.\n"})
    hasty = "---\nnotice: 5 days after posting\neffective: 2024-08-10\n---\n"
    repo.commit("Hasty", "2024-08-01T09:00:00+00:00", {"policy.md": hasty + FIRST.replace("is used", "is sold")})
    [finding] = found(repo, "--today", "2024-09-01")
    assert (finding["rule"], finding["line"]) == ("short-notice", 3)
    assert "(30 days after posting) promises readers 2024-08-31" in finding["message"]


def test_an_amendment_clause_that_disagrees_with_the_configured_rule_is_an_error(repo: GitRepo) -> None:
    promise = "\n3.1. All changes take effect the day after posting.\n"
    repo.write({"policy.md": "---\nnotice: 30 days after posting\n---\n" + FIRST + promise})
    repo.commit("Promise", "2024-06-01T09:00:00+00:00", {})
    rules = [finding["rule"] for finding in found(repo)]
    assert rules == ["notice-rule"]
    repo.write({"policy.md": "---\nnotice: the day after posting\n---\n" + FIRST + promise})
    repo.commit("Agree", "2024-07-01T09:00:00+00:00", {})
    assert found(repo) == []


@pytest.mark.parametrize(
    ("words", "promised"),
    [
        ("Changes take effect two weeks after posting.", NoticeRule(14)),
        ("Changes take effect 10 business days after posting.", NoticeRule(10, business=True)),
        ("Changes take effect ten (10) working days after they are posted.", NoticeRule(10, business=True)),
        ("Changes are effective 5 days after posting; fixes are effective when posted.", NoticeRule(5)),
        ("Changes become effective immediately upon posting.", NoticeRule(0)),
        ("Changes come into force on the day following publication.", NoticeRule(1)),
    ],
)
def test_what_an_amendment_clause_promises(words: str, promised: NoticeRule) -> None:
    assert [rule for rule, _, _ in read_promises(words)] == [promised]


@pytest.mark.parametrize(
    ("setting", "words", "rules"),
    [
        ("notice: 10 days after posting", "Changes take effect 10 business days after posting.", ["notice-rule"]),
        ("notice: 10 days after posting", "Your order becomes effective immediately upon posting it.", []),
        ("title: Policy", "Changes take effect 45 days after posting.", []),
    ],
)
def test_an_amendment_clause_is_held_against_a_rule_that_somebody_set(
    repo: GitRepo, setting: str, words: str, rules: list[str]
) -> None:
    repo.commit("Say", "2024-06-01T09:00:00+00:00", {"policy.md": f"---\n{setting}\n---\n{FIRST}\n3.1. {words}\n"})
    assert [finding["rule"] for finding in found(repo)] == rules


@pytest.mark.parametrize(
    ("stated", "fits"),
    [
        ("Last updated: June 2nd, 2024", True),
        ("Last updated: 2024-05-30", False),
        ("Last updated: June 3rd, 2019", False),
        ("Effective from June 10, 2024", True),
        ("In force since June 1, 2024", True),
        ("In force since 3 March 2021", False),
        (f"Last updated: 3 March 2021 {'and so on, ' * 40}", False),
        (f"{'It was so, ' * 40} last updated: 3 March 2021", True),
    ],
)
def test_a_posted_text_may_state_the_day_of_posting_or_of_effect(repo: GitRepo, stated: str, fits: bool) -> None:
    text = FIRST.replace("# Policy\n", f"# Policy\n\n{stated}\n")
    source = f"---\neffective: 2024-06-10\n---\n{text}"
    repo.commit("Say the date", "2024-06-01T09:00:00+00:00", {"policy.md": source})
    assert [finding["rule"] for finding in found(repo)] == ([] if fits else ["stated-date"])


def test_a_date_far_below_says_nothing_about_the_text(repo: GitRepo) -> None:
    text = FIRST + "".join(f"\n2.{n}. Clause {n} is short.\n" for n in range(2, 12)) + "\nLast updated: 3 March 2021\n"
    repo.commit("Say the date", "2024-06-01T09:00:00+00:00", {"policy.md": text})
    assert found(repo) == []


@pytest.mark.parametrize(
    ("stated", "said"),
    [("1 May 2024", True), ("20 June 2024", False), ("2 August 2024", False)],
)
def test_a_draft_must_not_say_the_date_of_what_is_posted(repo: GitRepo, stated: str, said: bool) -> None:
    repo.write({"policy.md": FIRST.replace("# Policy\n", f"# Policy\n\nEffective date: {stated}\n")})
    findings = found(repo, "--today", "2024-08-01")
    assert ["The draft still says" in finding["message"] for finding in findings] == ([True] if said else [])


def test_a_stated_date_that_the_history_contradicts_is_reported(repo: GitRepo) -> None:
    stated = FIRST.replace("# Policy\n", "# Policy\n\nLast updated: 3 March 2021\n")
    repo.commit("Say the date", "2024-06-01T09:00:00+00:00", {"policy.md": stated})
    [finding] = found(repo)
    assert (finding["rule"], finding["line"], finding["column"]) == ("stated-date", 3, 15)
    repo.commit("Right", "2024-06-02T09:00:00+00:00", {"policy.md": stated.replace("3 March 2021", "June 2, 2024")})
    assert found(repo) == []


def test_since_reports_only_what_the_draft_brings_in(repo: GitRepo) -> None:
    broken = FIRST.replace("As clause 2.1", "As clause 2.7")
    repo.commit("Break", "2024-06-01T09:00:00+00:00", {"policy.md": broken})
    repo.write({"policy.md": broken.replace("Data is used", "Data is used as clause 1.9 says")})
    assert len(found(repo)) == 2
    assert [finding["line"] for finding in found(repo, "--since", "2")] == [5]


def test_severities_are_set_on_the_command_line_and_in_the_site(repo: GitRepo) -> None:
    repo.write({"policy.md": FIRST.replace("As clause 2.1", "As clause 2.7")})
    assert policydiff("check", "policy.md", "--set", "dangling-reference=info", directory=repo.path).status == 0
    assert policydiff("check", "policy.md", "--set", "dangling-reference=off", directory=repo.path).output == (
        "Nothing found.\n"
    )
    repo.write({"mkdocs.yml": CONFIG})
    assert found(repo) == []


@pytest.mark.parametrize("setting", ["no-such-rule=error", "placeholder=fatal", "placeholder"])
def test_a_wrong_severity_is_a_sentence_and_exit_status_2(repo: GitRepo, setting: str) -> None:
    answer = policydiff("check", "policy.md", "--set", setting, directory=repo.path)
    assert answer.status == 2
    assert answer.errors.startswith("policydiff: ")


def test_a_comment_with_a_reason_silences_the_finding_of_its_clause(repo: GitRepo) -> None:
    broken = FIRST.replace("1.2. As clause 2.1", "{}\n\n1.2. As clause 2.7")
    repo.write({"policy.md": broken.format("<!-- policydiff ignore dangling-reference: is added in June -->")})
    assert found(repo) == []
    repo.write({"policy.md": broken.format("<!-- policydiff ignore dangling-reference -->")})
    assert [finding["rule"] for finding in found(repo)] == ["silence", "dangling-reference"]
    other = "clause 2.7. <!-- policydiff ignore placeholder: x -->"
    repo.write({"policy.md": FIRST.replace("clause 2.1 says.", other)})
    assert [finding["rule"] for finding in found(repo)] == ["dangling-reference"]


def test_annotations_for_github_and_gitlab_name_file_and_line(repo: GitRepo) -> None:
    repo.write({"policy.md": FIRST.replace("As clause 2.1", "As clause 2.7")})
    github = policydiff("check", "policy.md", "--format", "github", directory=repo.path)
    assert github.output.startswith("::error file=policy.md,line=7,col=9,title=dangling-reference::Clause 1.2 refers")
    [entry] = json.loads(policydiff("check", "policy.md", "--format", "gitlab", directory=repo.path).output)
    assert entry["location"] == {"path": "policy.md", "lines": {"begin": 7}}


def test_a_file_outside_of_any_repository_can_be_checked(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# X\n\nTODO\n")
    answer = policydiff("check", "x.md", "--json", directory=tmp_path)
    assert answer.status == 1
    assert [finding["rule"] for finding in json.loads(answer.output)] == ["placeholder"]


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    answer = policydiff("check", "nothing.md", directory=tmp_path)
    assert (answer.status, "no file 'nothing.md'" in answer.errors) == (2, True)


def test_a_policy_of_the_site_is_checked_by_its_slug_from_anywhere_in_it(repo: GitRepo) -> None:
    repo.write({"policy.md": FIRST.replace("clause 2.1", "clause 2.7")})
    (repo.path / "notes").mkdir()
    by_slug = policydiff("check", "policy", directory=repo.path / "notes")
    assert by_slug.status == 1
    assert policydiff("check", "policy.md", directory=repo.path).output.splitlines()[0] in by_slug.output


def test_the_json_has_the_fields_of_the_contract(repo: GitRepo) -> None:
    repo.write({"policy.md": FIRST + "\nTODO\n"})
    [finding] = found(repo)
    assert {"rule", "severity", "path", "line", "column", "clause", "message"} <= set(finding)
    assert finding["path"] == "policy.md"
