"""Where a pure insertion or deletion starts and ends: of all places that are equally true, where it reads best."""

from __future__ import annotations

from collections.abc import Sequence

from policydiff.compare.wholes import Run, join_runs


def slide(
    runs: list[Run],
    old: Sequence[str],
    new: Sequence[str],
    old_insides: frozenset[int] = frozenset(),
    new_insides: frozenset[int] = frozenset(),
) -> list[Run]:
    """Slide every pure insertion and deletion to the place, among those that are equally true, where it reads best.

    `old_insides` and `new_insides` are the tokens before which no change may start or end.
    """
    bounded = [Run(0, 0, 0), *runs, Run(len(old), len(new), 0)]
    for at in range(len(bounded) - 1):
        before, after = bounded[at], bounded[at + 1]
        old_gap = after.old - before.old - before.size
        new_gap = after.new - before.new - before.size
        if (old_gap == 0) == (new_gap == 0):
            continue
        text, start, end = (
            (new, before.new + before.size, after.new) if new_gap else (old, before.old + before.size, after.old)
        )
        back = 0
        while back < before.size and text[start - 1 - back] == text[end - 1 - back]:
            back += 1
        ahead = 0
        while ahead < after.size and text[start + ahead] == text[end + ahead]:
            ahead += 1
        if back == ahead == 0:
            continue
        inside, inside_other = (new_insides, old_insides) if new_gap else (old_insides, new_insides)
        other = after.old if new_gap else after.new
        best = max(
            (
                shift
                for shift in range(-back, ahead + 1)
                if not shift or not ({start + shift, end + shift} & inside or other + shift in inside_other)
            ),
            key=lambda shift: (_reads(text, start + shift, end + shift, shift, before, after), -abs(shift), shift),
        )
        bounded[at] = Run(before.old, before.new, before.size + best)
        bounded[at + 1] = Run(after.old + best, after.new + best, after.size - best)
    return join_runs([run for run in bounded if run.size])


def _reads(text: Sequence[str], start: int, end: int, shift: int, before: Run, after: Run) -> int:
    """How well a change from `start` to `end` reads."""
    vanishes = (shift and shift == -before.size and start > 0) + (shift and shift == after.size and end < len(text))
    return _boundary(text, start) + _boundary(text, end) + 4 * vanishes


def _boundary(text: Sequence[str], at: int) -> int:
    """How natural it is to pause before the token at this place."""
    if at in (0, len(text)) or text[at - 1] in ".!?;:":
        return 3
    if text[at - 1] in ",)]" or text[at] in "([":
        return 2
    return int(text[at] in ("and", "or", "but"))
