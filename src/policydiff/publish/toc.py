"""Tables of contents for pages that the plan renders itself."""

from __future__ import annotations

from collections.abc import Iterable, Set

from policydiff.clauses import TocEntry as Heading
from policydiff.publish.site import TocEntry


def marked_toc(headings: Iterable[Heading], changed: Set[str] = frozenset()) -> tuple[TocEntry, ...]:
    """The headings of a text, with marks at those that changed."""
    return tuple(
        TocEntry(h.anchor, h.title, h.level, h.anchor in changed, marked_toc(h.children, changed)) for h in headings
    )


def nested(entries: list[TocEntry]) -> tuple[TocEntry, ...]:
    """Each entry below the nearest earlier one of a higher level."""
    found: list[TocEntry] = []
    place = 0
    while place < len(entries):
        entry = entries[place]
        end = place + 1
        while end < len(entries) and entries[end].level > entry.level:
            end += 1
        children = nested(entries[place + 1 : end])
        found.append(TocEntry(entry.anchor, entry.title, entry.level, entry.changed, children))
        place = end
    return tuple(found)
