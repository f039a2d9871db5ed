"""Answers about the texts that were asked about last, kept because several pages ask the same in turn."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from policydiff.model import ClauseTree

Answer = TypeVar("Answer")

_KEPT = 8


def keep_recent(function: Callable[[ClauseTree], Answer]) -> Callable[[ClauseTree], Answer]:
    """The function, which is not asked again about one of the last few trees. A tree is known by identity: hashing it
    would cost as much as the answer.
    """
    answers: OrderedDict[int, tuple[ClauseTree, Answer]] = OrderedDict()

    @wraps(function)
    def kept(tree: ClauseTree) -> Answer:
        known = answers.get(id(tree))
        if known is not None:
            return known[1]
        answer = function(tree)
        answers[id(tree)] = (tree, answer)
        if len(answers) > _KEPT:
            answers.popitem(last=False)
        return answer

    return kept
