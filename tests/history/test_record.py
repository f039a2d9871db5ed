"""Corrections of the record: `.record.yml` in git."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from policydiff.errors import PolicyError, SettingError
from policydiff.history import read_histories, read_history
from policydiff.history.record import read_record
from policydiff.model import PolicyHistory, Settings
from tests.repository import GitRepo

POLICY = Settings(docs_dir="policy")


def day(number: int) -> str:
    return f"2024-05-{number:02}T12:00:00+00:00"


def both(repo: GitRepo) -> PolicyHistory:
    """The one policy, read as a site and as a file, which must agree."""
    [history] = read_histories(repo.path, POLICY)
    assert read_history(repo.path / "policy/privacy.md", POLICY) == history
    return history


def test_a_correction_says_when_and_why(repo: GitRepo) -> None:
    commit = repo.commit("Titel", day(1), {"policy/privacy.md": "Words."})
    record = f"{commit[:9]}:\n  title: The title\n  change: correction\n  reason: A slip.\n"
    repo.commit("Correct", day(5), {"policy/.record.yml": record})
    repo.commit("Touch", day(6), {"policy/.record.yml": f"# A comment.\n{record}"})
    edition = both(repo).latest
    assert (edition.title, edition.change) == ("The title", "correction")
    title, change = edition.corrections
    assert (title.was, title.now, title.reason) == ("Titel", "The title", "A slip.")
    assert (change.was, change.now) == ("amendment", "correction")
    assert {each.corrected for each in edition.corrections} == {datetime.fromisoformat(day(5))}


def test_a_record_that_is_not_committed_corrects_nothing(repo: GitRepo) -> None:
    commit = repo.commit("Titel", day(1), {"policy/privacy.md": "Words."})
    repo.write({"policy/.record.yml": f"{commit}: {{title: The title, reason: A slip.}}"})
    assert both(repo).latest.title == "Titel"


def test_a_text_posted_by_mistake_is_omitted_and_appears_nowhere(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    secret = repo.commit("B", day(2), {"policy/privacy.md": "Words. [Secret](https://secret.example)"})
    repo.commit("Link", day(2), {"policy/privacy.md": "Words. [Secret](https://secret2.example)"})
    repo.commit("Omit", day(3), {"policy/.record.yml": f"{secret}: {{omit: true, reason: Posted by mistake.}}"})
    with pytest.raises(PolicyError, match="its text is still in the file"):
        both(repo)
    repo.commit("C", day(4), {"policy/privacy.md": "Words. Better."})
    history = both(repo)
    assert [(edition.number, edition.omitted) for edition in history.editions] == [(1, False), (2, True), (3, False)]
    assert "ecret" not in repr(history)


def test_a_slip_in_the_record_can_be_put_right(repo: GitRepo) -> None:
    commit = repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    repo.commit("Correct", day(5), {"policy/.record.yml": "deadbee: {title: Better, reason: A slip.}"})
    with pytest.raises(SettingError, match="deadbee is no commit of the branch main"):
        both(repo)
    repo.commit("Better", day(6), {"policy/.record.yml": f"{commit}: {{effective: 2024-06-01, reason: A slip.}}"})
    with pytest.raises(SettingError, match=r"Take `effective` of [0-9a-f]+ out of"):
        both(repo)
    repo.commit("Best", day(7), {"policy/.record.yml": f"{commit}: {{title: Better, reason: A slip.}}"})
    assert (both(repo).latest.title, both(repo).latest.effective.isoformat()) == ("Better", "2024-05-02")


def test_rewording_the_record_is_no_correction(repo: GitRepo) -> None:
    commit = repo.commit("A\n\nPolicy-Effective: 2024-08-01", day(1), {"policy/privacy.md": "Words."})
    fields = "effective: 2024-05-10, reason: A slip."
    repo.commit("Correct", day(2), {"policy/.record.yml": f"{commit[:7]}: {{{fields}}}"})
    repo.commit("Reword", day(20), {"policy/.record.yml": f"{commit}: [{{policy: privacy, {fields}}}]"})
    edition = both(repo).latest
    assert edition.effective.isoformat() == "2024-05-10"
    assert [each.corrected.isoformat() for each in edition.corrections] == [day(2)]


def test_a_former_slug_is_known_to_the_record(repo: GitRepo) -> None:
    commit = repo.commit("A", day(1), {"policy/data.md": "Words."})
    record = f"{commit}: {{policy: data, title: Better, reason: A slip.}}"
    repo.commit("Rename", day(2), {"policy/data.md": None, "policy/privacy.md": "Words.", "policy/.record.yml": record})
    assert both(repo).latest.title == "Better"


def test_an_old_pointer_to_lfs_is_an_error_until_it_is_omitted(repo: GitRepo) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    mistake = repo.commit("B", day(2), {"policy/privacy.md": pointer})
    repo.commit("C", day(3), {"policy/privacy.md": "Words again."})
    with pytest.raises(PolicyError, match=rf"privacy\.md in commit {mistake[:9]} is a pointer to Git LFS"):
        both(repo)
    repo.commit("Omit", day(4), {"policy/.record.yml": f"{mistake}: {{omit: true, reason: No text.}}"})
    assert [edition.omitted for edition in both(repo).editions] == [False, True, False]


def test_a_withdrawal_has_no_more_than_its_posting_to_correct(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    gone = repo.commit("Go", day(5), {"policy/privacy.md": None})
    repo.commit("Correct", day(6), {"policy/.record.yml": f"{gone}: {{posted: '2024-05-05T08:00Z', reason: A slip.}}"})
    [withdrawal] = both(repo).withdrawals
    assert withdrawal.posted == datetime(2024, 5, 5, 8, tzinfo=UTC)
    repo.commit("Correct", day(7), {"policy/.record.yml": f"{gone}: {{title: Gone, reason: A slip.}}"})
    with pytest.raises(SettingError, match=rf"commit {gone} made no edition, so there is no `title` to correct"):
        read_histories(repo.path, POLICY)


def test_one_policy_of_a_commit_can_be_meant(repo: GitRepo) -> None:
    commit = repo.commit("A", day(1), {"policy/privacy.md": "Words.", "policy/terms.md": "Terms."})
    record = (
        f"{commit}:\n  - {{policy: privacy, title: On privacy, reason: r}}\n  - {{policy: terms, note: n, reason: r}}\n"
    )
    repo.commit("B", day(2), {"policy/.record.yml": record})
    privacy, terms = read_histories(repo.path, POLICY)
    assert (privacy.latest.title, privacy.latest.note) == ("On privacy", "")
    assert (terms.latest.title, terms.latest.note) == ("A", "n")


def test_a_commit_that_made_no_edition_cannot_be_corrected(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    other = repo.commit("B", day(2), {"README.md": "Read."})
    repo.commit("C", day(3), {"policy/.record.yml": f"{other}: {{title: T, reason: r}}"})
    with pytest.raises(SettingError, match="made no edition"):
        read_histories(repo.path, POLICY)
    repo.commit("D", day(4), {"policy/.record.yml": "0123456789: {title: T, reason: r}"})
    with pytest.raises(SettingError, match="is no commit of"):
        read_histories(repo.path, POLICY)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- a\n", "must map commits to corrections"),
        ("abc: {title: T, reason: r}", "'abc' is no commit"),
        ("1234567: {title: T}", "needs a `reason`"),
        ("1234567: {titel: T, reason: r}", "unknown field 'titel'"),
        ("1234567: {posted: 2024-05-01, reason: r}", "is no instant"),
        ("1234567: {effective: soon, reason: r}", "is no day"),
        ("1234567: {change: big, reason: r}", "correction, amendment or material"),
        ("1234567: {omit: false, reason: r}", "can only be true"),
        ("1234567: T", "must map fields"),
        ("1234567: {title: [T], reason: r}", "must map fields"),
        ("1234567: {effective: 9999-12-31, reason: r}", "is no day"),
        ("a: [", "cannot be read as YAML"),
        ("? [a]\n: b", "cannot be read as YAML"),
        ("1234567: {title: T, reason: r}\n1234567: {note: N, reason: r}", r"1234567 is there twice \(line 2\)"),
        ("1234567: {title: T, title: U, reason: r}", "title is there twice"),
    ],
)
def test_a_record_that_cannot_be_used_is_an_error(text: str, complaint: str) -> None:
    with pytest.raises(SettingError, match=complaint) as error:
        read_record(text, "policy/.record.yml", datetime.now(UTC))
    assert "policy/.record.yml" in str(error.value)


@pytest.mark.parametrize("commit", ["1234567", "1e10000", "0123456", "1_000_000"])
def test_a_commit_that_looks_like_a_number_is_a_commit(commit: str) -> None:
    if "_" in commit:
        with pytest.raises(SettingError, match="is no commit"):
            read_record(f"{commit}: {{title: T, reason: r}}", "record", datetime.now(UTC))
    else:
        [entry] = read_record(f"{commit}: {{title: T, reason: r}}", "record", datetime.now(UTC))
        assert entry.commit == commit
