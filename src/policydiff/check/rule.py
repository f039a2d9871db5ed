"""What a rule is: a name, what it looks for, how bad that is, and a function that yields what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from policydiff.check.draft import DraftText
from policydiff.check.finding import Severity
from policydiff.clauses.citations import Field


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a finding is: in the words of a clause, at its beginning, or on a line of the file."""

    place: int | None = None
    """The place of the clause in `ClauseTree.clauses`."""
    field: Field = "text"
    start: int | None = None
    """Where in that heading or text; None: at the beginning of the clause."""
    end: int = 0
    line: int = 0
    """The line of the file, where that is known better than by the words."""
    column: int = 1


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule yields: where, a sentence, and perhaps what to do."""

    spot: Spot
    message: str
    proposal: str = ""
    about: str = ""
    """What stays the same when the finding stands in another edition: the term, the number. Empty: the message."""
    severity: Severity | None = None
    """Where it differs from the rule's own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of `policydiff check`."""

    name: str
    severity: Severity
    summary: str
    """What it reports, as a phrase for lists of rules."""
    find: Callable[[DraftText], Iterable[Remark]]
