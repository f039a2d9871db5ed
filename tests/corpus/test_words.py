"""Every word of every edition of real policies is in exactly one clause of what `show` prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policydiff.clauses import parse_clauses, render_text
from policydiff.history import read_histories
from policydiff.model import Edition, Settings
from tests.clauses.test_properties import page_words, words_of_tree
from tests.corpus.histories import CORPORA, MISSING, POLICIES, clone

EVERY = {"github-site-policy": 10}
"""Of long histories every tenth edition, to keep the tests quick; `python -m tests.corpus` reads all."""

pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not CORPORA.exists(), reason=MISSING)]


def editions(name: str, folder: Path) -> Iterator[Edition]:
    histories = read_histories(clone(name, folder), Settings(policies=POLICIES[name]))
    return (edition for history in histories for edition in history.editions)


@pytest.mark.parametrize("name", POLICIES)
def test_every_word_of_every_edition_is_in_one_clause(name: str, tmp_path: Path) -> None:
    read = 0
    for place, edition in enumerate(editions(name, tmp_path / name)):
        if place % EVERY.get(name, 1):
            continue
        assert missing_words(edition.source) == ([], []), f"{edition.path} in {edition.commit}"
        read += 1
    assert read > 0


def missing_words(source: str) -> tuple[list[str], list[str]]:
    """The first words on which page and clauses differ; nothing when they agree from beginning to end."""
    on_page = page_words(render_text(source).html)
    in_clauses = words_of_tree(parse_clauses(source))
    for place, (one, other) in enumerate(zip(on_page, in_clauses, strict=False)):
        if one != other:
            return on_page[place : place + 8], in_clauses[place : place + 8]
    shorter = min(len(on_page), len(in_clauses))
    return on_page[shorter : shorter + 8], in_clauses[shorter : shorter + 8]
