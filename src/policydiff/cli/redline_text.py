"""A redline as a line of the terminal: coloured, or in brackets where there is no colour."""

from __future__ import annotations

from rich.text import Text

from policydiff.compare.answer import redline_to_data
from policydiff.compare.redline import settle_typography
from policydiff.model import Redline

STYLES = {"=": "", "+": "green underline", "-": "red strike"}
MARKS = {"=": ("", ""), "+": ("{+", "+}"), "-": ("[-", "-]")}
KEPT_WORDS = 12
"""How many kept words are shown on each side of a change."""


def redline_text(redline: Redline, *, plain: bool) -> Text:
    """The changes with some kept words around them; `plain` puts them in brackets."""
    text = Text()
    parts = redline_to_data(settle_typography(redline))
    for at, (op, words) in enumerate(parts):
        shown = _shortened(words, is_first=at == 0, is_last=at == len(parts) - 1) if op == "=" else words
        before, after = MARKS[op] if plain else ("", "")
        text.append(f"{before}{shown}{after}", STYLES[op])
    return text


def _shortened(kept: str, *, is_first: bool, is_last: bool) -> str:
    """A kept text without its middle, or without the end that touches no change."""
    words = kept.split(" ")
    if len(words) <= 2 * KEPT_WORDS + 2:
        return kept
    start = "" if is_first and not is_last else " ".join(words[:KEPT_WORDS]) + " "
    end = "" if is_last else " " + " ".join(words[-KEPT_WORDS:])
    return f"{start}…{end}"
