"""The draft renumbers a clause, and a reference elsewhere still says the old number."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.clauses.references import find_references


def find(draft: DraftText) -> Iterator[Remark]:
    """References whose clause went on under another number since the latest edition."""
    record = draft.record
    if record is None or record.posted:
        return
    partners: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for old, new in record.comparison.pairs:
        partners.setdefault(old, []).append(new)
        back.setdefault(new, []).append(old)
    meant = {
        (record.tree.clauses[reference.clause].anchor, reference.number): reference
        for reference in find_references(record.tree)
        if reference.scope == "here" and len(reference.anchors) == 1 and reference.number and not reference.relative
    }
    for reference in draft.references:
        if not reference.number or reference.scope != "here" or reference.relative or reference.link:
            continue
        for old in back.get(draft.tree.clauses[reference.clause].anchor, ()):
            before = meant.get((old, reference.number))
            if before is None:
                continue
            now = partners.get(before.anchors[0], [])
            if now and not set(now) & set(reference.anchors):
                label = draft.tree.by_anchor[now[0]].label.strip().rstrip(".")
                was = record.tree.by_anchor[before.anchors[0]]
                if not label:
                    continue
                yield Remark(
                    Spot(reference.clause, reference.field, reference.start, reference.end),
                    f"“{reference.words}” meant “{was.name}” in edition {record.latest.number}, which is now {label}.",
                    f"Write {label}.",
                )


RULE = Rule("renumbered-reference", "error", "a reference still says the old number of a clause", find)
