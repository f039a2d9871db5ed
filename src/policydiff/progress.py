"""How far a long piece of work has come, said from time to time: after two seconds, four, eight and so on."""

from __future__ import annotations

import time
from collections.abc import Callable

_FIRST = 2.0
"""Seconds after which one wants to know."""


class Progress:
    """Says of one piece of work how much of it is done."""

    def __init__(self, what: str, say: Callable[[str], object]) -> None:
        self._what, self._say = what, say
        self._start, self._wait = time.monotonic(), _FIRST

    def __call__(self, done: int, count: int = 0) -> None:
        """So much is done, or about to be; `count` is how much there is, if that is known."""
        if time.monotonic() - self._start >= self._wait:
            self._wait *= 2
            self._say(f"{self._what}: {100 * done // count} %" if count else f"{self._what}: {done}")
