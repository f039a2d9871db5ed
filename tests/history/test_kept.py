"""What is kept between runs: never another answer than without it, and never a reason to fail."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from policydiff.history import GitRepository, find_site, kept, read_histories
from policydiff.history.kept import FOLDERS, Kept
from policydiff.history.kept_texts import KeptTexts
from policydiff.history.stored import restore_histories, store_histories
from tests.cli.run import policydiff
from tests.repository import GitRepo

RECORD = "{}: {{title: Corrected title, reason: It was wrong.}}\n"


@pytest.fixture
def repository(tmp_path: Path) -> GitRepo:
    repository = GitRepo(tmp_path / "site")
    repository.write({"mkdocs.yml": "site_name: x\ndocs_dir: policy\nplugins: [policydiff]\n"})
    repository.commit("First", "2024-05-01T09:00:00+02:00", {"policy/privacy.md": "# P\n\n1. We keep “data”.\n"})
    repository.commit("Second", "2024-06-01T09:00:00+02:00", {"policy/privacy.md": "# P\n\n1. We keep less.\n"})
    repository.commit("Markup", "2024-06-02T09:00:00+02:00", {"policy/privacy.md": "# P\n\n1. We keep *less*.\n"})
    return repository


def _log(repository: GitRepo) -> object:
    return json.loads(policydiff("log", "--json", directory=repository.path).output)


def _files(repository: GitRepo) -> list[Path]:
    return [file for file in (repository.path / ".git" / "policydiff").rglob("*") if file.is_file()]


def test_the_same_answer_again(repository: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = _log(repository)
    assert len(_files(repository)) == 2
    assert _log(repository) == first
    repository.commit("Third", "2024-07-01T09:00:00+02:00", {"policy/privacy.md": "# P\n\n1. We keep nothing.\n"})
    with_kept_words = _log(repository)
    monkeypatch.setenv("POLICYDIFF_CACHE", "off")
    assert with_kept_words == _log(repository) != first


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-20]),
        lambda file: file.write_text('{"a": 1}'),
        lambda file: file.write_text("[[[[]]], [[]]]"),
        lambda file: file.write_bytes(b"\xff\x00"),
    ],
    ids=["empty", "cut", "other", "lists", "bytes"],
)
def test_damage_is_no_reason_to_fail(repository: GitRepo, spoil: Callable[[Path], object]) -> None:
    first = _log(repository)
    for file in _files(repository):
        spoil(file)
    assert _log(repository) == first


def test_words_are_told_apart_as_without_it(repository: GitRepo) -> None:
    settings = find_site(repository.path).settings
    for _ in range(2):
        texts = KeptTexts(Kept(GitRepository.find(repository.path)))
        assert read_histories(
            repository.path, settings, words_of=texts.words_of, targets_of=texts.targets_of
        ) == read_histories(repository.path, settings)
        texts.save()


def test_histories_come_back(repository: GitRepo) -> None:
    first = repository.git("rev-parse", "HEAD~2")
    repository.commit("Record", "2024-07-01T09:00:00+02:00", {"policy/.record.yml": RECORD.format(first)})
    histories = read_histories(repository.path, find_site(repository.path).settings)
    restored = restore_histories(json.loads(json.dumps(store_histories(histories))))
    assert store_histories(restored) == store_histories(histories)
    assert [e.posting_day for e in restored[0].editions] == [e.posting_day for e in histories[0].editions]
    assert restored[0].editions[0].corrections == histories[0].editions[0].corrections


def test_what_is_kept_does_not_grow_for_ever(repository: GitRepo) -> None:
    kept = Kept(GitRepository.find(repository.path))
    for number in range(60):
        kept.write([number], "log", number)
    assert len(_files(repository)) == 40
    assert kept.read("log", 59) == [59]


def test_answers_are_named_after_all_code_that_they_are_computed_with() -> None:
    package = Path(kept.__file__).parents[1]
    texts = [file.read_text("utf-8") for folder in FOLDERS for file in (package / folder).rglob("*.py")]
    imported = {name for text in texts for name in re.findall(r"^\s*from policydiff\.(\w+)", text, flags=re.MULTILINE)}
    assert {name for name in imported if (package / name).is_dir()} == set(FOLDERS)
