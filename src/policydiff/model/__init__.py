"""The nouns of the project: frozen dataclasses that every folder shares.

They hold what was found, never how to find it; nothing else of ours is imported here. Where a rule is behind a field,
the docstring names it (DESIGN: "Contract").
"""

from policydiff.model.changes import KINDS, Change, Comparison, Kind, Op, Redline, Segment, count_kinds
from policydiff.model.chronicle import Chronicle
from policydiff.model.history import (
    ChangeClass,
    Correction,
    Edition,
    EditionSource,
    NoticeRule,
    PolicyHistory,
    Standing,
    Status,
    Withdrawal,
)
from policydiff.model.settings import Dated, Settings
from policydiff.model.text import Clause, ClauseForm, ClauseTree, Mark, MarkKind, Span

__all__ = [
    "KINDS",
    "Change",
    "ChangeClass",
    "Chronicle",
    "Clause",
    "ClauseForm",
    "ClauseTree",
    "Comparison",
    "Correction",
    "Dated",
    "Edition",
    "EditionSource",
    "Kind",
    "Mark",
    "MarkKind",
    "NoticeRule",
    "Op",
    "PolicyHistory",
    "Redline",
    "Segment",
    "Settings",
    "Span",
    "Standing",
    "Status",
    "Withdrawal",
    "count_kinds",
]
