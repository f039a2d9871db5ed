"""Enumerations that stand in one another without being set in, as in texts that were copied from a page or a PDF.

There "b." behind "a. … 1. … 2. …" goes on with the outer enumeration, though Markdown puts it beside the inner ones.
"""

from __future__ import annotations

from typing import NamedTuple

from policydiff.check.draft import DraftText
from policydiff.clauses.numerals import letter_value, print_number, roman_value
from policydiff.clauses.paths import Path, list_above, split_number
from policydiff.model import Clause


class _Open(NamedTuple):
    """The last clause of an enumeration that may go on."""

    place: int
    shape: str
    prefix: Path
    """The numbers before its own: only "3.1" goes before "3.2"."""
    token: str
    heading: bool
    listed: bool
    """Whether it is in a list of Markdown that counts from its first item."""

    def goes_before(self, other: _Open) -> bool:
        """Whether another may be the next of the same enumeration, or repeat its number, by the way it is written."""
        alike = (self.shape, self.prefix) == (other.shape, other.prefix)
        return alike and (self.heading == other.heading or (other.heading and not self.listed))


def find_continued(draft: DraftText) -> frozenset[int]:
    """The clauses whose number follows that of an enumeration around them."""
    continued: set[int] = set()
    around: list[_Open] = []
    for place, clause in enumerate(draft.tree.clauses):
        number = split_number(clause.label)
        if not number and clause.form == "heading":
            around = [each for each in around if each.heading]
        if not number or clause.form == "footnote":
            continue
        own = _read(place, clause, number)
        above = list_above(draft.tree, place)
        beside = [depth for depth, each in enumerate(around) if each.goes_before(own)]
        following = [
            depth for depth in beside
            if own.token in _following(around[depth].token) and around[depth].place not in above
        ]  # fmt: skip
        first = own.token in ("1", "a", "i") and not own.prefix
        if following:
            continued.add(place)
            own = own._replace(listed=own.listed and around[following[-1]].listed)
            del around[following[-1] :]
        elif beside and not first:
            del around[beside[-1] :]
        around.append(own._replace(listed=own.listed and (first or bool(following))))
    return frozenset(continued)


def _read(place: int, clause: Clause, number: Path) -> _Open:
    token, plain = number[-1], clause.label.strip().rstrip(".:")
    kind = "1" if token.isdigit() else "A" if plain.rstrip(")")[-1:].isupper() else "a"
    shape = f"{kind})" if plain.endswith(")") else kind
    prefix = number[:-1] if token.isdigit() else ()  # "3a." is followed by "b."
    return _Open(place, shape, prefix, token, clause.form == "heading", clause.form == "item")


def _following(token: str) -> tuple[str, ...]:
    """What can come after a number or letter; "i" may be a letter or a Roman number."""
    if token.isdigit():
        return (str(int(token) + 1),)
    letter, roman = letter_value(token), roman_value(token)
    return tuple(print_number(value + 1, style) for value, style in ((letter, "a"), (roman, "i")) if value)
