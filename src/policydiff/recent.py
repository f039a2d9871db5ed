"""Answers about what was asked about last, kept because several pages and feeds ask the same in turn."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Subject = TypeVar("Subject")
Answer = TypeVar("Answer")

_KEPT = 8


def keep_recent(function: Callable[[Subject], Answer]) -> Callable[[Subject], Answer]:
    """The function, which is not asked again about one of the last few subjects.

    A subject is known by identity: hashing a text or a history would cost as much as the answer.
    """
    answers: OrderedDict[int, tuple[Subject, Answer]] = OrderedDict()

    @wraps(function)
    def kept(subject: Subject) -> Answer:
        known = answers.get(id(subject))
        if known is not None and known[0] is subject:
            return known[1]
        answer = function(subject)
        answers[id(subject)] = (subject, answer)
        while len(answers) > _KEPT:
            answers.popitem(last=False)
        return answer

    return kept
