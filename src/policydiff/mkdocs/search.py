"""Pages of ours that a search plugin need not read: what is to be found of them is known (`publish.search`).

Such a plugin reads the HTML of every page in `on_page_context`. Of a change log with hundreds of editions that takes as
long as making the page.
"""

from __future__ import annotations

from mkdocs.structure.pages import Page as MkDocsPage

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
