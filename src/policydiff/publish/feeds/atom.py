"""Atom (RFC 4287) with archives (RFC 5005)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import datetime

from policydiff.publish.feeds.documents import Document, Entry, Feed, Place

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"


def write_atom(feed: Feed, document: Document, place: Place) -> bytes:
    """One Atom document of a feed."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xmlns:fh": _HISTORY, "xml:lang": feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _instant(feed.updated if document.number is None else _latest(document)))
    _text(ET.SubElement(root, "author"), "name", feed.author)
    _text(root, "generator", "policydiff")
    _link(root, "self", place.here, MEDIA_TYPE)
    _link(root, "alternate", feed.home, "text/html")
    if document.number is not None:
        ET.SubElement(root, "fh:archive")
        _link(root, "current", place.current, MEDIA_TYPE)
    if place.older:
        _link(root, "prev-archive", place.older, MEDIA_TYPE)
    if place.newer:
        _link(root, "next-archive", place.newer, MEDIA_TYPE)
    for entry in document.entries:
        root.append(_entry(entry))
    ET.indent(root)
    document_bytes: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document_bytes + b"\n"


def _entry(entry: Entry) -> ET.Element:
    element = ET.Element("entry")
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "published", _instant(entry.published))
    _text(element, "updated", _instant(entry.updated))
    _link(element, "alternate", entry.url, "text/html")
    if entry.edition_url != entry.url:
        _link(element, "related", entry.edition_url, "text/html")
    for term, label in entry.categories:
        ET.SubElement(element, "category", {"term": term, "label": label})
    _text(element, "summary", entry.body.summary)
    content = ET.SubElement(element, "content", {"type": "html"})
    content.text = entry.body.html
    return element


def _latest(document: Document) -> datetime:
    return max(entry.updated for entry in document.entries)


def _instant(instant: datetime) -> str:
    """RFC 3339."""
    return instant.isoformat(timespec="seconds")


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, href: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": href})
