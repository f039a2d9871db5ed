"""The text under check with all that rules ask about it, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from policydiff.check.position import Locator
from policydiff.check.record import Record
from policydiff.clauses.citations import Field, Link, Reference, find_links
from policydiff.clauses.definitions import Definition, find_definitions
from policydiff.clauses.references import find_references
from policydiff.model import ClauseTree


@dataclass(frozen=True)
class DraftText:
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
