"""Enumerations that Markdown takes for one paragraph.

`a.`, `(a)` and `1.1` start no list in Markdown: such lines run together into a paragraph. They are clauses of their own
all the same, where they count on at the starts of lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from policydiff.clauses.labels import Label, follows, read_label, starts_series

_SENTENCE_ENDS = (".", ":", ";", "!", "?", ",", ")", "”", '"')
_AT_LINE_START = re.compile(r"(?:\A|\n)[ \t]*(?=\(?[0-9A-Za-z]{1,5}[.)])")


@dataclass(frozen=True, slots=True)
class _Place:
    piece: int
    """Which of the pieces of the block: its text, then for each child the child and its tail."""
    at: int
    label: Label
    after_sentence: bool
    """Whether what stands before can be complete: a sentence, or one line."""


def split_lines(element: Element, children: list[Element], own: Label | None = None) -> list[Element]:
    """Put the lettered lines among the words that start a block into elements of their own, and return these.

    `children` are the inline elements that belong to those words; the elements stay in the block, in place. `own` is
    the label of the block where that does not stand in it: `2.` of a list item, below which `2.1` alone is a line.
    """
    text = element.text or ""
    if "\n" not in text and not any("\n" in (child.tail or "") for child in children):
        return []
    pieces: list[str | Element] = [text]
    for child in children:
        pieces += [child, child.tail or ""]
    places = [place for place in _counting(_places(pieces), own) if (place.piece, place.at) != (0, 0)]
    if not places:
        return []
    for child in children:
        element.remove(child)
        child.tail = None
    _fill(element, pieces, (0, 0), (places[0].piece, places[0].at), insert=True)
    ends = [*((place.piece, place.at) for place in places[1:]), (len(pieces), 0)]
    lines: list[Element] = []
    base = sum(1 for piece in pieces[: places[0].piece] if isinstance(piece, Element))
    for place, end in zip(places, ends, strict=True):
        line = Element("span")
        _fill(line, pieces, (place.piece, place.at), end, insert=False)
        line.tail = "\n"
        element.insert(base + len(lines), line)
        lines.append(line)
    return lines


def _places(pieces: list[str | Element]) -> list[_Place]:
    found: list[_Place] = []
    for number, piece in enumerate(pieces):
        if isinstance(piece, Element):
            continue
        for start in _AT_LINE_START.finditer(piece):
            if number and not start.group().startswith("\n"):
                continue
            label = read_label(piece[start.end() : start.end() + 60])
            if label and label.series != "keyword":
                before = piece[: start.start()]
                ends = "\n" not in before.strip() or before.rstrip().endswith(_SENTENCE_ENDS)
                found.append(_Place(number, start.end() if start.start() or number else 0, label, ends))
    return found


def _counting(places: list[_Place], own: Label | None) -> list[_Place]:
    """Those that start a series which goes on, or go on with one, or are the first number below another."""
    kept: list[_Place] = []
    last: dict[tuple[str, int], list[Label]] = {}
    if own is None and places and (places[0].piece, places[0].at) == (0, 0):
        own = places[0].label
    above = [own] if own else []
    for number, place in enumerate(places):
        name = (place.label.style, len(place.label.numbers))
        known = last.setdefault(name, [])
        goes_on = any(follows(label, place.label) for label in known[-3:])
        later = places[number + 1 : number + 8]
        starts = starts_series(place.label) and any(follows(place.label, other.label) for other in later)
        if goes_on or starts or (place.after_sentence and _is_first_below(place.label, above[-4:])):
            kept.append(place)
            above.append(place.label)
            known.append(place.label)
    return kept


def _is_first_below(label: Label, above: list[Label]) -> bool:
    numbers = label.numbers
    return len(numbers) > 1 and numbers[-1] == "1" and any(numbers[:-1] == other.numbers for other in above)


def _fill(
    target: Element, pieces: list[str | Element], start: tuple[int, int], end: tuple[int, int], *, insert: bool
) -> None:
    """Give an element the pieces from one place to another."""
    target.text = ""
    last: Element | None = None
    count = 0
    for number in range(start[0], min(end[0] + 1, len(pieces))):
        piece = pieces[number]
        if isinstance(piece, Element):
            if insert:
                target.insert(count, piece)
            else:
                target.append(piece)
            last, count = piece, count + 1
            continue
        part = piece[start[1] if number == start[0] else 0 : end[1] if number == end[0] else None]
        if last is None:
            target.text += part
        else:
            last.tail = (last.tail or "") + part
