"""What a rule says about a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
Level = Literal["error", "warning", "info", "off"]
"""What a rule can be set to."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of `policydiff check`: where, how bad, a sentence, and what could be done."""

    rule: str
    severity: Severity
    path: str
    line: int
    column: int
    """Both from 1, in the source file, front matter counted."""
    clause: str
    """The anchor of the clause; empty where the finding is about the file."""
    label: str
    """What is printed before that clause."""
    message: str
    proposal: str = ""
    """A sentence that says what to write instead, where that is known."""
    about: str = ""
    """What it is about, by which it is known again in another edition of the text."""
