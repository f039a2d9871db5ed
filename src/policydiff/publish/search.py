"""What the site's own search finds of a policy: each clause of the current text, and each edition by its change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from markupsafe import escape

from policydiff.model import ClauseTree
from policydiff.publish.site import Page
from policydiff.publish.subject import short_name

Entry = Mapping[str, Any]
"""An entry of MkDocs' search index: `location` (relative to the root, with an anchor), `title` and `text`, as HTML."""


def with_own_entries(entries: Iterable[Entry], pages: Mapping[str, Page], hidden: Set[str]) -> list[Entry]:
    """The index with our entries for our pages, whatever was found in them, and without the pages that are hidden.

    `pages` has them by their URLs; these, and those in `hidden`, are relative to the root of the site.
    """
    found: list[Entry] = []
    for entry in entries:
        url, _, anchor = entry["location"].partition("#")
        page = pages.get(url)
        if url in hidden:
            continue
        if page is None or not names_passages(page):
            found.append(entry)
        elif not anchor:
            found.append({**entry, "text": ""})
            found += (
                {"location": f"{url}#{anchor}", "title": str(escape(title)), "text": str(escape(text))}
                for anchor, title, text in _passages(page)
            )
    return found


def names_passages(page: Page) -> bool:
    """Whether all that is to be found of a page is known without reading its HTML."""
    with_clauses = page.frame is not None and page.frame.tree is not None
    return with_clauses or page.kind == "changes" or not page.indexed


def _passages(page: Page) -> Iterator[tuple[str, str, str]]:
    """Anchor, title and text of what is found one by one."""
    yield from page.passages
    tree = page.frame.tree if page.frame is not None else None
    if tree is not None:
        yield from _clauses(tree)


def _clauses(tree: ClauseTree) -> Iterator[tuple[str, str, str]]:
    for clause in tree.clauses:
        if clause.words and clause.heading != tree.title:
            yield clause.anchor, short_name(clause, 60), clause.text
