"""Printed labels as paths: `5.6` with `(a)` below it is `("5", "6", "a")`, so that numbers can be looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from policydiff.clauses.numerals import print_number, roman_value
from policydiff.model import ClauseTree

Path = tuple[str, ...]
_Key = TypeVar("_Key")

_KIND = re.compile(
    r"^(?:sub-?sections?|clauses?|sections?|sec\.|articles?|art\.|paragraphs?|chapters?|parts?|annex|appendix|schedule"
    r"|exhibit|§+)\s*",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?:\b(?:clause|section|article|paragraph|item|point)s?\s(?:[\w.]*(?:\(\w{1,5}\))*(?:,\s|\s(?:and|or|to)\s))*|\d|\w\))$"
)
"""What stands before a letter that is cited and not enumerated: "paragraph (c)", "5(c)"."""
_ATTACHED = re.compile(
    r"^\W*(?:attachment|annex|exhibit|schedule|appendix|addendum|supplement(?:al|ary)?)\b", re.IGNORECASE
)
_CHANGES = re.compile(
    r"\W*(?:(?:recorded|list of|summary of|document|revision|version|change|amendment) )?"
    r"(?:changes|change ?log|history|revisions|amendments|release notes)\W*",
    re.IGNORECASE,
)
"""Unnumbered titles of what a text tells about its own editions; "8. Changes" is a clause of it."""
_TOKEN = re.compile(r"\d+|[A-Za-z]+")


@lru_cache(maxsize=8192)
def split_number(number: str) -> Path:
    """The parts of a label or of the number in a reference, lower case: `Article 5(1)(a)` → `5`, `1`, `a`."""
    return tuple(token.casefold() for token in _TOKEN.findall(_KIND.sub("", number.strip())))


@dataclass(frozen=True)
class PathIndex:
    """The clauses of a text by their numbers."""

    full: tuple[Path, ...]
    """For each clause its number with those above it; empty for one without label."""
    exact: Mapping[Path, tuple[int, ...]]
    """By the label as printed, where that is a whole number (`3.1.2`, or one with nothing labelled above)."""
    composed: Mapping[Path, tuple[int, ...]]
    """By the labels down to the clause: `5.6` and below it `(a)`."""
    headed: Mapping[Path, tuple[int, ...]]
    """Headings by their own label alone, whatever stands above them."""
    named: Mapping[tuple[str, Path], tuple[int, ...]]
    """Clauses whose label has a word, by word and number: `Clause 4`."""
    parts: tuple[int, ...]
    """For each clause in which part of the text it stands: attachments count their clauses anew."""

    def lookup(self, path: Path, place: int = 0, word: str = "") -> tuple[int, ...]:
        """The clauses that a number names, whole numbers first; several where the number is not unique."""
        found = self.named.get((word, path), ())
        for index in (self.exact, self.composed, self.headed):
            if found:
                break
            found = index.get(path, ())
        return self._in_part(found or self.named.get((word, _other_numerals(path)), ()), place)

    def _in_part(self, places: tuple[int, ...], place: int) -> tuple[int, ...]:
        """Of clauses with one number those in the same part of the text as the clause that refers."""
        if len(places) < 2:
            return places
        near = tuple(each for each in places if self.parts[each] == self.parts[place]) or places
        top = self.full[place][:1]
        same = tuple(each for each in near if top and self.full[each][:1] == top)
        return same or near

    def below(self, tree: ClauseTree, above: int, path: Path) -> tuple[int, ...]:
        """The children of a clause with that label."""
        places = tuple(
            child for child in tree.children.get(above, ()) if split_number(tree.clauses[child].label) == path[:1]
        )
        if len(path) == 1 or not places:
            return places
        return tuple(deeper for place in places for deeper in self.below(tree, place, path[1:]))

    def nearest(self, path: Path, place: int = 0, word: str = "") -> int | None:
        """The deepest clause on the way to a number that no clause has."""
        for length in range(len(path) - 1, 0, -1):
            found = self.lookup(path[:length], place, word)
            if found:
                return found[0]
        return None


def index_paths(tree: ClauseTree) -> PathIndex:
    """Read the labels of a text."""
    full: list[Path] = []
    exact: dict[Path, list[int]] = {}
    composed: dict[Path, list[int]] = {}
    headed: dict[Path, list[int]] = {}
    named: dict[tuple[str, Path], list[int]] = {}
    parts: list[int] = []
    for place, clause in enumerate(tree.clauses):
        own = split_number(clause.label)
        attached = clause.form == "heading" and bool(_ATTACHED.match(f"{clause.label} {clause.heading}"))
        parts.append((parts[-1] if parts else 0) + int(attached))
        word = _KIND.match(clause.label)
        if word and own:
            named.setdefault((word[0].strip().casefold().rstrip("."), own), []).append(place)
        above: Path = ()
        parent = clause.parent
        while parent is not None and not above:
            above, parent = full[parent], tree.clauses[parent].parent
        whole = bool(own) and (not above or len(own) > 1)
        path = own if whole or not own else above + own
        full.append(path)
        if own:
            (exact if whole else composed).setdefault(path, []).append(place)
            if len(own) == 2 and own[1] == "0":
                exact.setdefault(own[:1], []).append(place)  # "5.0 Term" is section 5
            if len(own) > 1 and above and own[: len(above)] != above:
                composed.setdefault(above + own, []).append(place)
            if clause.form == "heading":
                headed.setdefault(own, []).append(place)
    return PathIndex(tuple(full), _freeze(exact), _freeze(composed), _freeze(headed), _freeze(named), tuple(parts))


def _other_numerals(path: Path) -> Path:
    """A number as another drafter writes it: "Section VII" is what the heading calls "Section 7"."""
    first = path[0]
    other = print_number(int(first), "i") if first.isdigit() else str(roman_value(first))
    return (other, *path[1:])


def _freeze(index: dict[_Key, list[int]]) -> dict[_Key, tuple[int, ...]]:
    return {path: tuple(places) for path, places in index.items()}


def list_above(tree: ClauseTree, place: int) -> tuple[int, ...]:
    """The places of the clauses above one, nearest first."""
    above: list[int] = []
    parent = tree.clauses[place].parent
    while parent is not None:
        above.append(parent)
        parent = tree.clauses[parent].parent
    return tuple(above)


def tells_of_changes(tree: ClauseTree, place: int) -> bool:
    """Whether a clause stands in the text's own list of changes, where numbers are those of clauses it tells about."""
    above = (tree.clauses[each] for each in list_above(tree, place))
    return any(not clause.label and _CHANGES.fullmatch(clause.heading) for clause in above)


def find_enumerated(
    tree: ClauseTree, paths: PathIndex, place: int, path: Path, word: str = "", *, relative: bool
) -> int | None:
    """The clause whose sentence enumerates `(a) …; (b) …` what a number asks for, if one does."""
    if relative:
        candidates = [place, *list_above(tree, place)]
        return next((each for each in candidates if _enumerates(tree, each, path)), None)
    for length in range(len(path) - 1, 0, -1):
        for found in paths.lookup(path[:length], place, word):
            if _enumerates(tree, found, path[length:]):
                return found
    return None


def _enumerates(tree: ClauseTree, place: int, rest: Path) -> bool:
    words = tree.clauses[place].words.casefold()
    words += " ".join(tree.clauses[child].words.casefold() for child in tree.children.get(place, ()))
    return all(_is_enumerated(part, words) for part in rest)


def _is_enumerated(part: str, words: str) -> bool:
    written = rf"\({part}\)" if part.isdigit() else rf"(?<![\w.])\(?{part}(?:\)|\.\s)"
    found = re.finditer(written, words)
    return any(not _CITED.search(words[max(match.start() - 80, 0) : match.start()]) for match in found)
