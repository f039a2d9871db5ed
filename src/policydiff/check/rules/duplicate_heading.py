"""Two clauses beside each other have the same heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot


def find(draft: DraftText) -> Iterator[Remark]:
    """The second heading with the same words below the same parent, or with the same number anywhere."""
    first: dict[tuple[object, str], int] = {}
    for place, clause in enumerate(draft.tree.clauses):
        words = " ".join(clause.heading.casefold().split())
        if re.match(r"[A-Za-z]{2,}\W", clause.label):
            # "Appendix 1 to the contract" and "Appendix 2 to the contract" are told apart by their labels
            words = f"{clause.label} {words}"
        if not words or clause.form != "heading":
            continue
        key = (clause.parent, words)
        if key in first:
            other = draft.locator.line_of(first[key])
            yield Remark(
                Spot(place),
                f"The heading “{clause.heading}” is also on line {other}, so a reader cannot tell the two apart.",
                "Name one of them otherwise.",
                about=clause.heading,
            )
        first.setdefault(key, place)


RULE = Rule("duplicate-heading", "warning", "two clauses beside each other have the same heading", find)
