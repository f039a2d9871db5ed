"""The nouns of a feed, whatever its format: entries, a feed of them, and the documents that it is published as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Body:
    """The same content in three lengths and forms; all of it free of characters that XML forbids."""

    summary: str
    html: str
    """A fragment of allow-listed elements that is well-formed XML too, with absolute links."""
    text: str
    """The same as plain text."""


@dataclass(frozen=True)
class Entry:
    """What a subscriber gets for one posting. All text is plain, and free of forbidden characters."""

    id: str
    title: str
    url: str
    edition_url: str
    published: datetime
    updated: datetime
    write: Callable[[], Body]
    categories: tuple[tuple[str, str], ...] = ()
    """(term, label)."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """For programs: policy, edition number, effective day, counts."""

    @cached_property
    def body(self) -> Body:
        """What it says, written once for all formats, and only when one of them is."""
        return self.write()


@dataclass(frozen=True)
class Feed:
    """All entries of one subject, oldest first, and what is said about them together."""

    id: str
    title: str
    subtitle: str
    home: str
    """The page that the feed is about."""
    folder: str
    """Where its documents are, relative to the site's root: `privacy/`, `privacy/clauses/e1-5/` or nothing."""
    author: str
    language: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """The latest change to any entry: the feed's own, whichever document one looks at."""
        return max(entry.updated for entry in self.entries)


@dataclass(frozen=True)
class Document:
    """One document of a feed: the one that is polled, or an archive of older entries (RFC 5005, section 4)."""

    entries: tuple[Entry, ...]
    """Newest first."""
    number: int | None
    """The number of an archive, from 1 for the oldest; None for the document that is subscribed to."""
    older: int | None
    """The number of the archive with the entries before these."""
    newer: int | None
    """The number of the archive with the entries after these."""


@dataclass(frozen=True, slots=True)
class Place:
    """The absolute URLs of a document and of those around it, in one format."""

    current: str
    here: str
    older: str | None
    newer: str | None
