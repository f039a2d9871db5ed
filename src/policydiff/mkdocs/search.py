"""The site's search, which need not read our pages: what is to be found of them is known (`publish.search`).

A search plugin reads the HTML of every page in `on_page_context`. Of a change log with hundreds of editions that takes
as long as making the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from pathlib import Path

from mkdocs.structure.pages import Page as MkDocsPage

from policydiff.publish.search import with_own_entries
from policydiff.publish.site import Page

_STAND_IN = "<p>-</p>"


class SparedPages:
    """What pages say while a search plugin looks at them."""

    def __init__(self) -> None:
        self._contents: dict[str, str] = {}

    def spare(self, page: MkDocsPage) -> None:
        """Before the search plugin: take away the content."""
        self._contents[page.file.src_uri] = page.content or ""
        page.content = _STAND_IN

    def restore(self, page: MkDocsPage) -> None:
        """After the search plugin: put the content back."""
        page.content = self._contents.pop(page.file.src_uri, page.content)


def complete_index(site: Path, pages: Mapping[str, Page], hidden: Set[str]) -> None:
    """Put our entries into a finished site's search index, if it has one; as `with_own_entries`."""
    index = site / "search" / "search_index.json"
    if index.is_file():
        found = json.loads(index.read_text("utf-8"))
        found["docs"] = with_own_entries(found["docs"], pages, hidden)
        index.write_text(json.dumps(found, separators=(",", ":")), "utf-8")
