"""Markdown to clauses, words and pages, by the one fixed profile (DESIGN: "Editions, from git")."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown import Markdown

from policydiff.clauses.extension import ClauseExtension
from policydiff.clauses.inline import text_of
from policydiff.clauses.lines import lines_of
from policydiff.clauses.source import cut_front_matter
from policydiff.clauses.units import Unit
from policydiff.clauses.words import fold
from policydiff.model import Clause, ClauseTree

PROFILE_EXTENSIONS = (
    "toc", "tables", "fenced_code", "footnotes", "def_list", "attr_list", "abbr", "admonition", "md_in_html",
)  # fmt: skip
"""The extensions by which words are judged, whatever a site adds for show. Version 1; never changed silently."""


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

    html: str
    toc: tuple[TocEntry, ...]
    tree: ClauseTree


@cache
def _profile(mark: bool) -> tuple[Markdown, ClauseExtension]:
    clauses = ClauseExtension(mark=mark)
    return Markdown(extensions=[*PROFILE_EXTENSIONS, clauses], tab_length=4, output_format="html"), clauses


def _convert(source: str, *, mark: bool) -> tuple[str, Markdown, list[Unit], int, str]:
    _, body, lines = cut_front_matter(source)
    markdown, clauses = _profile(mark)
    markdown.reset()
    page = markdown.convert(body)
    return page, markdown, list(clauses.units), lines, body


def parse_clauses(source: str) -> ClauseTree:
    """The clauses of a policy's Markdown file, front matter included.

    Never raises; every word of the rendered text is in exactly one clause.
    """
    _, _, units, lines, body = _convert(source, mark=False)
    return _tree_of(units, body, lines)


def edition_words(source: str) -> str:
    """The words by which editions are told apart: rendered, with labels, case and punctuation, in normal form."""
    _, _, units, _, _ = _convert(source, mark=False)
    return fold(" ".join(unit.words for unit in units))


def render_text(source: str) -> RenderedText:
    """The page of a text, with the same anchors as its clause tree has.

    Raw HTML passes as it does in MkDocs.
    """
    page, markdown, units, lines, body = _convert(source, mark=True)
    return RenderedText(page, _toc_of(getattr(markdown, "toc_tokens", [])), _tree_of(units, body, lines))


def _toc_of(tokens: Sequence[Any]) -> tuple[TocEntry, ...]:
    return tuple(
        TocEntry(html.unescape(token["name"]), token["id"], token["level"], _toc_of(token["children"]))
        for token in tokens
    )


def _tree_of(units: Sequence[Unit], body: str, lines: int) -> ClauseTree:
    places: dict[Unit, int] = {}
    levels: list[int] = []
    found: list[Clause] = []
    first = next((unit for unit in units if unit.form == "heading"), None)
    title = text_of(first.heading) if first and first.level == 1 and not first.label else ""
    source_lines = lines_of(units, body)
    for place, unit in enumerate(units):
        places[unit] = place
        parent = places[unit.parent] if unit.parent else None
        levels.append(1 if parent is None else levels[parent] + 1)
        heading = text_of(unit.heading)
        found.append(
            Clause(
                anchor=unit.anchor,
                label=unit.label.shown if unit.label else "",
                heading=heading,
                text=text_of(unit.text),
                parent=parent,
                level=levels[-1],
                form=unit.form,
                spans=unit.text,
                heading_spans=unit.heading,
                alias=unit.alias,
                line=source_lines[place] + lines + 1,
            )
        )
    return ClauseTree(title, tuple(found))
