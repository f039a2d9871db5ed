"""Feeds and calendars of real policies."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydiff.compare import compile_chronicle
from policydiff.history import read_histories
from policydiff.model import Settings
from tests.corpus.histories import CORPORA, MISSING, POLICIES, clone
from tests.feeds.reading import check_documents, documents

pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not CORPORA.exists(), reason=MISSING)]


@pytest.mark.parametrize("name", ["whatwg-sg", "commonpaper-csa"])
def test_every_feed_and_calendar_of_a_corpus_is_valid_and_read_alike(name: str, tmp_path: Path) -> None:
    histories = read_histories(clone(name, tmp_path / name), Settings(policies=POLICIES[name]))
    site = documents(*(compile_chronicle(history) for history in histories))
    folder = tmp_path / "documents"
    folder.mkdir()
    assert check_documents(site, folder) > 20
