"""One text: its clauses in a tree, and the markup of their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

MarkKind = Literal["link", "strong", "em", "code", "del", "ins", "sub", "sup", "abbr", "image", "mark", "html"]
"""The inline markup a word can carry. `html` is any other inline element, named in `value`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup around some words: its kind and, for links and abbreviations, the target or title."""

    kind: MarkKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of a clause's words under the same markup, outermost mark first."""

    text: str
    marks: tuple[Mark, ...] = ()


ClauseForm = Literal["heading", "paragraph", "item", "row", "quote", "code", "definition", "footnote", "html"]
"""How a clause is set in the Markdown."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered, headed or other unit of the text; sub-clauses are clauses of their own.

    `text` is the clause's own words as a reader sees them: without label, heading and sub-clauses,
    markup removed, white space collapsed. `heading` likewise. Joining the texts of `heading_spans`
    gives `heading`, joining those of `spans` gives `text`.
    """

    anchor: str
    label: str
    heading: str
    text: str
    parent: int | None
    """The place of the parent in `ClauseTree.clauses`; None at the top."""
    level: int
    """1 for a clause without parent, else one more than its parent's."""
    form: ClauseForm = "paragraph"
    spans: tuple[Span, ...] = ()
    heading_spans: tuple[Span, ...] = ()
    alias: str = ""
    """The key that the editor set with `{#data-retention}`; empty without one."""
    line: int = 1
    """The first line of the clause in the source file, front matter counted, from 1."""

    @property
    def words(self) -> str:
        """Heading and text together."""
        return " ".join(part for part in (self.heading, self.text) if part)

    @property
    def name(self) -> str:
        """What a person calls it: label and heading, or the first words."""
        shown = self.heading or self.text
        if not self.heading and len(shown) > 60:
            shown = shown[:60].rsplit(" ", 1)[0] + " …"
        return " ".join(part for part in (self.label, shown) if part)


@dataclass(frozen=True)
class ClauseTree:
    """The clauses of one text in document order. Every word of the document is in exactly one of them."""

    title: str
    clauses: tuple[Clause, ...]

    @cached_property
    def by_anchor(self) -> Mapping[str, Clause]:
        """The clauses by their anchors, which are unique."""
        return {clause.anchor: clause for clause in self.clauses}

    @cached_property
    def children(self) -> Mapping[int | None, tuple[int, ...]]:
        """The places of the sub-clauses of each clause, in order; under None those at the top."""
        found: dict[int | None, list[int]] = {}
        for place, clause in enumerate(self.clauses):
            found.setdefault(clause.parent, []).append(place)
        return {parent: tuple(places) for parent, places in found.items()}

    def parent_of(self, clause: Clause) -> Clause | None:
        """The clause above this one."""
        return None if clause.parent is None else self.clauses[clause.parent]

    def lineage(self, clause: Clause) -> Iterator[Clause]:
        """The clauses above this one, nearest first."""
        above = self.parent_of(clause)
        while above is not None:
            yield above
            above = self.parent_of(above)
