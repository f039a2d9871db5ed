"""`policydiff log` over a long history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policydiff.compare import compile_chronicle
from policydiff.history import find_site, read_histories
from tests.bench.histories import write_history
from tests.cli.run import policydiff


def test_two_processes_count_what_one_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_history(tmp_path, policies=4, editions=50)
    monkeypatch.setenv("POLICYDIFF_CACHE", "off")
    answers = []
    for processes in ("1", "2"):
        monkeypatch.setenv("POLICYDIFF_PROCESSES", processes)
        answers.append(policydiff("log", "--json", directory=tmp_path).output)
    assert answers[0] == answers[1]
    site = find_site(tmp_path)
    histories = read_histories(site.repository.root, site.settings)
    counts = [comparison.counts for history in histories for comparison in compile_chronicle(history).comparisons]
    assert [entry["counts"] for entry in json.loads(answers[0])] == counts
