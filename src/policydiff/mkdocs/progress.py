"""How far a long build has come, in its log."""

from __future__ import annotations

from mkdocs.plugins import get_plugin_logger

from policydiff.progress import Progress

log = get_plugin_logger("policydiff")


def tell_log(what: str) -> Progress:
    """Say of one piece of work how much of it is done, while it lasts."""
    return Progress(what, log.info)
