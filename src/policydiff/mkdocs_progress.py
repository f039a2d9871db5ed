"""How far a long build has come, said from time to time: after two seconds, four, eight and so on."""

from __future__ import annotations

import time

from mkdocs.plugins import get_plugin_logger

log = get_plugin_logger("policydiff")

_FIRST = 2.0
"""Seconds after which one wants to know."""


class Progress:
    """Says of one piece of work how much of it is done."""

    def __init__(self, what: str) -> None:
        self._what, self._start, self._wait = what, time.monotonic(), _FIRST

    def __call__(self, done: int, count: int) -> None:
        """So much is done, or about to be."""
        if time.monotonic() - self._start >= self._wait:
            self._wait *= 2
            log.info(f"{self._what}: {100 * done // count} %")
