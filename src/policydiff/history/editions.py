"""From the postings of one file to its editions: which of them changed the words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A posting of a policy's file with its text."""

    commit: str
    committed: datetime
    path: str
    source: str | None
    """None where there is no text: the file was deleted, or says `policy: false`."""
    words: str
    message: str
    merged: tuple[str, ...] = ()
    """The messages of the commits that this one brought in."""
    tag: str = ""
    tagged: datetime | None = None


@dataclass(frozen=True, slots=True)
class EditionStep:
    """A step that made an edition."""

    step: Step
    restored: bool
    before: str
    """The text of the edition before; empty for the first."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the steps amount to."""

    editions: tuple[EditionStep, ...]
    withdrawals: tuple[tuple[Step, int], ...]
    """Each with the number of the edition before it."""
    retouched: tuple[tuple[Step, Step, int], ...]
    """Steps that changed a text but not its words, each with the step before and the number of their edition."""


def find_editions(steps: Sequence[Step]) -> Outline:
    """The steps, oldest first, that made editions: those whose words differ from the edition before, and returns."""
    editions: list[EditionStep] = []
    withdrawals: list[tuple[Step, int]] = []
    retouched: list[tuple[Step, Step, int]] = []
    present: Step | None = None
    for step in steps:
        if step.source is None:
            if editions and present is not None:
                withdrawals.append((step, len(editions)))
            present = None
            continue
        last = editions[-1].step if editions else None
        restored = last is not None and present is None
        if restored or step.words != (last.words if last else ""):
            editions.append(EditionStep(step, restored, (last.source or "") if last else ""))
        elif present is not None and editions and step.source != present.source:
            retouched.append((present, step, len(editions)))
        present = step
    return Outline(tuple(editions), tuple(withdrawals), tuple(retouched))
