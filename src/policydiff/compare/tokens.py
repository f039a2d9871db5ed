"""The pieces of a text that a redline may keep, delete or insert, but never cut.

A word is one piece, and so are a number with its unit (`30 days`), the label in a cross-reference (`5.6.2(a)`; where it
alone changed, a careful hand marks it alone: "Section [-7.2-]{+7.3+}"), an address and a code span. Defined terms and
square brackets depend on more than the words: `compare.wholes`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from policydiff.compare.scripts import LETTER, marks, needs_scripts, sign, unspaced
from policydiff.model import Span

_UNIT = (
    r"(?:(?:calendar|business|working|consecutive)\s)?(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?)"
    r"|%|per\s?cent|percent|(?:EUR|USD|GBP|CHF|RUB|JPY|CAD|AUD|euros?|dollars?|pounds?|rubles?|cents?)"
    r"|[KMGT]i?B|bytes?|bits?|km|kg|cm|mm|m²"
)
_NUMBER = r"\d+(?:[.,:/]\d+)*"
_PART = r"\([a-zA-Z0-9]{1,4}\)"
_LABEL = rf"{_NUMBER}(?:{_PART})*"


class _Patterns(NamedTuple):
    """What pieces look like."""

    all: re.Pattern[str]
    plain: re.Pattern[str]
    """Those that texts have in which nothing is special."""


def _compile(
    letter: str, word: str, part: str, sign: str, address: str, name: str, more: str = "", marks: str = ""
) -> _Patterns:
    """The patterns for texts of some scripts.

    `word` consists of the `letter`, `part` is a word without digits, `address` is what a link consists of, and `name`
    what the parts of a mail address do. `more` is looked for first, and `marks` belong to whatever they follow.
    """
    end = f"(?!{letter})"
    plain = rf"""
          {part}[‑-]{part}(?![\w‑-])
        | {word}(?:['’]{word})*
        | {sign}
    """
    special = rf"""
          (?:https?://|www\.){address}+(?<=[\w/])
        | [.+{name}]++@[{name}]+(?:\.[{name}]+)+
        | §§?\s?{_LABEL}(?!(?:{letter}|\.)*{letter})
        | \(\d+\)\s(?:{_UNIT}){end}
        | [$€£¥]\s?{_NUMBER}{end}
        | {_NUMBER}\s?(?:{_UNIT}){end}
        | {_LABEL}{end}
        | [vV]\.?{_NUMBER}{end}
        | {_NUMBER}(?:{word})?
    """
    patterns = (f"(?:{more}{pattern}){marks}" for pattern in (f"{special}|{plain}", plain))
    return _Patterns(*(re.compile(pattern, re.VERBOSE) for pattern in patterns))


_MOST = _compile(r"\w", r"\w+", r"[^\W\d_]+", r"[^\w\s]", r"[^\s<>]", r"\w-")
_SPECIAL = re.compile(r"\d|@|https?://|www\.")
"""What is in every piece that is more than a word or a sign."""
LONGEST_CODE = 80
"""A code span of up to so many characters is one piece; longer ones are cut between words."""


class Tokens(NamedTuple):
    """The pieces of a text, and where each starts there, in characters."""

    texts: list[str]
    starts: list[int]

    def end(self, at: int) -> int:
        """Where a piece ends."""
        return self.starts[at] + len(self.texts[at])


def tokenise(text: str, spans: Sequence[Span] = ()) -> Tokens:
    """Cut a text into its pieces; `spans`, which join to the text, say where code stands."""
    patterns = _of_scripts() if needs_scripts(text) else _MOST
    texts = (patterns.all if _SPECIAL.search(text) else patterns.plain).findall(text)
    starts: list[int] = []
    end = 0
    for token in texts:
        # Only white space stands between pieces, and none starts with it.
        start = text.index(token, end)
        starts.append(start)
        end = start + len(token)
    tokens = Tokens(texts, starts)
    for start, end in _code_places(spans):
        within = [at for at in range(len(texts)) if starts[at] < end and start < tokens.end(at)]
        if len(within) > 1:
            first, last = within[0], within[-1]
            texts[first : last + 1] = [text[starts[first] : tokens.end(last)]]
            del starts[first + 1 : last + 1]
    return tokens


@cache
def _of_scripts() -> _Patterns:
    word, part = rf"(?:{LETTER}{marks()})+", rf"(?:(?![\d_]){LETTER}{marks()})+"
    # A link ends where words of a script without spaces begin.
    return _compile(LETTER, word, part, sign(), "[!-;=?-~]", "a-zA-Z0-9_-", f"{unspaced()}|", marks())


def _code_places(spans: Sequence[Span]) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    at = 0
    for span in spans:
        end = at + len(span.text)
        if any(mark.kind == "code" for mark in span.marks) and len(span.text) <= LONGEST_CODE:
            if places and places[-1][1] == at and at - places[-1][0] + len(span.text) <= LONGEST_CODE:
                places[-1] = (places[-1][0], end)
            else:
                places.append((at, end))
        at = end
    return places
