"""Markdown to clauses, words and pages, by the one fixed profile (DESIGN: "Editions, from git")."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from policydiff.clauses.placing import clauses_of, place_sections, title_of
from policydiff.clauses.profile import read_sections, render_page
from policydiff.clauses.source import cut_front_matter, split_front_matter
from policydiff.errors import PolicyError
from policydiff.model import ClauseTree


@dataclass(frozen=True, slots=True)
class TocEntry:
    """An entry of a page's table of contents."""

    title: str
    """Plain text, with the printed label."""
    anchor: str
    level: int
    children: tuple[TocEntry, ...]


@dataclass(frozen=True)
class RenderedText:
    """A text as a page: its HTML, its table of contents, and the clause tree that came from the same marking."""

    sections: tuple[str, ...]
    """HTML in pieces that have nothing to do with each other: consecutive editions share most of them."""
    toc: tuple[TocEntry, ...]
    tree: ClauseTree

    @cached_property
    def html(self) -> str:
        """The whole page."""
        return "\n".join(self.sections).strip()


def parse_clauses(source: str) -> ClauseTree:
    """The clauses of a policy's Markdown file, front matter included.

    Never raises; every word of the rendered text is in exactly one clause.
    """
    _, body, lines = cut_front_matter(source)
    sections = read_sections(body)
    clauses = clauses_of(sections, place_sections(sections), lines + 1)
    return _with_title(ClauseTree(title_of(sections), clauses), source)


def edition_words(source: str) -> str:
    """The words by which editions are told apart: rendered, with labels, case and punctuation, in normal form."""
    _, body, _ = cut_front_matter(source)
    return " ".join(section.words for section in read_sections(body) if section.words)


def render_text(source: str) -> RenderedText:
    """The page of a text, with the same anchors as its clause tree has.

    Raw HTML passes as it does in MkDocs.
    """
    _, body, lines = cut_front_matter(source)
    sections, entries, tree = render_page(body, lines + 1)
    return RenderedText(sections, _toc_of(entries), _with_title(tree, source))


def _toc_of(tokens: Sequence[Any]) -> tuple[TocEntry, ...]:
    return tuple(
        TocEntry(html.unescape(token["name"]), token["id"], token["level"], _toc_of(token["children"]))
        for token in tokens
    )


def _with_title(tree: ClauseTree, source: str) -> ClauseTree:
    """A text without a heading of its own is called what its front matter says, as in MkDocs."""
    return tree if tree.title else replace(tree, title=_title_in(cut_front_matter(source)[0]))


@lru_cache(maxsize=1000)
def _title_in(front_matter: str) -> str:
    """The title that some YAML states; kept, because it is nearly always that of the last edition."""
    if not front_matter:
        return ""
    try:
        title = split_front_matter(f"---\n{front_matter}---\n").meta.get("title")
    except PolicyError:
        return ""
    return " ".join(title.split()) if isinstance(title, str) else ""
