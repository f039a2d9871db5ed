"""Answers that are kept: about what was asked about last, and about the policy that is worked on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

Subject = TypeVar("Subject")
Answer = TypeVar("Answer")
Asked = ParamSpec("Asked")

_KEPT = 8


def keep_recent(function: Callable[[Subject], Answer]) -> Callable[[Subject], Answer]:
    """The function, which is not asked again about one of the last few subjects: pages and feeds ask in turn.

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


_FORGET: list[Callable[[], None]] = []


def keep_of_policy(most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """The function, whose answers are kept until they are too many, or `forget_policy` is called.

    The editions of a policy share most of their clauses; those of another share none with them.
    """

    def decorate(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        kept = lru_cache(maxsize=most)(function)
        _FORGET.append(kept.cache_clear)
        return cast("Callable[Asked, Answer]", kept)

    return decorate


def forget_policy() -> None:
    """Make room, when all pages of a policy are made."""
    for forget in _FORGET:
        forget()
