"""Normal forms of words: what counts as the same text when editions and clauses are compared.

Folding is for telling texts apart, never for showing them: quotation marks, dashes and no-break spaces are
typography, not words (DESIGN: "Editions, from git").
"""

from __future__ import annotations

import unicodedata

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ‹›", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−⸺⸻﹘﹣－", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2060\ufeff", " "),
        **dict.fromkeys("\u00ad\u200b", None),
    }
)


def fold(text: str) -> str:
    """The form in which two texts are the same words: NFC, white space, quotes, dashes and no-break spaces folded.

    Case and punctuation stay: "user" and "User" are different words in a policy.
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    if not text.isascii() or "`" in text:
        text = unicodedata.normalize("NFC", text).translate(_FOLDED)
    return " ".join(text.split())
