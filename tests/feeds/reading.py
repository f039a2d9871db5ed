"""Feeds and calendars as other people's software reads them, in one form."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
import jsonschema
from icalendar import Calendar
from lxml import etree

from policydiff.model import Chronicle
from policydiff.publish.plan import plan_site
from policydiff.publish.site import SiteFacts
from tests.feeds.chronicles import SITE, TODAY
from tests.feeds.javascript import LIBRARIES, read_with_javascript

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"


@dataclass(frozen=True)
class Read:
    """An entry as a reader sees it."""

    id: str
    title: str
    url: str
    html: str


def documents(*chronicles: Chronicle, site: SiteFacts = SITE) -> Mapping[str, bytes]:
    days = {chronicle.slug: TODAY for chronicle in chronicles}
    files = plan_site(chronicles, today=days, facts=site).files
    return {file.address: file.content for file in files if not file.address.endswith(("compare.json", ".md"))}


def plain_atom(content: bytes) -> list[Read]:
    """What the XML says, without the leniency of a feed library."""
    entries = ET.fromstring(content).iter(f"{ATOM}entry")
    return [
        Read(
            entry.findtext(f"{ATOM}id", ""),
            entry.findtext(f"{ATOM}title", ""),
            next(link.attrib["href"] for link in entry.iter(f"{ATOM}link") if link.get("rel") == "alternate"),
            entry.findtext(f"{ATOM}content", ""),
        )
        for entry in entries
    ]


def plain_rss(content: bytes) -> list[Read]:
    items = ET.fromstring(content).iter("item")
    return [
        Read(
            item.findtext("guid", ""),
            item.findtext("title", ""),
            item.findtext("link", ""),
            item.findtext(f"{CONTENT}encoded", ""),
        )
        for item in items
    ]


def plain_json(content: bytes) -> list[Read]:
    items = json.loads(content)["items"]
    return [Read(item["id"], item["title"], item["url"], item["content_html"]) for item in items]


def with_feedparser(content: bytes) -> list[Read]:
    feed = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.bozo_exception
    return [Read(entry.id, entry.title, entry.link, entry.content[0].value) for entry in feed.entries]


def with_fastfeedparser(content: bytes) -> list[Read]:
    feed = fastfeedparser.parse(content)
    return [Read(entry.id, entry.title, entry.link, entry.content[0]["value"]) for entry in feed.entries]


def calendar_events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def plain_events(content: bytes) -> list[dict[str, Any]]:
    """The events with what a calendar program shows, as `readers.mjs` prints them."""
    return [
        {
            "uid": str(event["uid"]),
            "summary": str(event["summary"]),
            "description": str(event["description"]),
            "day": event["dtstart"].dt.isoformat(),
            "allDay": not isinstance(event["dtstart"].dt, datetime),
            "sequence": int(event["sequence"]),
            "status": str(event["status"]),
        }
        for event in calendar_events(content)
    ]


Reader = Callable[[bytes], list[Read]]
READERS: Mapping[str, tuple[Reader, ...]] = {
    "feed.xml": (plain_atom, with_feedparser, with_fastfeedparser),
    "rss.xml": (plain_rss, with_feedparser, with_fastfeedparser),
    "feed.json": (plain_json, with_fastfeedparser),
}


@cache
def _grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / "rfc4287.rng"))


def check_atom(content: bytes) -> None:
    """RFC 4287: its grammar, and what its text says beyond the grammar."""
    document = etree.fromstring(content)
    _grammar().assertValid(document)
    for within in (document, *document.iter(f"{ATOM}entry")):
        alternates = [link for link in within.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
    assert document.find(f"{ATOM}author") is not None
    identifiers = [entry.findtext(f"{ATOM}id") for entry in document.iter(f"{ATOM}entry")]
    assert len(set(identifiers)) == len(identifiers)


def check_json_feed(content: bytes) -> None:
    jsonschema.validate(json.loads(content), json.loads((SCHEMAS / "jsonfeed-1.1.schema.json").read_bytes()))


_RSS_CHANNEL = {
    "title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate",
    "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput", "skipHours", "skipDays", "item",
}  # fmt: skip
_RSS_ITEM = {
    "title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source",
}  # fmt: skip
_RSS_ONCE = _RSS_ITEM - {"category"}


def check_rss(content: bytes) -> None:
    """The rules of RSS 2.0: one channel, its required elements, elements known or of another namespace, once each."""
    root = ET.fromstring(content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    assert {"title", "link", "description"} <= {child.tag for child in channel}
    assert {child.tag for child in channel if not child.tag.startswith("{")} <= _RSS_CHANNEL
    for item in channel.iter("item"):
        tags = [child.tag for child in item if not child.tag.startswith("{")]
        assert set(tags) <= _RSS_ITEM
        assert all(tags.count(tag) <= 1 for tag in _RSS_ONCE)
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        parsedate_to_datetime(item.findtext("pubDate", ""))


CHECKS: Mapping[str, Callable[[bytes], None]] = {
    "feed.xml": check_atom,
    "rss.xml": check_rss,
    "feed.json": check_json_feed,
}


def format_of(address: str) -> str:
    """Which of the formats a feed's document has, by its address."""
    folder, _, name = address.rpartition("/")
    if name in CHECKS:
        return name
    parent = folder.rpartition("/")[2]
    if name.rpartition(".")[0].isdecimal() and parent in {"feed", "rss"}:
        return f"{parent}.{name.rpartition('.')[2]}"
    return ""


def check_documents(documents: Mapping[str, bytes], folder: Path) -> int:
    """How many feeds and calendars of a site were found right: each by its rules, and alike by every reader there is.

    `folder` is an empty one to write into. Skips the test after that where there is no JavaScript.
    """
    feeds = {address: content for address, content in documents.items() if format_of(address)}
    calendars = {address: content for address, content in documents.items() if address.endswith(".ics")}
    expected = {address: _stripped(READERS[format_of(address)][0](content)) for address, content in feeds.items()}
    for address, content in feeds.items():
        form = format_of(address)
        CHECKS[form](content)
        assert expected[address], address
        for read in READERS[form][1:]:
            assert _stripped(read(content)) == expected[address], (address, read)
    events = {address: plain_events(content) for address, content in calendars.items()}
    for library, formats in LIBRARIES.items():
        asked = {a: c for a, c in documents.items() if (format_of(a) or a.rpartition("/")[2]) in formats}
        found = read_with_javascript(library, asked.values(), folder)
        for address, theirs in zip(asked, found, strict=True):
            if address in events:
                assert theirs == events[address], (address, library)
            else:
                assert _stripped([Read(**each) for each in theirs]) == expected[address], (address, library)
    return len(feeds) + len(calendars)


def _stripped(entries: Iterable[Read]) -> list[Read]:
    """White space around the text is nobody's: some readers strip it."""
    return [replace(entry, html=entry.html.strip()) for entry in entries]
