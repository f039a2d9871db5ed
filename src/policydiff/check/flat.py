"""Enumerations that stand in one another without being set in, as in texts that were copied from a page or a PDF.

There "b." behind "a. … 1. … 2. …" goes on with the outer enumeration, though Markdown puts it beside the inner ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from policydiff.check.draft import DraftText
from policydiff.clauses.numerals import letter_value, print_number, roman_value
from policydiff.clauses.paths import Path, list_above, split_number
from policydiff.model import Clause, ClauseForm


class _Open(NamedTuple):
    """The last clause of an enumeration that may go on."""

    place: int
    shape: str
    prefix: Path
    """The numbers before its own: only "3.1" goes before "3.2"."""
    token: str
    form: ClauseForm
    first: int
    """The place of the first clause of its enumeration."""
    listed: bool = False
    """Whether it is an item of a list, and another was before it."""

    def goes_before(self, other: _Open) -> bool:
        """Whether another may be the next of the same enumeration, or repeat its number, by the way it is written."""
        possible = other.form != "heading" or not self.listed
        return possible and (self.shape, self.prefix) == (other.shape, other.prefix)


def find_enumerations(draft: DraftText) -> Mapping[int, int]:
    """For each numbered clause the place of the first clause of its enumeration.

    Numbers of several parts say by themselves what they belong to: of one prefix all are one enumeration.
    """
    found: dict[int, int] = {}
    around: list[_Open] = []
    for place, clause in enumerate(draft.tree.clauses):
        number = split_number(clause.label)
        if not number and clause.form == "heading":
            around = [each for each in around if each.form == "heading"]
        if not number or clause.form == "footnote":
            continue
        own = _read(place, clause, number)
        above = list_above(draft.tree, place)
        beside = [depth for depth, each in enumerate(around) if each.goes_before(own)]
        if clause.form == "item":  # it belongs to the list above it, if there is one
            last = max((depth for depth in beside if around[depth].form == "item"), default=0)
            beside = [depth for depth in beside if depth >= last]
        following = [
            depth for depth in beside
            if own.token in _following(around[depth].token) and around[depth].place not in above
        ]  # fmt: skip
        # a first one begins another enumeration, unless it stands right behind a first one
        again = bool(around) and around[-1].token == own.token
        if following or (beside and (again or own.prefix or own.token not in ("1", "a", "i"))):
            depth = (following or beside)[-1]
            own = own._replace(first=around[depth].first, listed=own.form == around[depth].form == "item")
            del around[depth:]
        around.append(own)
        found[place] = own.first
    return found


def _read(place: int, clause: Clause, number: Path) -> _Open:
    token, plain = number[-1], clause.label.strip().rstrip(".:")
    kind = "1" if token.isdigit() else "A" if plain.rstrip(")")[-1:].isupper() else "a"
    word = re.match(r"[^\W\d_]{2,}(?=[\s.])|§", plain)
    shape = f"{word[0].casefold() if word else ''}{kind}{')' if plain.endswith(')') else ''}"
    prefix = number[:-1] if token.isdigit() else ()  # "3a." is followed by "b."
    return _Open(place, shape, prefix, token, clause.form, place)


def _following(token: str) -> tuple[str, ...]:
    """What can come after a number or letter; "i" may be a letter or a Roman number."""
    if token.isdigit():
        return (str(int(token) + 1),)
    letter, roman = letter_value(token), roman_value(token)
    return tuple(print_number(value + 1, style) for value, style in ((letter, "a"), (roman, "i")) if value)
