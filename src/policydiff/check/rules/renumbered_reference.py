"""The draft renumbers a clause, and a reference elsewhere still says the old number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.record import Record
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.clauses.citations import Reference
from policydiff.clauses.references import find_references

_NEAR = 20
"""Characters before a reference that are the same where nobody touched it."""


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
    cited: dict[int, set[str]] = {}
    for reference in draft.references:
        cited.setdefault(reference.clause, set()).update(reference.anchors)
    for reference in draft.references:
        if not reference.number or reference.scope != "here" or reference.relative or reference.link:
            continue
        for old in back.get(draft.tree.clauses[reference.clause].anchor, ()):
            before = meant.get((old, reference.number))
            if before is None:
                continue
            now = partners.get(before.anchors[0], [])
            # what the clause cites under its new number, with or without the old one, was looked at
            if not now or set(now) & cited[reference.clause] or _still_fits(draft, reference, now[0]):
                continue
            label = draft.tree.by_anchor[now[0]].label.strip().rstrip(".")
            was = record.tree.by_anchor[before.anchors[0]]
            if label:
                yield Remark(
                    Spot(reference.clause, reference.field, reference.start, reference.end),
                    f"“{reference.words}” meant “{was.name}” in edition {record.latest.number}, which is now {label}.",
                    f"Write {label}.",
                    severity=None if _is_untouched(draft, record, reference, before) else "warning",
                )


def _still_fits(draft: DraftText, reference: Reference, now: str) -> bool:
    """Whether the number is right: the clause stands below the one that has it, or its heading is cited with it."""
    above = {clause.anchor for clause in draft.tree.lineage(draft.tree.by_anchor[now])}
    headings = {_letters(draft.tree.by_anchor[anchor].heading) for anchor in reference.anchors}
    return bool(above & set(reference.anchors)) or (bool(reference.title) and _letters(reference.title) in headings)


def _is_untouched(draft: DraftText, record: Record, reference: Reference, before: Reference) -> bool:
    """Whether the words before the reference are those of the latest edition."""
    old = record.tree.clauses[before.clause]
    earlier = old.heading if before.field == "heading" else old.text
    words = draft.words_of(reference.clause, reference.field)
    return _letters(words[: reference.start])[-_NEAR:] == _letters(earlier[: before.start])[-_NEAR:]


def _letters(words: str) -> str:
    return re.sub(r"\W+", " ", words.casefold()).strip()


RULE = Rule("renumbered-reference", "error", "a reference still says the old number of a clause", find)
