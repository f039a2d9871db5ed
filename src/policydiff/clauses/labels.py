"""Printed labels: `3.1.2.`, `(a)`, `iv.`, `Article 5`, `§ 5`, `Section 4.09.`, `Appendix F`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Series = Literal["decimal", "letter", "roman", "keyword"]

_APPENDED = ("appendix", "annex", "annexe", "schedule", "exhibit", "attachment", "addendum", "anhang", "anlage")
_DIVISIONS = ("part", "title", "chapter", "book", "division", "subpart", "teil", "kapitel", "titre", "chapitre")
_UNITS = (
    "article", "art.", "section", "sec.", "clause", "paragraph", "para.", "rule", "subsection", "artikel",
    "abschnitt", "artículo", "sección", "articolo", "artigo", "§§", "§",
)  # fmt: skip
_KEYWORD = "|".join(re.escape(word) for word in sorted(_APPENDED + _DIVISIONS + _UNITS, key=len, reverse=True))
_ROMAN = r"[ivxlcdm]+|[IVXLCDM]+"

_KEYWORDED = re.compile(
    rf"(?P<word>{_KEYWORD})\s*(?P<number>\d+(?:\.\d+)*[a-z]?|(?:{_ROMAN})(?![^\W_])|[A-Z](?:\.?\d+)*(?![^\W_]))"
    r"(?P<sub>(?:\s?\((?:\d{1,2}|[A-Za-z]{1,2})\))*)(?P<end>[.:)]?)(?=\s|$|[—–])",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"(?P<number>(?:[A-Z]\.)?\d{1,4}(?:\.\d{1,4})+[a-z]?)(?P<sub>(?:\((?:\d{1,2}|[A-Za-z]{1,2})\))*)"
    r"(?P<end>[.):]?)(?=\s|$|[—–])"
)
_SINGLE = re.compile(
    r"(?P<open>\()?(?P<number>\d{1,3}[a-z]?)(?P<sub>(?:\((?:\d{1,2}|[A-Za-z]{1,2})\))*)(?P<end>[.):]{0,2})(?=\s|$|[—–])"
)
_LETTERED = re.compile(rf"(?P<open>\()?(?P<number>[A-Za-z]|([a-z])\3|{_ROMAN})(?P<end>[.):]{{1,2}})(?=\s|$|[—–])")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\b")
_SUBLABEL = re.compile(r"\(([^()]+)\)")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_SIGNS = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10),
    ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip
_CANONICAL = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_LARGEST_ROMAN = 60
"""Larger lower-case ones are words ("mix", "civil", "dim")."""


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label, read."""

    printed: str
    """As it stands in the text."""
    series: Series
    numbers: tuple[str, ...]
    """Its parts: `("3", "1", "2")`, `("a",)`; for a keyword those of its number."""
    style: str
    """What labels of one series have in common: bracketing, case, keyword."""
    word: str = ""
    """The keyword in lower case."""
    roman: int = 0
    """The value as a roman number; 0 when it is none."""

    @property
    def shown(self) -> str:
        """Without the full stop or colon that ends it."""
        return self.printed.rstrip(".: ")

    @property
    def slug(self) -> str:
        """Its part of an anchor: `3.1.2`, `a`, `article-5`."""
        plain = self.shown.lower().replace("§§", "§").replace("§", "section ")
        parts = re.sub(r"[^\w.]+", "-", plain).strip("-.")
        return parts.removeprefix("clause-") or "x"

    @property
    def plain_number(self) -> int:
        """The value of a number alone, as of list items (`5.`); 0 for every other label."""
        alone = self.style in ("item", "decimal") and len(self.numbers) == 1 and self.numbers[0].isdecimal()
        return int(self.numbers[0]) if alone else 0

    @property
    def appended(self) -> bool:
        """Whether it labels an annex, whose own numbers start anew."""
        return self.word in _APPENDED


def roman_value(text: str) -> int:
    """The value of a roman number; 0 when it is none."""
    lower = text.lower()
    if not lower or not _CANONICAL.fullmatch(lower):
        return 0
    values = [_VALUES[letter] for letter in lower]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def letter_value(text: str) -> int:
    """A = 1 … z = 26, aa = 27 (letters doubled, as lawyers count); 0 for anything else."""
    lower = text.lower()
    if not lower.isascii() or not lower.isalpha() or len(set(lower)) != 1:
        return 0
    return ord(lower[0]) - 96 + 26 * (len(lower) - 1)


