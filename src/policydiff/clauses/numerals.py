"""Numerals of labels: roman numbers, letters, numbers in words, the signs of other scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping

ROMAN = r"[ivxlcdm]+|[IVXLCDM]+"
"""What a roman number is written with; whether it is one, `roman_value` says."""

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_SIGNS = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10),
    ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip
_CANONICAL = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")

_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя", "αβγδεζηθικλμνξοπρστυφχψω")
"""Letters in the order in which clauses are counted: Russian drafting leaves out ё, й, ъ, ы and ь."""
_NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_ORDINAL_WORDS = (
    "primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "séptima", "octava", "novena", "décima",
)  # fmt: skip
"""Clauses of Spanish contracts are counted in words."""
WORDS = {word: place for words in (_NUMBER_WORDS, _ORDINAL_WORDS) for place, word in enumerate(words, 1)}
"""Numbers in words, with their values."""

_LIST_STYLE = re.compile(r"\blist-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_STYLES = {
    "decimal": "1", "decimal-leading-zero": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A",
    "upper-latin": "A", "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip
"""Counter styles of CSS by the values of the attribute `type` (HTML, 4.4.5)."""

_WIDE = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **dict(zip("（）．：", "().:", strict=True)),
        "\u3000": " ",
    }
)


def narrow(text: str) -> str:
    """Full-width digits, brackets and points as the usual ones, sign by sign."""
    return text if text.isascii() else text.translate(_WIDE)


def roman_value(text: str) -> int:
    """The value of a roman number; 0 when it is none."""
    lower = text.lower()
    if not lower or not _CANONICAL.fullmatch(lower):
        return 0
    values = [_VALUES[letter] for letter in lower]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def letter_value(text: str) -> int:
    """A = 1 … z = 26, aa = 27 (letters doubled, as lawyers count), likewise in Russian and Greek; else 0."""
    lower = text.lower()
    if len(set(lower)) != 1:
        return 0
    for alphabet in _ALPHABETS:
        if (place := alphabet.find(lower[0])) >= 0:
            return place + 1 + len(alphabet) * (len(lower) - 1)
    return 0


def whole_number(text: str | None, default: int) -> int:
    """The value of an attribute such as `start`."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text.strip()) else default


def counting_style(attributes: Mapping[str, str]) -> str:
    """How a browser counts the items of a numbered list: `1`, `a`, `A`, `i` or `I`; empty where it shows no number."""
    found = _LIST_STYLE.search(attributes.get("style") or "")
    if found:
        return _STYLES.get(found[1].lower(), "")
    style = attributes.get("type") or "1"
    return style if style in "1aAiI" else "1"


def print_number(number: int, style: str) -> str:
    """A number as a browser prints it in a list of the type `1`, `a`, `A`, `i` or `I`."""
    if style in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return letters if style == "a" else letters.upper()
    if style in ("i", "I") and 0 < number < 4000:
        roman = ""
        for sign, value in _ROMAN_SIGNS:
            times, number = divmod(number, value)
            roman += sign * times
        return roman if style == "i" else roman.upper()
    return str(number)
