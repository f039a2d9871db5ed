"""What became of a clause: where it is in the latest edition that has a text, or which edition removed or merged it.

Old links live on by this: an anchor of any earlier edition leads to where its clause is now, or to what became of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from policydiff.model import Chronicle, Comparison


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of a clause in the latest edition."""

    key: str
    anchor: str
    """Where the clause is in the latest edition; empty when it is gone."""
    gone: Literal["", "removed", "merged"] = ""
    edition: int = 0
    """The edition that removed or merged it; 0 when it is there."""
    into: str = ""
    """The key of the clause that it was merged into."""


def trace_keys(chronicle: Chronicle) -> Mapping[str, Whereabouts]:
    """What became of every clause that there ever was, by key."""
    places = {key: anchor for anchor, key in _latest(chronicle).items()}
    found: dict[str, Whereabouts] = {}
    for number, keys in enumerate(chronicle.keys):
        following = _following(chronicle, number)
        kept = set(chronicle.keys[following].values()) if following is not None else set()
        for anchor, key in keys.items():
            if key in places:
                found[key] = Whereabouts(key, places[key])
            elif following is not None and key not in kept:
                into = _merged_into(chronicle.comparisons[following], anchor)
                edition = chronicle.history.editions[following].number
                kind: Literal["removed", "merged"] = "merged" if into else "removed"
                found[key] = Whereabouts(key, "", kind, edition, chronicle.keys[following].get(into, ""))
    return found


def _latest(chronicle: Chronicle) -> Mapping[str, str]:
    """The keys of the latest edition that has a text, by anchor."""
    return next((keys for keys in reversed(chronicle.keys) if keys), {})


def _following(chronicle: Chronicle, number: int) -> int | None:
    """The place of the next edition that has a text."""
    editions = chronicle.history.editions
    return next((at for at in range(number + 1, len(editions)) if not editions[at].omitted), None)


def _merged_into(comparison: Comparison, anchor: str) -> str:
    """The anchor of the clause that a clause was merged into; empty when it was removed."""
    for change in comparison.changes:
        if change.new and change.old and anchor in (change.old.anchor, *change.related_old):
            return change.new.anchor
    return ""
