"""What the history knows of a text under check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policydiff.clauses import parse_clauses
from policydiff.compare import compare_trees
from policydiff.history.due import Due
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
    own_rule: NoticeRule
    """The rule that the text itself and the settings lay down for what comes after it."""
    effective: date | None = None
    """When the draft would take effect if it were posted on the day of the check; None when it is posted."""
    promised: date | None = None
    """The day that the governing rule grants, when `effective` is earlier."""
    configured: bool = False
    """Whether the notice rule was set by somebody, and is not merely the default."""


def compile_record(
    latest: Edition,
    source: str,
    due: Due,
    own_rule: NoticeRule,
    *,
    posted: bool,
    configured: bool,
    comparison: Comparison | None = None,
) -> Record:
    """What follows for a text with the words of the latest edition (`posted`), or that would make the next one.

    `comparison` is that of the two, where it is known already.
    """
    old = parse_clauses(latest.source)
    return Record(
        latest=latest,
        tree=old,
        comparison=comparison or compare_trees(old, parse_clauses(source)),
        posted=posted,
        governing=due.rule,
        own_rule=own_rule,
        effective=None if posted else due.effective,
        promised=None if posted else due.promised,
        configured=configured,
    )
