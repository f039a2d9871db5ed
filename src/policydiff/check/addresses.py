"""What a link can point at: the ids of a page, and the files beside it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from policydiff.clauses import decode_source, render_text
from policydiff.clauses.citations import find_links
from policydiff.errors import PolicyError
from policydiff.model import ClauseTree

_ID = re.compile(r"<[a-zA-Z][^<>]*?\s(?:id|name)=(?:\"([^\"]+)\"|'([^']+)')")
_SECOND_ID = re.compile(r"\s(?:id|name)=\"([^\"]+)\"")
_OURS = re.compile(r"(?:^|/)(?:changes|editions|compare|clauses)(?:/|\.html|$)|\.(?:xml|ics|json)$")


@lru_cache(maxsize=64)
def find_ids(source: str) -> frozenset[str]:
    """All ids of the page of a text: ours, the author's, and the slugs that forges give to headings."""
    rendered = render_text(source)
    ids = {html.unescape(found) for found in _SECOND_ID.findall(rendered.html)}
    ids |= {html.unescape(found[0] or found[1]) for found in _ID.findall(rendered.html)}
    return frozenset(ids | set(_forge_slugs(rendered.tree)))


def _forge_slugs(tree: ClauseTree) -> dict[str, None]:
    """The ids that GitHub and GitLab give: punctuation dropped, a hyphen for every space."""
    found: dict[str, None] = {}
    for clause in tree.clauses:
        if clause.form == "heading":
            shown = f"{clause.label} {clause.heading}".strip().lower()
            slug = re.sub(r"[^\w\- ]", "", shown).replace(" ", "-")
            number = 0
            while slug + (f"-{number}" if number else "") in found:
                number += 1
            found[slug + (f"-{number}" if number else "")] = None
    return found


def relative_file(target: str) -> str | None:
    """The path of a file beside the text that a link names; None for any other kind of link."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/") or _OURS.search(parts.path):
        return None
    return unquote(parts.path)


def candidates(path: str) -> tuple[str, ...]:
    """The files that can answer to a relative path: itself, and the Markdown that becomes the page of that name."""
    bare = path.rstrip("/")
    if bare.endswith(".html"):
        bare = bare.removesuffix(".html")
        return path, f"{bare}.md", f"{bare}/index.md"
    if bare.rpartition("/")[2].count(".") and not bare.endswith(".."):
        return (path,)
    return path, f"{bare}.md", f"{bare}/index.md", f"{bare}/README.md"


def look_up(tree: ClauseTree, read: Callable[[str], bytes | None]) -> Mapping[str, frozenset[str] | None]:
    """The ids of the files beside a text that it links to: none known for what is no Markdown, None for no such file.

    `read` gives the content at a path relative to the text, empty for a folder, None where there is nothing.
    """
    found: dict[str, frozenset[str] | None] = {}
    for link in find_links(tree):
        path = relative_file(link.target)
        if path is not None and path not in found:
            found[path] = _ids_of(path, read)
    return found


def _ids_of(path: str, read: Callable[[str], bytes | None]) -> frozenset[str] | None:
    for candidate in candidates(path):
        data = read(candidate)
        if data is None:
            continue
        if not candidate.endswith((".md", ".markdown")):
            return frozenset()
        try:
            return find_ids(decode_source(data, candidate))
        except PolicyError:
            return frozenset()
    return None
