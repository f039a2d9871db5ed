"""RSS 2.0 (RSS Advisory Board), with the full text in `content:encoded` and archives as in RFC 5005, appendix B."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from email.utils import format_datetime

from markupsafe import escape

from policydiff.publish.feeds.documents import Document, Entry, Feed, Place

MEDIA_TYPE = "application/rss+xml"
_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:fh": "http://purl.org/syndication/history/1.0",
}


def write_rss(feed: Feed, document: Document, place: Place) -> bytes:
    """One RSS document of a feed."""
    root = ET.Element("rss", {"version": "2.0", **_NAMESPACES})
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", feed.title)
    _text(channel, "link", feed.home)
    _text(channel, "description", str(escape(feed.subtitle)))
    _text(channel, "language", feed.language)
    _text(channel, "lastBuildDate", format_datetime(max(entry.updated for entry in document.entries)))
    _text(channel, "generator", "policydiff")
    _text(channel, "docs", "https://www.rssboard.org/rss-specification")
    _link(channel, "self", place.here)
    if document.number is not None:
        ET.SubElement(channel, "fh:archive")
        _link(channel, "current", place.current)
    if place.older:
        _link(channel, "prev-archive", place.older)
    if place.newer:
        _link(channel, "next-archive", place.newer)
    for entry in document.entries:
        channel.append(_item(entry, feed))
    ET.indent(root)
    document_bytes: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document_bytes + b"\n"


def _item(entry: Entry, feed: Feed) -> ET.Element:
    item = ET.Element("item")
    _text(item, "title", entry.title)
    _text(item, "link", entry.url)
    guid = ET.SubElement(item, "guid", {"isPermaLink": "false"})
    guid.text = entry.id
    _text(item, "pubDate", format_datetime(entry.published))
    _text(item, "dc:creator", feed.author)
    for term, _ in entry.categories:
        _text(item, "category", term)
    # RSS says that a description is HTML, so plain text is escaped once more.
    _text(item, "description", str(escape(entry.body.summary)))
    _text(item, "content:encoded", entry.body.html)
    return item


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, href: str) -> None:
    ET.SubElement(parent, "atom:link", {"rel": rel, "type": MEDIA_TYPE, "href": href})
