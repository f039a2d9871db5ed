"""Which clause stands below which: numbers first, then heading levels, then the order of the text."""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.clauses.labels import Label, letter_value
from policydiff.clauses.units import Flow, Unit


def arrange(units: Iterable[Unit]) -> None:
    """Give every unit its parent. Where heading levels contradict the numbers, the numbers win."""
    for unit in units:
        _place(unit, unit.flow)


def _place(unit: Unit, flow: Flow) -> None:
    above = flow.open
    if unit.form == "item" and unit.counted:
        _close_items(above)
        depth = len(above)
    elif unit.form == "heading":
        depth = _depth_of_heading(unit, above)
    elif unit.label:
        depth = _depth_of_labelled(unit.label, above)
    else:
        if unit.form == "item":
            _close_items(above)
            depth = len(above)
        else:
            depth = _depth_of_block(above)
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
    while above and above[-1].form == "item":
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
        if not any(_same_series(other.label, label) for other in passed):
            for depth in range(level, 0, -1):
                other = above[depth - 1]
                if other.form == "heading" and other.label and _follows(other.label, label):
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


def _depth_of_labelled(label: Label, above: list[Unit]) -> int:
    depth = _depth_by_numbers(label, above)
    if depth is not None:
        return depth
    for place in range(len(above), 0, -1):
        other = above[place - 1]
        if other.label and _follows(other.label, label) and not other.counted:
            return place - 1
    if not _starts(label):
        for place in range(len(above), 0, -1):
            other = above[place - 1]
            if other.form != "heading" and not other.counted and _same_series(other.label, label):
                return place - 1
    elif above and _same_series(above[-1].label, label) and above[-1].form != "heading":
        before = above[-1].label
        if before and (before.numbers == label.numbers or _starts_letters(label)):
            return len(above) - 1
    _close_items(above)
    depth = len(above)
    if len(label.numbers) > 1 and label.style == "decimal":
        while depth and above[depth - 1].form != "heading":
            depth -= 1
    return depth


def _same_series(one: Label | None, other: Label) -> bool:
    return one is not None and one.style == other.style and len(one.numbers) == len(other.numbers)


def _starts(label: Label) -> bool:
    """Whether it is the first of a series."""
    return label.numbers[-1] in ("1", "a", "i")


def _starts_letters(label: Label) -> bool:
    return label.numbers[-1] in ("1", "a")


def _follows(one: Label, other: Label) -> bool:
    """Whether `other` comes right after `one` in the same series."""
    if not _same_series(one, other) or one.numbers[:-1] != other.numbers[:-1]:
        return False
    before, after = one.numbers[-1], other.numbers[-1]
    if before.isdigit() and after.isdigit():
        return int(after) == int(before) + 1
    if letter_value(before) and letter_value(after) == letter_value(before) + 1:
        return True
    return bool(one.roman and other.roman == one.roman + 1)
