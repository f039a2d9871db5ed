"""Normal forms of words: what counts as the same text when editions and clauses are compared.

Folding is for telling texts apart, never for showing them: quotation marks, dashes and no-break spaces are
typography, not words (DESIGN: "Editions, from git").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FOLDED = {
    **dict.fromkeys("‘’‚‛′`´ʼ‹›", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−⸺⸻﹘﹣－", "-"),
    **dict.fromkeys("\u00a0\u2007\u202f\u2060\ufeff", " "),
    **dict.fromkeys("\u00ad\u200b", ""),
}
_FOLDS = re.compile(f"[{''.join(_FOLDED)}]")


def fold(text: str) -> str:
    """The form in which two texts are the same words: NFC, white space, quotes, dashes and no-break spaces folded.

    Case and punctuation stay: "user" and "User" are different words in a policy.
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    text = _FOLDS.sub(lambda sign: _FOLDED[sign[0]], unicodedata.normalize("NFC", text))
    return " ".join(text.split())


@lru_cache(maxsize=50_000)
def fold_again(text: str) -> str:
    """The same for what is folded again and again: the texts of clauses, and single words."""
    return fold(text)
