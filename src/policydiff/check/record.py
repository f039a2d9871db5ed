"""What the history knows of a text under check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from policydiff.clauses import parse_clauses
from policydiff.compare import compare_trees
from policydiff.history import Draft, due_if_posted
from policydiff.history.texts import read_front_matter
from policydiff.model import ClauseTree, Comparison, Dated, Edition, NoticeRule, Settings

_DEFAULT = (Dated("the day after posting"),)


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


def compile_record(draft: Draft, settings: Settings, instant: datetime, *, of_site: bool) -> Record | None:
    """What the history says about a draft that would be posted at an instant; None before the first posting.

    `of_site` says whether somebody laid down settings for a site at all.
    """
    history = draft.history
    if history is None or not history.editions or history.latest.omitted or history.withdrawn or not draft.source:
        return None
    latest = history.latest
    posted = not draft.makes_edition
    due = due_if_posted(draft, settings, instant)
    old, new = parse_clauses(latest.source), parse_clauses(draft.source)
    own_notice = read_front_matter(draft.source, draft.path).notice
    return Record(
        latest=latest,
        tree=old,
        comparison=compare_trees(old, new),
        posted=posted,
        governing=due.rule,
        effective=None if posted else due.effective,
        promised=None if posted else due.promised,
        configured=of_site or bool(own_notice) or settings.notice != _DEFAULT,
    )
