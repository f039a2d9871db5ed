"""Which clause stands below which: numbers first, then heading levels, then the order of the text."""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.clauses.labels import (
    Label,
    follows,
    follows_as_letter,
    follows_as_roman,
    same_series,
    starts_series,
)
from policydiff.clauses.units import Flow, Unit


def arrange(units: Iterable[Unit]) -> None:
    """Give every unit its parent. Where heading levels contradict the numbers, the numbers win."""
    for unit in units:
        _place(unit, unit.flow)


def _place(unit: Unit, flow: Flow) -> None:
    above = flow.open
    if unit.counted:
        _close_items(above)
        depth = len(above)
    elif unit.form == "heading":
        depth = _depth_of_heading(unit, above)
    elif unit.label:
        depth = _depth_of_labelled(unit, unit.label, above)
    else:
        if unit.form == "item":
            _close_items(above)
            depth = len(above)
        else:
            depth = _depth_of_block(above)
            if unit.form == "paragraph":
                _close_enumerations(above)
        unit.parent = above[depth - 1] if depth else _base(flow)
        return
    unit.parent = above[depth - 1] if depth else _base(flow)
    del above[depth:]
    above.append(unit)


def _base(flow: Flow) -> Unit | None:
    """What a flow as a whole stands below."""
    while flow.owner is None and flow.outer is not None:
        flow = flow.outer
        if depth := _depth_of_block(flow.open):
            return flow.open[depth - 1]
    return flow.owner


def _close_items(above: list[Unit]) -> None:
    while above and above[-1].form in ("item", "footnote"):
        above.pop()


def _close_enumerations(above: list[Unit]) -> None:
    """What follows an enumeration of (a), (b) ends it."""
    while above and above[-1].label and above[-1].label.series in ("letter", "roman") and above[-1].form != "heading":
        above.pop()


def _depth_of_block(above: list[Unit]) -> int:
    """Blocks without label belong to the last clause that is more than an item of an enumeration."""
    for depth in range(len(above), 0, -1):
        label = above[depth - 1].label
        if above[depth - 1].form == "heading":
            return depth
        if above[depth - 1].form != "item" and label and (label.series == "keyword" or label.style == "decimal"):
            return depth
    return 0


def _depth_of_heading(unit: Unit, above: list[Unit]) -> int:
    label = unit.label
    if label and (depth := _depth_by_numbers(label, above)) is not None:
        return depth
    level = len(above)
    while level and (above[level - 1].form != "heading" or above[level - 1].level >= unit.level):
        level -= 1
    if label:
        passed = above[level:]
        if not any(same_series(other.label, label) for other in passed):
            for depth in range(level, 0, -1):
                other = above[depth - 1]
                if other.form == "heading" and other.label and follows(other.label, label):
                    return depth - 1
    return level


def _depth_by_numbers(label: Label, above: list[Unit]) -> int | None:
    """Below the clause whose number starts this one's; else beside the one whose number differs in its end only."""
    if len(label.numbers) < 2 or (label.series == "keyword" and label.word not in ("section", "sec.", "§")):
        return None
    best, longest = None, 0
    for depth, other in enumerate(above, 1):
        if other.label and other.form != "quote":
            size = len(other.label.numbers)
            if longest <= size < len(label.numbers) and other.label.numbers == label.numbers[:size]:
                best, longest = depth, size
    for depth, other in enumerate(above, 1):
        if other.label and len(other.label.numbers) == len(label.numbers) and other.label.series == label.series:
            same = other.label.numbers[:-1] == label.numbers[:-1]
            if same or (longest == 0 and label.series == "decimal"):
                return depth - 1 if best is None or depth > best else best
    return best


def _depth_of_labelled(unit: Unit, label: Label, above: list[Unit]) -> int:
    depth = _depth_by_numbers(label, above)
    if depth is not None:
        return depth
    unit.roman = len(label.numbers[-1]) > 1 and bool(label.roman)
    for place in range(len(above), 0, -1):
        other = above[place - 1]
        if other.label and not other.counted and _continues(other, other.label, label):
            unit.roman = other.roman
            return place - 1
    if not starts_series(label):
        for place in range(len(above), 0, -1):
            other = above[place - 1]
            alike = other.form != "heading" and not other.counted and same_series(other.label, label)
            if alike and (label.roman if other.roman else len(label.numbers[-1]) == 1 or not label.roman):
                unit.roman = other.roman
                return place - 1
    elif above and above[-1].label and same_series(above[-1].label, label) and above[-1].form != "heading":
        again = above[-1].label.numbers == label.numbers or label.numbers[-1] != "i"
        if again:
            unit.roman = above[-1].roman
            return len(above) - 1
    unit.roman = unit.roman or label.numbers[-1] == "i"
    return _depth_of_new_series(label, above)


def _continues(other: Unit, before: Label, label: Label) -> bool:
    return follows_as_roman(before, label) if other.roman else follows_as_letter(before, label)


def _depth_of_new_series(label: Label, above: list[Unit]) -> int:
    """A series begins below what stands before it; sections with words or dots in their numbers only below headings."""
    _close_items(above)
    depth = len(above)
    if label.series == "keyword" or (len(label.numbers) > 1 and label.style == "decimal"):
        while depth and above[depth - 1].form != "heading":
            depth -= 1
    return depth
