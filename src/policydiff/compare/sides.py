"""The state of a pairing: two texts and what has been paired so far."""

from __future__ import annotations

from policydiff.compare.lexicon import Side


class Sides:
    """Two texts, left and right, of which neither counts as the older one."""

    def __init__(self, left: Side, right: Side) -> None:
        self.left, self.right = left, right
        self.left_forms, self.right_forms = left.forms, right.forms
        self.left_parents, self.right_parents = left.parents, right.parents
        self.partner_of_left = [-1] * len(left.forms)
        self.partner_of_right = [-1] * len(right.forms)
        self._several: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}

    @property
    def is_complete(self) -> bool:
        """Whether one of the sides has nothing left to pair."""
        return -1 not in self.partner_of_left or -1 not in self.partner_of_right

    @property
    def open_left(self) -> list[int]:
        """The places on the left that have no partner."""
        return _open(self.partner_of_left)

    @property
    def open_right(self) -> list[int]:
        """The places on the right that have no partner."""
        return _open(self.partner_of_right)

    def is_paired(self, left: int, right: int) -> bool:
        """Whether one of the two has a partner already."""
        return self.partner_of_left[left] >= 0 or self.partner_of_right[right] >= 0

    def join(self, left: int, right: int) -> None:
        """Pair one clause with one."""
        self.partner_of_left[left] = right
        self.partner_of_right[right] = left

    def part(self, left: int, right: int) -> None:
        """Take back that two clauses are a pair."""
        self.partner_of_left[left] = self.partner_of_right[right] = -1

    def join_several(self, left: tuple[int, ...], right: tuple[int, ...]) -> None:
        """Pair one clause with its parts. Where one partner is asked for, it is the first part."""
        for at in left:
            self.partner_of_left[at] = right[0]
            self._several[at] = (left, right)
        for there in right:
            self.partner_of_right[there] = left[0]

    def is_alone(self, left: int) -> bool:
        """Whether a paired clause of the left text is paired one to one."""
        return left not in self._several

    def are_partners(self, left: int, right: int) -> bool:
        """Whether the two correspond, also as parts of a split or a merge."""
        if left in self._several:
            group = self._several[left]
            return right in group[1]
        return self.partner_of_left[left] == right

    def have_parents_apart(self, left: int, right: int) -> bool:
        """Whether it is known that what the one stands below is not what the other stands below."""
        parent, there = self.left_parents[left], self.right_parents[right]
        if parent < 0 or there < 0:
            return parent != there
        return self.partner_of_left[parent] not in (-1, there) or self.partner_of_right[there] not in (-1, parent)

    def kinship(self, left: int, right: int) -> float:
        """How far the sub-clauses of two clauses are paired with each other.

        From 0 to 1; -1 where both have sub-clauses that are paired, but none with each other.
        """
        below, below_there = self.left.tree.children.get(left, ()), self.right.tree.children.get(right, ())
        partners = [there for at in below if (there := self.partner_of_left[at]) >= 0]
        common = sum(self.right_parents[there] == right for there in partners)
        if common:
            return 2 * common / (len(below) + len(below_there))
        return -1.0 if partners and any(map(self._is_paired_right, below_there)) else 0.0

    def are_strangers(self, left: int, right: int) -> bool:
        """Whether both have sub-clauses that are paired, but none with each other."""
        are_paired = False
        for at in self.left.tree.children.get(left, ()):
            there = self.partner_of_left[at]
            if there >= 0:
                if self.right_parents[there] == right:
                    return False
                are_paired = True
        return are_paired and any(map(self._is_paired_right, self.right.tree.children.get(right, ())))

    def _is_paired_right(self, right: int) -> bool:
        """Whether it is the one partner of a clause, or the first of its parts."""
        at = self.partner_of_right[right]
        return at >= 0 and self.partner_of_left[at] == right

    def groups(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """All that was paired, in the order of the left text."""
        found: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
        for left, right in enumerate(self.partner_of_left):
            if right < 0:
                continue
            group = self._several.get(left)
            if group is None:
                found.append(((left,), (right,)))
            elif group[0][0] == left:
                found.append(group)
        return found


def _open(partners: list[int]) -> list[int]:
    return [at for at, partner in enumerate(partners) if partner < 0] if -1 in partners else []
