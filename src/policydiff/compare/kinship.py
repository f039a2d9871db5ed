"""What the sub-clauses of two clauses say about them."""

from __future__ import annotations

from collections import Counter

from policydiff.compare.sides import Sides


class Kinship:
    """How far the sub-clauses of two clauses are paired with each other."""

    def __init__(self, sides: Sides) -> None:
        self._left = Counter(sides.left_parents)
        self._right = Counter(sides.right_parents)
        self._paired_left: Counter[int] = Counter()
        self._paired_right: Counter[int] = Counter()
        self._both: Counter[tuple[int, int]] = Counter()
        for at, there in enumerate(sides.partner_of_left):
            if there >= 0:
                parents = sides.left_parents[at], sides.right_parents[there]
                self._paired_left[parents[0]] += 1
                self._paired_right[parents[1]] += 1
                self._both[parents] += 1

    def share(self, left: int, right: int) -> float:
        """From 0 to 1; -1 where both have sub-clauses that are paired, but none with each other."""
        common = self._both.get((left, right), 0)
        if common:
            return 2 * common / (self._left[left] + self._right[right])
        return -1.0 if self._paired_left.get(left) and self._paired_right.get(right) else 0.0
