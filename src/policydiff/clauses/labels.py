"""Printed labels: `3.1.2.`, `(a)`, `iv.`, `Article 5`, `§ 5`, `Section 4.09.`, `Appendix F`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from policydiff.clauses.numerals import ROMAN, WORDS, letter_value, narrow, roman_value

Series = Literal["decimal", "letter", "roman", "keyword"]

_APPENDED = (
    "appendix", "annex", "annexe", "annexure", "schedule", "exhibit", "attachment", "addendum", "anhang", "anlage",
    "anexo", "allegato", "bijlage", "приложение",
)  # fmt: skip
_DIVISIONS = (
    "part", "title", "chapter", "book", "division", "subpart", "teil", "kapitel", "titre", "chapitre", "capítulo",
    "título", "hoofdstuk", "глава", "раздел", "часть",
)  # fmt: skip
_UNITS = (
    "article", "art.", "section", "sec.", "clause", "paragraph", "para.", "rule", "subsection", "artikel",
    "abschnitt", "artículo", "sección", "cláusula", "articolo", "artigo", "статья", "пункт", "§§", "§",
)  # fmt: skip
_KEYWORD = "|".join(re.escape(word) for word in sorted(_APPENDED + _DIVISIONS + _UNITS, key=len, reverse=True))
_SUB = r"(?:\((?:\d{1,2}|[A-Za-z]{1,2})\))*"
_AFTER = r"(?=\s|$|[—–\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff08])"
"""A label ends at white space, a dash, or what scripts without spaces go on with."""
_AT_CAPITAL = r"(?:" + _AFTER + r"|(?<=[.)])(?=[^\W\d_a-zа-я]))"
"""Or where the space behind its full stop was forgotten."""

_KEYWORDED = re.compile(
    rf"(?P<word>{_KEYWORD})\s*(?P<number>\d+(?:\.\d+)*(?:\.?[a-z](?![^\W_])|er\b|re\b|º|ª|°)?"
    r"(?:[ ](?:bis|ter|quater|quinquies|sexies|septies|octies)\b)?"
    rf"|(?:{ROMAN})(?:\.\d+)*(?![^\W_])|[A-Z](?:\.?\d+)*(?![^\W_])|(?:{'|'.join(WORDS)})(?![^\W_]))"
    rf"(?P<sub>(?:\s?\((?:\d{{1,2}}|[A-Za-z]{{1,2}})\))*)(?P<end>[.:)]?){_AFTER}",
    re.IGNORECASE,
)
_EAST_ASIAN = re.compile(
    r"第\s?(?P<number>\d+|[一二三四五六七八九十百]+)\s?(?P<word>[条條章節节款項项編编部])(?:の\d+)?"
)
_DECIMAL = re.compile(
    rf"(?P<open>\()?(?P<number>(?:[A-Z]\.?)?\d{{1,4}}(?:\.\d{{1,4}})*(?:(?:\.[A-Z]){{1,2}}(?:\.\d{{1,4}})+|(?!\.[A-Z]\.[A-Z]\.)\.[A-Za-z](?![^\W_])|[a-z])?)(?P<sub>{_SUB})"
    rf"(?P<end>[.):]?){_AT_CAPITAL}"
)
_SINGLE = re.compile(rf"(?P<open>\()?(?P<number>\d{{1,3}}[a-z]?)(?P<sub>{_SUB})(?P<end>[.):]{{0,2}}){_AT_CAPITAL}")
_LETTERED = re.compile(
    rf"(?P<open>\()?(?P<number>(?P<letter>[^\W\d_])(?P=letter)?|{ROMAN})(?P<end>[.):]{{1,2}})(?P<sub>{_SUB}){_AT_CAPITAL}"
)
_COUNTED_IN_CHINESE = re.compile(r"(?P<open>\()?(?P<number>[一二三四五六七八九十]{1,3})(?P<end>[、).])")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\b")
_SUBLABEL = re.compile(r"\(([^()]+)\)")
_PART = re.compile(r"\d+[a-z]?|[a-z]+")
_LARGEST_ROMAN = 60
"""Larger lower-case ones are words ("mix", "civil", "dim")."""
_LONGEST_TITLE = 80
_SHORTEST_CAPITALS = 5
"""Letters; fewer are abbreviations, such as of countries."""


@dataclass(frozen=True)
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

    @cached_property
    def shown(self) -> str:
        """Without the full stop or colon that ends it."""
        return self.printed.rstrip(".: ．：、")

    @cached_property
    def slug(self) -> str:
        """Its part of an anchor: `3.1.2`, `a`, `article-5`."""
        plain = unicodedata.normalize("NFKC", self.shown).lower().replace("§§", "§").replace("§", "section ")
        parts = re.sub(r"[^\w.]+", "-", plain).strip("-.")
        return parts.removeprefix("clause-") or "x"

    @cached_property
    def plain_number(self) -> int:
        """The value of a number alone, as of list items (`5.`); 0 for every other label."""
        alone = self.style in ("item", "decimal") and len(self.numbers) == 1 and self.numbers[0].isdecimal()
        return int(self.numbers[0]) if alone else 0

    @cached_property
    def appended(self) -> bool:
        """Whether it labels an annex, whose own numbers start anew."""
        return self.word in _APPENDED


def read_label(text: str, *, heading: bool = False, set_apart: bool = False, paragraph: bool = False) -> Label | None:
    """The label at the start of a clause's text.

    `heading`: the text is a heading, where a bare number or `Article 5` without full stop is a label too.
    `set_apart`: the label is marked off from what follows by bold type.
    `paragraph`: the text is a whole paragraph; one that reads like a title (`§ 5 Haftung`) counts as one for its word.
    """
    start = narrow(text[:60])
    free = heading or set_apart
    label = (
        _read_keyword(start, free=free or (paragraph and reads_as_title(text)))
        or _read_decimal(start, free=free)
        or _read_lettered(start)
        or _read_east_asian(start)
    )
    return replace(label, printed=text[: len(label.printed)]) if label and start != text[:60] else label


def reads_as_title(text: str) -> bool:
    """Whether a paragraph is a title that starts with a word and number: short, no sentence, not amid one."""
    found = _KEYWORDED.match(narrow(text[:60]))
    if not found or len(text) > _LONGEST_TITLE or "\n" in text or text.rstrip()[-1:] in (*".;:,!?。",):
        return False
    after = text[found.end() :].lstrip()
    return not after or not (after[0].islower() or after[0] in ",;")


def is_in_capitals(text: str) -> bool:
    """Whether the text behind a label is a title in capitals: `II. SCOPE OF THIS POLICY`."""
    return len(text) <= _LONGEST_TITLE and text.isupper() and sum(map(str.isalpha, text)) >= _SHORTEST_CAPITALS


def _read_keyword(text: str, *, free: bool) -> Label | None:
    found = _KEYWORDED.match(text)
    if not found or not (free or found["end"] or found.end() == len(text)):
        return None
    word, number = found["word"].lower(), found["number"].lower()
    if word[0].isalpha() and not text[len(found["word"])].isspace():
        return None
    if found["number"].isalpha() and found["number"].islower() and not (free and number in WORDS):
        return None
    spoken = WORDS.get(number)
    parts = (str(spoken),) if spoken else tuple(_PART.findall(re.sub(r"(?<=\d)(?:er|re|º|ª|°)", "", number)))
    numbers = (*parts, *_SUBLABEL.findall(found["sub"]))
    roman = roman_value(number) if number.isalpha() else 0
    if word in ("clause", "paragraph") and numbers[0][0].isdigit() and len(numbers) > 1:
        return Label(found.group(), "decimal", numbers, "decimal", word)
    return Label(found.group(), "keyword", numbers, word, word, roman)


def _read_decimal(text: str, *, free: bool) -> Label | None:
    if _DATE.match(text):
        return None
    found = _DECIMAL.match(text)
    numbers = tuple(_PART.findall(found["number"].lower())) if found else ()
    if found and len(numbers) > 1 and bool(found["open"]) <= found["end"].startswith(")"):
        after = text[found.end() :].lstrip()
        at_word = bool(after) and not after[0].islower()
        few = len(numbers) == 2 and not found["sub"]
        if few and not found["end"] and not free and not at_word:
            return None
        if "." not in found["number"] and not found["end"]:
            return None
        return Label(found.group(), "decimal", (*numbers, *_SUBLABEL.findall(found["sub"])), "decimal")
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
    if (found["open"] and not ending.startswith(")")) or number.lower() == number.upper():
        return None
    after = text[found.end() :]
    if len(number) == 1 and ")" not in ending and after[:1].isalpha():
        return None
    after = after.lstrip()
    if found["open"] and number in "cC" and re.match(r"\d{4}\b|copyright", after, re.IGNORECASE):
        return None
    roman, letter = roman_value(number), letter_value(number)
    if len(number) > 1 and not letter and not 0 < roman <= _LARGEST_ROMAN:
        return None
    if ending == ":" and not found["open"]:
        return None
    case = "A" if number.isupper() else "a"
    if number[0] >= "\u0370":
        case = "А" if number.isupper() else "а"
    style = f"{found['open'] or ''}{case}{')' if ')' in ending else ''}"
    series: Series = "roman" if roman and (len(number) > 1 and not letter) else "letter"
    return Label(found.group(), series, (number.lower(), *_SUBLABEL.findall(found["sub"])), style, roman=roman)


def _read_east_asian(text: str) -> Label | None:
    if found := _EAST_ASIAN.match(text):
        return Label(found.group(), "keyword", (found["number"],), found["word"], found["word"])
    found = _COUNTED_IN_CHINESE.match(text)
    if not found or bool(found["open"]) > (found["end"] == ")"):
        return None
    return Label(found.group(), "decimal", (found["number"],), f"{found['open'] or ''}一")


def same_series(one: Label | None, other: Label) -> bool:
    """Whether two labels are written alike and count the same thing."""
    return one is not None and one.style == other.style and len(one.numbers) == len(other.numbers)


def starts_series(label: Label) -> bool:
    """Whether it is the first of a series."""
    return label.numbers[-1] in ("1", "a", "i", "а", "α", "一")


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
