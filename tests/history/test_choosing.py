"""What EDITION means: a number, a day, `draft`, a revision."""

from __future__ import annotations

import pytest

from policydiff.errors import EditionNotFound
from policydiff.history import ChosenText, GitRepository, read_history, resolve_edition
from policydiff.model import Settings
from tests.compare.texts import history as history_of
from tests.repository import GitRepo


def day(number: int) -> str:
    return f"2024-05-{number:02}T12:00:00+00:00"


@pytest.fixture
def posted(repo: GitRepo) -> GitRepo:
    """Two editions, a change of markup under the old name, a withdrawal and a return, and a draft."""
    repo.commit("A", day(1), {"policy/data.md": "Words of some length that stay the same."})
    repo.commit("M", day(2), {"policy/data.md": "**Words** of some length that stay the same."})
    repo.tag("markup", day(2))
    repo.git("mv", "policy/data.md", "policy/privacy.md")
    repo.commit("R", day(3))
    repo.commit("B", day(3), {"policy/privacy.md": "**Words** of some length that stay the same. More."})
    repo.commit("Gone", day(10), {"policy/privacy.md": None})
    repo.commit("C", day(20), {"policy/privacy.md": "Back."})
    repo.write({"policy/privacy.md": "Draft."})
    return repo


def choose(repo: GitRepo, text: str) -> ChosenText:
    history = read_history(repo.path / "policy/privacy.md", Settings(docs_dir="policy"))
    return resolve_edition(history, text, GitRepository.find(repo.path))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "edition 3"),
        ("2", "edition 2"),
        ("2024-05-02", "edition 1"),
        ("2024-05-04", "edition 2"),
        ("2030-01-01", "edition 3"),
        ("draft", "the draft"),
        ("HEAD", "edition 3"),
        ("HEAD~2", "edition 2"),
        ("rev:HEAD", "edition 3"),
    ],
)
def test_an_edition_is_found(posted: GitRepo, text: str, name: str) -> None:
    assert choose(posted, text).name == name


def test_a_revision_under_an_old_name_gives_its_own_markup(posted: GitRepo) -> None:
    found = choose(posted, "markup")
    assert (found.edition, found.source) == (None, "**Words** of some length that stay the same.")
    assert choose(posted, "draft").source == "Draft."


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("4", "There is no edition 4 of 'privacy': it has 3 editions"),
        ("0", "There is no edition 0"),
        pytest.param("9" * 5000, "There is no edition 9999", id="very long"),
        ("٣", "'٣' is no edition and no revision"),
        ("1234567", "write rev:1234567"),
        ("2024-05-01", "No edition of 'privacy' is recorded before 2024-05-02"),
        ("2024-05-15", "it had been withdrawn"),
        ("2024-02-30", "is no day of the calendar"),
        ("nothing", "'nothing' is no edition and no revision"),
        ("--all", "'--all' is no edition and no revision"),
        ("HEAD~1", "The policy is not in revision 'HEAD~1'"),
    ],
)
def test_what_is_not_there_is_a_sentence(posted: GitRepo, text: str, complaint: str) -> None:
    with pytest.raises(EditionNotFound, match=complaint):
        choose(posted, text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1", "Edition 1 of 'privacy' is omitted from the record: its text is not shown."),
        ("3", "There is no edition 3 of 'privacy': it has 2 editions."),
        ("0", "There is no edition 0 of 'privacy': it has 2 editions."),
        ("123", "it has 2 editions."),
        ("1234", "it has 2 editions. For a git revision, write rev:1234."),
        ("9" * 5000, "it has 2 editions. For a git revision"),
        ("2024-02-30", "2024-02-30 is no day of the calendar."),
        ("2024-01-01", "No edition of 'privacy' is recorded before 2024-01-03."),
        ("draft", "There is no draft without a repository."),
        ("main", "'main' is no edition of 'privacy'."),
    ],
)
def test_what_is_no_edition_is_said_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(EditionNotFound) as error:
        resolve_edition(history_of("Words.\n", "Others.\n", omitted=(1,)), text)
    assert sentence in str(error.value)


def test_one_edition_is_said_in_the_singular() -> None:
    with pytest.raises(EditionNotFound, match="it has one edition"):
        resolve_edition(history_of("Words.\n"), "2")
