"""Everything known about a policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.model.changes import Comparison
from policydiff.model.history import PolicyHistory
from policydiff.model.text import ClauseTree


@dataclass(frozen=True)
class Chronicle:
    """A policy with all that follows from its history: what the pages, feeds and the command line show."""

    history: PolicyHistory
    trees: tuple[ClauseTree, ...]
    """One for each edition."""
    keys: tuple[Mapping[str, str], ...]
    """One mapping, anchor to key, for each edition."""
    comparisons: tuple[Comparison, ...]
    """Each edition against the one before; the first against the empty text."""

    @property
    def slug(self) -> str:
        """The slug of the policy."""
        return self.history.slug
