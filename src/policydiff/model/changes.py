"""Two texts: which clauses correspond, and what changed in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from policydiff.model.text import Clause, Mark

Kind = Literal["added", "removed", "amended", "renumbered", "moved", "split", "merged", "format"]
KINDS: tuple[Kind, ...] = (
    "added", "removed", "amended", "renumbered", "moved", "split", "merged", "format",
)  # fmt: skip

Op = Literal["=", "+", "-"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a redline: kept, inserted or deleted words, with the markup of the side they come from."""

    op: Op
    text: str
    marks: tuple[Mark, ...] = ()
    """For kept words the markup of the new side."""


Redline = tuple[Segment, ...]
"""Accepting `+` and dropping `-` gives exactly the new text, the reverse exactly the old."""


@dataclass(frozen=True)
class Change:
    """What happened to one clause between two texts."""

    kinds: tuple[Kind, ...]
    """In the order of `KINDS`, at least one."""
    old: Clause | None
    new: Clause | None
    redline: Redline = ()
    """Over the text alone, or over heading and text when the heading changed."""
    heading_redline: Redline = ()
    """Over the heading alone, when it changed."""
    related_old: tuple[str, ...] = ()
    """For split and merged: anchors of the other clauses in the old text."""
    related_new: tuple[str, ...] = ()
    """Likewise in the new text."""
    key: str = ""
    """The clause's key, once keys have been given."""

    @property
    def clause(self) -> Clause:
        """The clause as it is now, or as it last was."""
        clause = self.new or self.old
        assert clause is not None, "a change has at least one side"
        return clause


@dataclass(frozen=True)
class Comparison:
    """The whole correspondence of two texts, and what changed."""

    pairs: tuple[tuple[str, str], ...]
    """(old anchor, new anchor), unchanged clauses included; a split or merged clause has several."""
    changes: tuple[Change, ...]
    """In the order of the new text, removed clauses where they stood."""
    unchanged: int
    """How many clauses of the new text are in no change."""

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """One number for each kind of change, and `unchanged`."""
        return count_kinds(Counter(kind for change in self.changes for kind in change.kinds), self.unchanged)


def count_kinds(found: Mapping[str, int], unchanged: int) -> Mapping[str, int]:
    """The numbers that the contract gives of a comparison (DESIGN: "Command line", `counts`)."""
    return {**{kind: found.get(kind, 0) for kind in KINDS}, "unchanged": unchanged}
