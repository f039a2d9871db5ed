"""Link targets that changed while the words stayed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from policydiff.clauses import parse_clauses

TargetsOf = Callable[[str], Sequence[str]]
"""From a text to the targets of its links: the place for a cache that lasts."""


def changed_links(old: str, new: str, targets_of: TargetsOf) -> tuple[tuple[str, str], ...]:
    """The pairs (old target, new target) that differ between two texts with the same words; a side may be empty."""
    if not _may_differ(old, new):
        return ()
    before, after = list(targets_of(old)), list(targets_of(new))
    found: list[tuple[str, str]] = []
    for op, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        gone, come = before[old_from:old_to], after[new_from:new_to]
        length = max(len(gone), len(come))
        found += zip(gone + [""] * (length - len(gone)), come + [""] * (length - len(come)), strict=True)
    return tuple(found)


def _may_differ(old: str, new: str) -> bool:
    """Whether a line that could hold a link differs; cheap, because most changes of markup are wrapping."""
    changed = set(old.splitlines()) ^ set(new.splitlines())
    return any(sign in line for line in changed for sign in ("](", "]:", "<", "]["))


def find_targets(source: str) -> list[str]:
    """The targets of all links of a text, in its order."""
    return [
        mark.value
        for clause in parse_clauses(source).clauses
        for span in (*clause.heading_spans, *clause.spans)
        for mark in span.marks
        if mark.kind == "link"
    ]
