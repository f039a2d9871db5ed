"""Which clause stands below which: numbers first, then heading levels, then the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from policydiff.clauses.labels import (
    Label,
    follows,
    follows_as_letter,
    follows_as_roman,
    same_series,
    starts_series,
)
from policydiff.clauses.units import Flow, Unit


def arrange(units: Sequence[Unit]) -> None:
    """Give every unit its parent. Where heading levels contradict the numbers, the numbers win."""
    followers = _followers(units)
    for unit in units:
        _place(unit, unit.flow, followers.get(unit))


def _followers(units: Sequence[Unit]) -> dict[Unit, Label]:
    """For labels that can be a letter or a roman number the next one that is written alike: `(i)` before `(ii)`."""
    found: dict[Unit, Label] = {}
    next_labels: dict[tuple[Flow, str, int], Label] = {}
    for unit in reversed(units):
        label = unit.label
        if label is None or unit.counted or unit.form == "heading":
            continue
        series = (unit.flow, label.style, len(label.numbers))
        if label.roman and len(label.numbers[-1]) == 1 and series in next_labels:
            found[unit] = next_labels[series]
        next_labels[series] = label
    return found


def _place(unit: Unit, flow: Flow, follower: Label | None) -> None:
    above = flow.open
    if unit.counted and unit.label:
        depth = _depth_of_counted(unit.label, flow)
    elif unit.form == "heading":
        depth = _depth_of_heading(unit, above)
    elif unit.label:
        depth = _depth_of_labelled(unit, unit.label, flow, follower)
    elif unit.form == "item":
        depth = _depth_of_new_item(flow)
        unit.parent = above[depth - 1] if depth else _base(flow)
        return
    else:
        depth = _depth_of_block(above)
        unit.parent = above[depth - 1] if depth else _base(flow)
        flow.interrupted = True
        return
    unit.parent = above[depth - 1] if depth else _base(flow)
    flow.interrupted = False
    del above[depth:]
    above.append(unit)


def _depth_of_counted(label: Label, flow: Flow) -> int:
    """Beside the item or paragraph with the number before, also where other clauses stand between; else where it is."""
    if (depth := _depth_after_number(label, flow.open)) is not None:
        return depth
    depth = _depth_of_new_item(flow)
    while depth and flow.open[depth - 1].counted and not flow.open[depth - 1].is_title:
        depth -= 1
    return depth


def _depth_after_number(label: Label, above: list[Unit]) -> int | None:
    """Beside the item or paragraph below the last heading that has the number before."""
    for depth in range(len(above), 0, -1):
        other = above[depth - 1]
        if other.form == "heading":
            break
        if other.label and other.label.plain_number and other.label.plain_number == label.plain_number - 1:
            return depth - 1
    return None


def _depth_of_new_item(flow: Flow) -> int:
    """Below what stands directly before the list; an enumeration only counts where nothing stands between."""
    depth = len(flow.open)
    while flow.interrupted and depth and _is_enumerated(flow.open[depth - 1]):
        depth -= 1
    return depth


def _is_enumerated(unit: Unit) -> bool:
    lettered = unit.label is not None and unit.label.series in ("letter", "roman")
    return (unit.form in ("item", "footnote") or lettered) and not unit.is_title


def _base(flow: Flow) -> Unit | None:
    """What a flow as a whole stands below."""
    while flow.owner is None and flow.outer is not None:
        flow = flow.outer
        if depth := _depth_of_block(flow.open):
            return flow.open[depth - 1]
    return flow.owner


def _depth_of_block(above: list[Unit]) -> int:
    """Blocks without label belong to the last title, or clause that is more than an item of an enumeration."""
    for depth in range(len(above), 0, -1):
        label = above[depth - 1].label
        if above[depth - 1].is_title:
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
            nearer = longest < size or (longest == size and not _is_enumerated(other))
            if nearer and size < len(label.numbers) and other.label.numbers == label.numbers[:size]:
                best, longest = depth, size
    for depth, other in enumerate(above, 1):
        if other.label and len(other.label.numbers) == len(label.numbers) and other.label.series == label.series:
            same = other.label.numbers[:-1] == label.numbers[:-1]
            if same or (longest == 0 and label.series == "decimal"):
                return depth - 1 if best is None or depth > best else best
    return best


def _depth_of_labelled(unit: Unit, label: Label, flow: Flow, follower: Label | None) -> int:
    above = flow.open
    depth = _depth_by_numbers(label, above)
    if depth is not None:
        return depth
    unit.roman = len(label.numbers[-1]) > 1 and bool(label.roman)
    if follower and starts_series(label) and follows_as_roman(label, follower):
        unit.roman = True
        return _depth_of_new_series(label, flow)
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
        if again and (label.roman or not above[-1].roman):
            unit.roman = above[-1].roman
            return len(above) - 1
    unit.roman = unit.roman or label.numbers[-1] == "i"
    if label.plain_number and (depth := _depth_after_number(label, above)) is not None:
        return depth
    return _depth_of_new_series(label, flow)


def _continues(other: Unit, before: Label, label: Label) -> bool:
    return follows_as_roman(before, label) if other.roman else follows_as_letter(before, label)


def _depth_of_new_series(label: Label, flow: Flow) -> int:
    """A series begins below what stands before it; sections with words or dots in their numbers only below titles."""
    depth = _depth_of_new_item(flow)
    if label.series == "keyword" or (len(label.numbers) > 1 and label.style == "decimal"):
        while depth and not flow.open[depth - 1].is_title:
            depth -= 1
    return depth
