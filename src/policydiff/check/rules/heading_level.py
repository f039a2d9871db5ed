"""A heading is of another level than its number, or its place, says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.check.series import count_tokens
from policydiff.clauses.paths import Path, split_number

_ATX = re.compile(r"^\s{0,3}(#{1,6})(?:\s|$)")
_SETEXT = re.compile(r"^\s{0,3}(=+|-+)\s*$")
_TAG = re.compile(r"<h([1-6])\b", re.IGNORECASE)
_INSERTED = re.compile(r"\d(?:[a-z]| ?(?:bis|ter|quater))$", re.IGNORECASE)
"""How the label of a clause ends that was put in behind another of its level: § 2a, Article 2 bis."""


def find(draft: DraftText) -> Iterator[Remark]:
    """Numbered headings that differ from their siblings or are no deeper than their parent; levels left out."""
    levels = _read_levels(draft)
    odd = dict(_against_numbers(draft, levels))
    yield from odd.values()
    skipped = False
    previous = 0
    for place, level in levels.items():
        if previous and level > previous + 1 and place not in odd and not skipped:
            skipped = True
            yield Remark(
                Spot(place),
                f"This heading is of level {level}, but the one before it is of level {previous}.",
                f"Make it level {previous + 1}, so that the outline has no hole.",
            )
        previous = level


def _against_numbers(draft: DraftText, levels: dict[int, int]) -> Iterator[tuple[int, Remark]]:
    numbers = {place: split_number(draft.tree.clauses[place].label) for place in levels}
    siblings: dict[Path, list[int]] = defaultdict(list)
    depths: dict[int, Counter[int]] = defaultdict(Counter)
    for place, number in numbers.items():
        if len(number) > 1:
            siblings[number[:-1]].append(place)
        if number:
            depths[len(number)][levels[place]] += 1
    yield from _against_series(draft, levels)
    for prefix, places in siblings.items():
        usual = Counter(levels[place] for place in places).most_common(2)
        settled = len(usual) == 1 or usual[0][1] > usual[1][1]
        parents = [place for place, number in numbers.items() if number == prefix]
        for place in places:
            level, label = levels[place], draft.tree.clauses[place].label.strip().rstrip(".")
            above = max((parent for parent in parents if parent < place), default=None)
            if settled and level != usual[0][0]:
                yield (
                    place,
                    Remark(
                        Spot(place),
                        f"The heading of {label} is of level {level}, those beside it are of level {usual[0][0]}.",
                        f"Make it level {usual[0][0]}.",
                    ),
                )
            elif above is not None and level <= levels[above] and not _INSERTED.search(label):
                parent = draft.tree.clauses[above].label.strip().rstrip(".")
                yield (
                    place,
                    Remark(
                        Spot(place),
                        f"{label} belongs below {parent}, but its heading is of level {level} and that of {parent} of "
                        f"level {levels[above]}.",
                        f"Make it level {levels[above] + 1}.",
                    ),
                )


def _against_series(draft: DraftText, levels: dict[int, int]) -> Iterator[tuple[int, Remark]]:
    """Headings that a text counts through, 1 to 9, and one of them is of another level."""
    counted: dict[str, list[int]] = defaultdict(list)
    for place in levels:
        label = draft.tree.clauses[place].label
        if len(split_number(label)) == 1:
            counted[re.sub(r"[\W\d]*\w+[\W\d]*$", "", label).casefold()].append(place)
    for places in counted.values():
        _, values = count_tokens([split_number(draft.tree.clauses[place].label)[0] for place in places])
        usual, often = Counter(levels[place] for place in places).most_common(1)[0]
        if (
            len(places) < 4
            or often < len(places) - 1
            or values != list(range(values[0] if values else 0, len(places) + 1))
        ):
            continue
        for place in places:
            if levels[place] != usual:
                label = draft.tree.clauses[place].label.strip().rstrip(".")
                message = f"The heading of {label} is of level {levels[place]}, those beside it are of level {usual}."
                yield place, Remark(Spot(place), message, f"Make it level {usual}.")


def _read_levels(draft: DraftText) -> dict[int, int]:
    """The level in the source of every heading, 1 to 6."""
    found: dict[int, int] = {}
    for place, clause in enumerate(draft.tree.clauses):
        number = draft.locator.line_of(place)
        if clause.form != "heading" or number > len(draft.lines):
            continue
        line = draft.lines[number - 1]
        atx, tag = _ATX.match(line), _TAG.search(line)
        below = _SETEXT.match(draft.lines[number]) if number < len(draft.lines) else None
        if atx:
            found[place] = len(atx[1])
        elif tag:
            found[place] = int(tag[1])
        elif below:
            found[place] = 1 if below[1].startswith("=") else 2
    return found


RULE = Rule("heading-level", "warning", "a heading is of another level than its number or place says", find)
