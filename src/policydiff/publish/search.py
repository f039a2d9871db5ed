"""What the site's own search finds of a policy: each clause of the current text, by its number and by its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import escape

from policydiff.model import ClauseTree
from policydiff.publish.subject import short_name

Entry = Mapping[str, Any]
"""An entry of MkDocs' search index: `location` (relative to the root, with an anchor), `title` and `text`, as HTML."""


def with_clauses(entries: Iterable[Entry], trees: Mapping[str, ClauseTree], hidden: set[str]) -> list[Entry]:
    """The index with an entry for each clause instead of each section, and without the pages that must not be found.

    `trees` has the texts by the URLs of their pages; both, and `hidden`, are relative to the root of the site.
    """
    found: list[Entry] = []
    for entry in entries:
        url, _, anchor = entry["location"].partition("#")
        if url in hidden or (anchor and url in trees):
            continue
        if url not in trees:
            found.append(entry)
            continue
        found.append({**entry, "text": ""})
        found += _clauses(trees[url], url)
    return found


def _clauses(tree: ClauseTree, url: str) -> Iterable[Entry]:
    for clause in tree.clauses:
        if clause.words and clause.heading != tree.title:
            title = escape(short_name(clause, 60))
            yield {"location": f"{url}#{clause.anchor}", "title": str(title), "text": str(escape(clause.text))}
