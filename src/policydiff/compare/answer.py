"""A comparison as plain data: the JSON that `policydiff diff` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policydiff.compare.knock_on import KnockOn
from policydiff.model import Change, Clause, Comparison, Redline


def comparison_to_data(
    comparison: Comparison, policy: str, old: object, new: object, knock_on: Iterable[KnockOn] = ()
) -> dict[str, Any]:
    """The fields `policy, old, new, counts, pairs, changes, knock_on`; `old` and `new` name the texts."""
    return {
        "policy": policy,
        "old": old,
        "new": new,
        "counts": dict(comparison.counts),
        "pairs": [list(pair) for pair in comparison.pairs],
        "changes": [change_to_data(change) for change in comparison.changes],
        "knock_on": [
            {
                "anchor": each.clause.anchor,
                "label": each.clause.label,
                "heading": each.clause.heading,
                "kind": each.kind,
                "about": each.about,
                "changed": each.changed,
            }
            for each in knock_on
        ],
    }


def change_to_data(change: Change) -> Mapping[str, Any]:
    """One change: `kinds, key, old, new, related, redline`, and on which side the related clauses are."""
    return {
        "kinds": list(change.kinds),
        "key": change.key,
        "old": _clause_to_data(change.old),
        "new": _clause_to_data(change.new),
        "related": [*change.related_old, *change.related_new],
        "related_old": list(change.related_old),
        "related_new": list(change.related_new),
        "redline": redline_to_data(change.redline),
    }


def redline_to_data(redline: Redline) -> list[list[str]]:
    """The redline as `[op, text]`, without markup: neighbours that differ in nothing else are one."""
    parts: list[list[str]] = []
    for segment in redline:
        if parts and parts[-1][0] == segment.op:
            parts[-1][1] += segment.text
        elif segment.text:
            parts.append([segment.op, segment.text])
    return parts


def _clause_to_data(clause: Clause | None) -> dict[str, str] | None:
    if clause is None:
        return None
    return {"anchor": clause.anchor, "label": clause.label, "heading": clause.heading, "text": clause.text}