def read_label(text: str, *, heading: bool = False, set_apart: bool = False) -> Label | None:
    """The label at the start of a clause's text.

    `heading`: the text is a heading, where a bare number or `Article 5` without full stop is a label too.
    `set_apart`: the label is marked off from what follows (bold, or alone in its block).
    """
    start = text[:60]
    free = heading or set_apart
    return _read_keyword(start, free=free) or _read_decimal(start, free=free) or _read_lettered(start)


def _read_keyword(text: str, *, free: bool) -> Label | None:
    found = _KEYWORDED.match(text)
    if not found or not (free or found["end"] or found.end() == len(text)):
        return None
    word = found["word"].lower()
    if word[0].isalpha() and not text[len(found["word"])].isspace():
        return None
    if found["number"].isalpha() and found["number"].islower():
        return None
    numbers = (*found["number"].lower().split("."), *_SUBLABEL.findall(found["sub"]))
    roman = roman_value(found["number"]) if found["number"].isalpha() else 0
    if word in ("clause", "paragraph") and numbers[0][0].isdigit() and len(numbers) > 1:
        return Label(found.group(), "decimal", numbers, "decimal", word)
    return Label(found.group(), "keyword", numbers, word, word, roman)


def _read_decimal(text: str, *, free: bool) -> Label | None:
    if _DATE.match(text):
        return None
    if found := _DECIMAL.match(text):
        after = text[found.end() :].lstrip()
        few = found["number"].count(".") == 1
        if few and not found["end"] and not free and (not after or after[0].islower()):
            return None
        numbers = (*found["number"].lower().split("."), *_SUBLABEL.findall(found["sub"]))
        return Label(found.group(), "decimal", numbers, "decimal")
    found = _SINGLE.match(text)
    if not found:
        return None
    ending = found["end"]
    if found["open"]:
        if not ending.startswith(")"):
            return None
    elif not ending and not found["sub"]:
        after = text[found.end() :].lstrip()
        if not free or (after and not (after[0].isupper() or after[0] in "—–")) or not found["number"].isdigit():
            return None
    style = f"{found['open'] or ''}1{')' if ')' in ending else ''}"
    numbers = (found["number"], *_SUBLABEL.findall(found["sub"]))
    if len(numbers) > 1:
        style = "decimal"
    return Label(found.group(), "decimal", numbers, "decimal" if style == "1" else style)


def _read_lettered(text: str) -> Label | None:
    found = _LETTERED.match(text)
    if not found:
        return None
    number, ending = found["number"], found["end"]
    if found["open"] and not ending.startswith(")"):
        return None
    after = text[found.end() :].lstrip()
    if found["open"] and number in "cC" and re.match(r"\d{4}\b|copyright", after, re.IGNORECASE):
        return None
    roman, letter = roman_value(number), letter_value(number)
    if len(number) > 1 and not letter and not 0 < roman <= _LARGEST_ROMAN:
        return None
    if ending == ":" and not found["open"]:
        return None
    case = "A" if number.isupper() else "a"
    style = f"{found['open'] or ''}{case}{')' if ')' in ending else ''}"
    series: Series = "roman" if roman and (len(number) > 1 and not letter) else "letter"
    return Label(found.group(), series, (number.lower(),), style, roman=roman)


def same_series(one: Label | None, other: Label) -> bool:
    """Whether two labels are written alike and count the same thing."""
    return one is not None and one.style == other.style and len(one.numbers) == len(other.numbers)


def starts_series(label: Label) -> bool:
    """Whether it is the first of a series."""
    return label.numbers[-1] in ("1", "a", "i")


def follows(one: Label, other: Label) -> bool:
    """Whether `other` comes right after `one` in the same series."""
    return follows_as_letter(one, other) or follows_as_roman(one, other)


def follows_as_letter(one: Label, other: Label) -> bool:
    """Whether `other` comes right after `one` as a number or letter."""
    if not same_series(one, other) or one.numbers[:-1] != other.numbers[:-1]:
        return False
    before, after = one.numbers[-1], other.numbers[-1]
    if before.isdigit() and after.isdigit():
        return int(after) == int(before) + 1
    return letter_value(before) > 0 and letter_value(after) == letter_value(before) + 1


def follows_as_roman(one: Label, other: Label) -> bool:
    """Whether `other` comes right after `one` as a roman number."""
    alike = same_series(one, other) and one.numbers[:-1] == other.numbers[:-1]
    return alike and one.roman > 0 and other.roman == one.roman + 1


def whole_number(text: str | None, default: int) -> int:
    """The value of an attribute such as `start`."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text.strip()) else default


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
