"""Archived feeds (RFC 5005, section 4): a small document to poll, older entries in documents that do not change."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.publish.feeds.documents import Document, Feed

ARCHIVE_SIZE = 10
"""Entries in an archive. The document that is polled holds at least as many and fewer than twice as many new ones."""


def documents_of(feed: Feed) -> Iterator[Document]:
    """The subscription document, then the archives, oldest first.

    Archives are filled from the oldest entry on, so that a new posting changes none of them. Subscribers read archives
    once: an archived entry that is revised later is given out again in the subscription document, and of two entries
    with one identifier they take the one that was updated last.
    """
    entries = feed.entries
    full = max(0, (len(entries) - ARCHIVE_SIZE) // ARCHIVE_SIZE)
    archived, recent = entries[: full * ARCHIVE_SIZE], entries[full * ARCHIVE_SIZE :]
    revised = [entry for entry in archived if entry.updated > max(entry.published, recent[0].published)]
    again = sorted(revised, key=lambda entry: entry.updated)[-ARCHIVE_SIZE:]
    again.sort(key=archived.index)
    yield Document((*reversed(recent), *reversed(again)), None, full or None, None)
    for number in range(1, full + 1):
        yield Document(
            tuple(reversed(entries[(number - 1) * ARCHIVE_SIZE : number * ARCHIVE_SIZE])),
            number,
            number - 1 or None,
            number + 1 if number < full else None,
        )
