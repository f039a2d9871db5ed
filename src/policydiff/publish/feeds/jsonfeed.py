"""JSON Feed 1.1 (jsonfeed.org). Older entries are at `next_url`; facts for programs in the extension `_policydiff`."""

from __future__ import annotations

from policydiff.publish.feeds.documents import Document, Entry, Feed, Place
from policydiff.publish.json_bytes import json_bytes

MEDIA_TYPE = "application/feed+json"


def write_jsonfeed(feed: Feed, document: Document, place: Place) -> bytes:
    """One JSON Feed document of a feed."""
    return json_bytes(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.home,
            "feed_url": place.here,
            "description": feed.subtitle,
            **({"next_url": place.older} if place.older else {}),
            "authors": [{"name": feed.author}],
            "language": feed.language,
            "items": [_item(entry) for entry in document.entries],
        }
    )


def _item(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.body.summary,
        "content_html": entry.body.html,
        "content_text": entry.body.text,
        "date_published": entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.updated.isoformat(timespec="seconds"),
        "tags": [term for term, _ in entry.categories],
        "_policydiff": dict(entry.facts),
    }
