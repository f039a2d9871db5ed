"""What the site's search knows of long pages, for the rebuilds of `mkdocs serve`: it is not read again while they last.

A search plugin reads the HTML of every page in `on_page_context`. Of a change log with hundreds of editions that takes
longer than all else of a rebuild.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs.structure.pages import Page as MkDocsPage

from policydiff.publish.search import Entry

_STAND_IN = "<p>-</p>"


@dataclass
class _Known:
    given: tuple[str, str]
    """The title and the content of the page as the search plugin got it."""
    left: str = ""
    """The content as that plugin left it."""
    entries: Sequence[Entry] | None = None


class SearchedPages:
    """What the search plugin found in each page of the last build."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._spared: set[str] = set()

    def spare(self, page: MkDocsPage) -> None:
        """Before the search plugin: take away the content that it read in an earlier build."""
        given = str(page.title), page.content or ""
        known = self._known.get(page.url)
        if known is not None and known.given == given and known.entries is not None:
            self._spared.add(page.url)
            page.content = _STAND_IN
        else:
            self._spared.discard(page.url)
            self._known[page.url] = _Known(given)

    def restore(self, page: MkDocsPage) -> None:
        """After the search plugin: put the content back, as that plugin leaves it."""
        known = self._known[page.url]
        if page.url in self._spared:
            page.content = known.left
        else:
            known.left = page.content or ""

    def complete(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """The entries of this build, those of pages that were not read in their places; they are kept for the next."""
        found: dict[str, list[Entry]] = {}
        for entry in entries:
            found.setdefault(entry["location"].partition("#")[0], []).append(entry)
        for url, known in self._known.items():
            if url in self._spared:
                found[url] = list(known.entries or ())
            else:
                known.entries = found.get(url, [])
        self._spared.clear()
        return [entry for each in found.values() for entry in each]
