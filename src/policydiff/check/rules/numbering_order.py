"""A clause stands before one with a smaller number: 3.1, 3.3, 3.2."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.check.series import read_series


def find(draft: DraftText) -> Iterator[Remark]:
    """Every clause whose number is smaller than the one before it and is not a repetition."""
    for series in read_series(draft):
        seen: set[int] = set()
        for earlier, later in zip(series.numbered, series.numbered[1:], strict=False):
            seen.add(earlier.value)
            if later.value < earlier.value and later.value not in seen:
                yield Remark(
                    Spot(later.place), f"{later.written} stands after {earlier.written}.", "Put them in order."
                )


RULE = Rule("numbering-order", "warning", "a clause stands before one with a smaller number", find)
