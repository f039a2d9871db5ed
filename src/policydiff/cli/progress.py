"""How far a long command has come, on stderr."""

from __future__ import annotations

from itertools import count

import click

from policydiff.history.steps import WordsOf, judge_words
from policydiff.progress import Progress


def tell_terminal(what: str) -> Progress:
    """Say of one piece of work how much of it is done, while it lasts."""
    return Progress(what, lambda said: click.echo(f"policydiff: {said}", err=True))


def tell_reading(words_of: WordsOf = judge_words) -> WordsOf:
    """What judges the words of texts, saying how many it judged, which is what takes longest in reading a history."""
    tell, numbers = tell_terminal("Texts read"), count(1)

    def judge(blob: str, source: str) -> str:
        tell(next(numbers))
        return words_of(blob, source)

    return judge
