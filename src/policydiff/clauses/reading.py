"""Markdown to clauses, words and pages, by the one fixed profile (DESIGN: "Editions, from git")."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from policydiff.clauses.profile import read_units, read_words, render_page
from policydiff.clauses.source import cut_front_matter, split_front_matter
from policydiff.clauses.units import Unit
from policydiff.errors import PolicyError
from policydiff.model import Clause, ClauseTree


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
    return _with_title(_tree_of(read_units(body), lines), source)


def edition_words(source: str) -> str:
    """The words by which editions are told apart: rendered, with labels, case and punctuation, in normal form."""
    _, body, _ = cut_front_matter(source)
    return " ".join(words for words in read_words(body) if words)


def render_text(source: str) -> RenderedText:
    """The page of a text, with the same anchors as its clause tree has.

    Raw HTML passes as it does in MkDocs.
    """
    _, body, lines = cut_front_matter(source)
    sections, entries, units = render_page(body)
    return RenderedText(sections, _toc_of(entries), _with_title(_tree_of(units, lines), source))


def _toc_of(tokens: Sequence[Any]) -> tuple[TocEntry, ...]:
    return tuple(
        TocEntry(html.unescape(token["name"]), token["id"], token["level"], _toc_of(token["children"]))
        for token in tokens
    )


def _with_title(tree: ClauseTree, source: str) -> ClauseTree:
    """A text without a heading of its own is called what its front matter says, as in MkDocs."""
    if tree.title:
        return tree
    try:
        title = split_front_matter(source).meta.get("title")
    except PolicyError:
        return tree
    return replace(tree, title=" ".join(title.split())) if isinstance(title, str) else tree


def _tree_of(units: Sequence[Unit], lines: int) -> ClauseTree:
    places: dict[Unit, int] = {}
    levels: list[int] = []
    found: list[Clause] = []
    first = next((unit for unit in units if unit.form == "heading"), None)
    title = first.heading_words if first and first.level == 1 and not first.label else ""
    for place, unit in enumerate(units):
        places[unit] = place
        parent = places[unit.parent] if unit.parent else None
        levels.append(1 if parent is None else levels[parent] + 1)
        found.append(
            Clause(
                anchor=unit.anchor,
                label=unit.label.shown if unit.label else "",
                heading=unit.heading_words,
                text=unit.text_words,
                parent=parent,
                level=levels[-1],
                form=unit.form,
                spans=unit.text,
                heading_spans=unit.heading,
                alias=unit.alias,
                line=unit.line + lines + 1,
            )
        )
    return ClauseTree(title, tuple(found))
