"""What a word is in scripts that put no spaces between words, or marks upon letters.

Chinese, Japanese, Thai, Lao, Khmer and Burmese are cut between characters, but a run of katakana is a word (Unicode
Standard Annex #29, "Word Boundaries", without its dictionaries). In no script is a vowel sign, an accent or a joiner
parted from what it stands on, though Python's regular expressions count none of them to a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

_UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0ec6\u0edc-\u0eff\u1000-\u103f\u104c-\u109f\u1780-\u17dd"
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u309f\u3105-\u312f\u31a0-\u31bf"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_CONCERNED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1cff\u1dc0-\u1dff\u200d\u20d0-\u20ff\u2cef-\u2cf1\u2de0-\u2dff\u2e80-\ud7ff"
    "\uf900-\ufaff\ufe00-\ufe2f\uff66-\uff9f\U00010000-\U0010ffff]"
)
_ONE_UNSPACED = re.compile(f"[{_UNSPACED}]")
_COUNT = r"(?:\d+(?:[.,]\d+)*|[〇零一二三四五六七八九十百千万萬億亿两兩]{1,9})"
_COUNTED = "(?:[个個かヶカ]?月|天|日|年|[周週]間?|小[时時]|時間|分[钟鐘]?|秒|元|円|[条條章节節款项項])"

LETTER = rf"[^\W{_UNSPACED}{_KATAKANA}]"
"""A pattern for a letter or digit of a word that stands between spaces."""


def needs_scripts(text: str) -> bool:
    """Whether a text has words that regular expressions do not find, or find too much of."""
    return not text.isascii() and _CONCERNED.search(text) is not None


def is_unspaced(token: str) -> bool:
    """Whether a piece is of a script that puts no spaces between words."""
    return not token.isascii() and _ONE_UNSPACED.match(token) is not None


def find_words(text: str) -> list[str]:
    """What tells one text from another: its words; in scripts without spaces every two neighbouring characters.

    A character alone would tell little, for unlike texts share many (Lucene's analysers of Chinese do the same).
    """
    found: list[str] = []
    for word in _words().findall(text):
        if is_unspaced(word):
            characters = _characters().findall(word)
            found += map("".join, pairwise(characters)) if len(characters) > 1 else characters
        else:
            found.append(word)
    return found


@cache
def marks() -> str:
    """A pattern for all the marks upon a character. Found out only when a text needs it: that takes some time."""
    found = [code for code in range(0x300, 0x1F000) if unicodedata.category(chr(code)).startswith("M")]
    # Thai and Lao am are letters by their category, and parts of what is before them by Annex #29.
    found += [0x0E33, 0x0EB3, 0x200C, *range(0xE0100, 0xE01F0)]
    return f"[{''.join(map(chr, found))}]*+"


def unspaced() -> str:
    """A pattern for a piece of a text without spaces: a count with what is counted, else a character with its marks."""
    return (
        rf"第?{_COUNT}\s?{_COUNTED}(?![{_KATAKANA}])"
        rf"|(?:[{_KATAKANA}]{marks()})+|[{_UNSPACED}]{marks()}"
    )


def sign() -> str:
    """A pattern for a sign: punctuation, a flag, or a picture with all that is joined to it."""
    joined = rf"{marks()}(?:(?:[\U0001f3fb-\U0001f3ff]|\u200d[^\w\s]){marks()})*"
    return rf"[\U0001f1e6-\U0001f1ff]{{2}}|[^\w\s]{joined}"


@cache
def _characters() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]{marks()}")


@cache
def _words() -> re.Pattern[str]:
    word = rf"(?:{LETTER}{marks()})+"
    return re.compile(rf"(?:[{_UNSPACED}]{marks()})+|(?:[{_KATAKANA}]{marks()})+|{word}(?:'{word})*")
