"""The example's site: its feeds say what the command line says, are found from its pages, and can be read."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import nh3
import pytest
from playwright.sync_api import Browser

from tests.cli.run import policydiff
from tests.conftest import DEMO_TODAY
from tests.feeds.reading import calendar_events, check_documents, format_of

READERS_ALLOW = {
    "a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "i", "ins", "li", "ol", "p", "pre", "s",
    "strong", "sub", "sup", "u", "ul",
}  # fmt: skip
"""What feed readers commonly let through; no class, style or direction."""


def said(repository: Path, *arguments: str) -> Any:
    return json.loads(policydiff(*arguments, "--json", directory=repository).output)


def test_every_feed_and_calendar_of_the_example_is_valid_and_read_alike(demo_site: Path, tmp_path: Path) -> None:
    names = (file.relative_to(demo_site).as_posix() for file in sorted(demo_site.rglob("*")) if file.is_file())
    found = {name: (demo_site / name).read_bytes() for name in names if format_of(name) or name.endswith(".ics")}
    assert check_documents(found, tmp_path) > 20


@pytest.mark.parametrize("policy", ["privacy", "cookies"])
def test_entries_and_events_say_what_log_and_diff_say(demo_repository: Path, demo_site: Path, policy: str) -> None:
    log = said(demo_repository, "log", policy)
    items = json.loads((demo_site / policy / "feed.json").read_bytes())["items"]
    by_number = {item["_policydiff"]["edition"]: item for item in items if "edition" in item["_policydiff"]}
    events = calendar_events((demo_site / policy / "effective.ics").read_bytes())
    data = json.loads((demo_site / policy / "editions.json").read_bytes())
    assert data["as_of"] == DEMO_TODAY.isoformat()
    assert sorted(by_number) == sorted(edition["number"] for edition in log)
    assert len(events) == len(log)
    days = {str(event.decoded("dtstart")) for event in events}
    for edition in log:
        facts = by_number[edition["number"]]["_policydiff"]
        for name in ("posted", "effective", "title", "note", "change", "counts"):
            assert facts[name] == edition[name]
        assert edition["effective"] in days
        (told,) = [each for each in data["editions"] if each["number"] == edition["number"]]
        same = set(edition) - {"status", "in_force_from", "in_force_until"}
        assert {name: told[name] for name in same} == {name: edition[name] for name in same}
    for number in sorted(by_number)[1:]:
        diff = said(demo_repository, "diff", policy, str(number - 1), str(number))
        told = json.loads((demo_site / policy / "editions" / f"{number}.json").read_bytes())
        assert (told["changes"], told["pairs"], told["counts"]) == (diff["changes"], diff["pairs"], diff["counts"])
        quiet = {"renumbered", "moved", "format"}
        parts = [part for each in diff["changes"] if set(each["kinds"]) - quiet for part in each["redline"]]
        root = ET.fromstring(f"<div>{by_number[number]['content_html']}</div>")
        for tag, op in (("ins", "+"), ("del", "-")):
            marked = ["".join(each.itertext()).strip() for each in root.iter(tag)]
            assert marked == [text.strip() for kind, text in parts if kind == op]


def test_pages_lead_to_the_feeds_that_are_about_them(demo_site: Path) -> None:
    pages = {
        "index.html": "feed.xml",
        "privacy/index.html": "privacy/feed.xml",
        "privacy/changes/index.html": "privacy/feed.xml",
        "privacy/clauses/e1-5/index.html": "privacy/clauses/e1-5/feed.xml",
        "privacy/clauses/e1-5.6/index.html": "privacy/clauses/e1-5/feed.xml",
    }
    for page, feed in pages.items():
        html = (demo_site / page).read_text("utf-8")
        links = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', html)
        assert [urljoin(f"/{page}", link) for link in links] == [f"/{feed}"], page
    main_page = (demo_site / "privacy/index.html").read_text("utf-8")
    assert 'href="clauses/e1-5/#subscribe"' in main_page
    log = (demo_site / "privacy/changes/index.html").read_text("utf-8")
    assert 'href="webcal://' in log
    assert "/privacy/feed.xml</code>" in log


@pytest.mark.browser
def test_a_sanitised_entry_shows_a_redline(demo_site: Path, browser: Browser) -> None:
    items = json.loads((demo_site / "privacy/feed.json").read_bytes())["items"]
    html = nh3.clean(items[0]["content_html"], tags=READERS_ALLOW)
    page = browser.new_page(viewport={"width": 420, "height": 900})
    page.set_content(f"<!doctype html><meta charset=utf-8><title>A reader</title>{html}")
    line = "element => getComputedStyle(element).textDecorationLine"
    assert page.locator("ins").count() > 0
    assert all(each.evaluate(line) == "underline" for each in page.locator("ins").all())
    assert all(each.evaluate(line) == "line-through" for each in page.locator("del").all())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "Takes effect on" in page.inner_text("body")
    page.close()
