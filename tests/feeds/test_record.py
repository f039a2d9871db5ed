"""What the record of an edition goes through, as calendars and feeds tell it."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from policydiff.compare import compile_chronicle
from policydiff.history import read_histories
from policydiff.model import Settings
from tests.feeds.reading import calendar_events, documents
from tests.repository import GitRepo


def told(repo: GitRepo) -> tuple[list[Any], list[dict[str, Any]]]:
    """The events and the entries of the one policy."""
    site = documents(*map(compile_chronicle, read_histories(repo.path, Settings(docs_dir="policy"))))
    return calendar_events(site["privacy/effective.ics"]), json.loads(site["privacy/feed.json"])["items"]


def test_sequence_and_stamp_rise_with_each_correction_also_of_a_correction_and_when_it_is_taken_back(
    tmp_path: Path,
) -> None:
    repo = GitRepo(tmp_path)
    text = {"policy/privacy.md": "# Privacy\n\n1. One.\n"}
    first = repo.commit("Post\n\nPolicy-Effective: 2030-01-01", "2026-01-01T10:00:00+00:00", text)
    days = {
        f"{first}: {{effective: 2031-01-01, reason: Later.}}": date(2031, 1, 1),
        f"{first}: {{effective: 2032-01-01, reason: Later still.}}": date(2032, 1, 1),
        f"{first}: {{effective: 2032-01-01, title: Hello, reason: Later still.}}": date(2032, 1, 1),
        "": date(2030, 1, 1),
    }
    sequence, stamp = -1, datetime.fromisoformat("2026-01-01T09:00:00+00:00")
    for month, (record, day) in enumerate(days.items(), 2):
        repo.commit("Correct", f"2026-{month:02}-01T10:00:00+00:00", {"policy/.record.yml": record or None})
        [event], [entry] = told(repo)
        assert event.decoded("dtstart") == day
        assert int(event["sequence"]) > sequence
        assert event.decoded("dtstamp") > stamp
        assert datetime.fromisoformat(entry["date_modified"]) == event.decoded("dtstamp")
        sequence, stamp = int(event["sequence"]), event.decoded("dtstamp")


def test_a_corrected_withdrawal_is_told_again(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path)
    repo.commit("Post", "2026-01-01T10:00:00+00:00", {"policy/privacy.md": "# Privacy\n\n1. One.\n"})
    gone = repo.commit("Withdraw", "2026-03-01T10:00:00+00:00", {"policy/privacy.md": None})
    before = told(repo)[0][1]
    record = f'{gone}: {{posted: "2026-03-01T08:00:00+00:00", reason: Deployed early.}}'
    repo.commit("Correct", "2026-03-02T10:00:00+00:00", {"policy/.record.yml": record})
    (_, after), (entry, _) = told(repo)
    assert (before["uid"], int(before["sequence"])) == (after["uid"], 0)
    assert int(after["sequence"]) == 1
    assert after.decoded("dtstamp") == datetime.fromisoformat("2026-03-02T10:00:00+00:00")
    assert entry["date_published"] == "2026-03-01T08:00:00+00:00"
    assert entry["date_modified"] == "2026-03-02T10:00:00+00:00"
