"""The text under check with all that rules ask about it, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from policydiff.check.position import Locator
from policydiff.clauses.references import Field, Link, Reference, find_links, find_references
from policydiff.clauses.terms import Definition, find_definitions
from policydiff.model import ClauseTree, Comparison, Edition, NoticeRule


@dataclass(frozen=True)
class Record:
    """What the history knows of the text: the latest posted edition and what would follow from posting the draft."""

    latest: Edition
    tree: ClauseTree
    """The clauses of the latest edition."""
    comparison: Comparison
    """The latest edition against the draft."""
    posted: bool
    """Whether the draft has the words of the latest edition, that is, nothing is to be posted."""
    governing: NoticeRule
    """The notice rule that governs the next posting."""
    effective: date | None = None
    """When the draft would take effect if it were posted on the day of the check; None when it is posted."""
    promised: date | None = None
    """The day that the governing rule grants, when `effective` is earlier."""
    configured: bool = False
    """Whether the notice rule was set by somebody, and is not merely the default."""


@dataclass(frozen=True)
class Draft:
    """One text under check. Pure data: files that it links to were looked up before."""

    path: str
    source: str
    tree: ClauseTree
    today: date
    ids: frozenset[str] = frozenset()
    """All ids of the rendered page, those that the author wrote included."""
    linked: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    """For each link target that is a file beside the text (`relative_file`) its ids; None when it does not exist."""
    record: Record | None = None
    """None outside a repository and before the first posting."""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the source file."""
        return tuple(self.source.split("\n"))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The cross-references in the text."""
        return find_references(self.tree)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links in the text."""
        return find_links(self.tree)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """The definitions in the text."""
        return find_definitions(self.tree)

    @cached_property
    def locator(self) -> Locator:
        """Finds words in the source file."""
        return Locator(self.source, self.tree)

    def words_of(self, place: int, part: Field) -> str:
        """The heading or the text of a clause."""
        clause = self.tree.clauses[place]
        return clause.heading if part == "heading" else clause.text

    def called(self, anchor: str) -> str:
        """What a person calls the clause at an anchor: its number and heading, or its first words."""
        clause = self.tree.by_anchor[anchor]
        return clause.name
