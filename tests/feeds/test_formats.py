"""Each format is what its specification says, and other people's software reads from it what was posted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policydiff.model import Chronicle, Withdrawal
from policydiff.publish.policy_title import policy_title
from policydiff.publish.printable import one_line, printable
from tests.feeds import chronicles as made
from tests.feeds.reading import CHECKS, READERS, calendar_events, check_documents, documents, format_of

HOSTILE = (
    "<script>alert('x')</script> & <b>bold</b>",
    "]]> <![CDATA[ &amp; &#0; &lt;",
    "bell \x07, escape \x1b[31m, nul \x00, vertical tab \x0b, delete \x7f, \ufffe",
    "👩‍⚖️ עברית \u202eright to left\u202c العربية",
    "semicolon; comma, back\\slash \"quotes\" 'single' BEGIN:VEVENT",
    "é" * 200,
)


@pytest.fixture(scope="module")
def site() -> Mapping[str, bytes]:
    many = made.chronicle(*made.many(24).history.editions, slug="terms")
    withdrawal = Withdrawal("f" * 40, datetime(2026, 1, 1, tzinfo=UTC), 3)
    return documents(made.privacy(withdrawals=(withdrawal,)), many)


def test_every_document_follows_its_rules_and_is_read_alike(site: Mapping[str, bytes], tmp_path: Path) -> None:
    assert check_documents(site, tmp_path) > 25


def test_the_formats_say_the_same(site: Mapping[str, bytes]) -> None:
    for folder in ("", "privacy/", "terms/"):
        atom, rss, jsonfeed = (READERS[name][0](site[folder + name]) for name in ("feed.xml", "rss.xml", "feed.json"))
        assert atom == rss == jsonfeed


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("Terms \u202eevil", "Terms \u202eevil\u202c"),
        ("\u2067one \u202btwo", "\u2067one \u202btwo\u202c\u2069"),
        ("\u2067one \u202btwo\u2069 three", "\u2067one \u202btwo\u2069 three"),
        ("\u202bone\u202c \u2068two\u2069\u202c", "\u202bone\u202c \u2068two\u2069\u202c"),
    ],
)
def test_a_direction_that_a_title_leaves_open_ends_with_it(opened: str, closed: str) -> None:
    assert one_line(opened) == closed
    assert one_line(closed) == closed


def _with_words(title: str, note: str, name: str) -> Chronicle:
    told = [replace(each, title=title, note=note) for each in made.privacy().history.editions]
    sources = [each.source.replace("the User's name", name).replace("Privacy policy", name) for each in told]
    return made.chronicle(*(replace(e, source=source) for e, source in zip(told, sources, strict=True)))


hostile = st.sampled_from(HOSTILE) | st.text(max_size=60)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile, hostile, st.sampled_from(HOSTILE[1:5]))
def test_whatever_editors_write_comes_through(title: str, note: str, name: str) -> None:
    chronicle = _with_words(title, note, name)
    site = documents(chronicle)
    shown, named = one_line(title), policy_title(chronicle)
    for document in ("privacy/feed.xml", "privacy/rss.xml", "privacy/feed.json", "privacy/clauses/e1-2/feed.xml"):
        CHECKS[format_of(document)](site[document])
        for entry in READERS[format_of(document)][0](site[document]):
            assert entry.title.endswith(f": {shown}" if shown else entry.title[-1:])
            assert entry.title.startswith(f"{named}, edition ")
            assert "<script" not in entry.html
    (first, *_) = json.loads(site["privacy/feed.json"])["items"]
    lines = printable(note.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    for line in lines:
        assert line in first["content_text"]

    events = calendar_events(site["privacy/effective.ics"])
    assert len(events) == 3
    assert not re.search(rb"[^\r]\n|\r[^\n]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", site["privacy/effective.ics"])
    assert all(len(line.rstrip(b"\r")) <= 75 for line in site["privacy/effective.ics"].split(b"\n"))
    for event in events:
        assert str(event["summary"]).startswith(f"{named}: edition ")
        description = str(event["description"])
        assert shown in " ".join(description.split())
        for line in lines:
            assert line in description

    edition = json.loads(site["privacy/editions/2.json"])
    assert (edition["title"], edition["note"]) == (title, note)
