"""In which line of the source each clause starts.

Python-Markdown drops line numbers, so the clauses are looked for again: in order, at the starts of lines, by their
first words. Where markup hides the words, the line of the clause before is the answer.
"""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Sequence
from itertools import islice

from policydiff.clauses.inline import GLUED, text_of
from policydiff.clauses.units import Unit

_TAG = re.compile(r"<!--.*?-->|</?(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>")
_TARGET = re.compile(r"\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)|\]\[[^\[\]]*\]|\{[:#.][^{}]*\}|<(?=https?:)")
_INSIDE_WORD = re.compile(r"(?<=[^\W_])[\[\]*`]+(?=[^\W_])")
"""Markup between two letters ends no word."""
_WORD = re.compile(r"[^\W_]+")
_COMPARED = 5
_NEAR = 60
"""Lines within which a clause of few words is looked for."""
_MARKERS = 4
"""So many words may stand before the clause on its line: numbers of lists, nested on one line."""


def lines_of(units: Sequence[Unit], body: str) -> list[int]:
    """The line of each unit in the body, from 0."""
    if "\n" not in body.rstrip("\n"):
        return [0] * len(units)
    words = [_words_of(line) for line in body.split("\n")]
    starts: dict[str, list[int]] = {}
    for number, found in enumerate(words):
        for word in dict.fromkeys(found[: _MARKERS + 1]):
            starts.setdefault(word, []).append(number)
    notes = {found[1]: body.count("\n", 0, found.start()) for found in _FOOTNOTE.finditer(body)}
    lines: list[int] = []
    line, column = 0, 0
    for unit in units:
        name = unit.own_id.removeprefix("fn:")
        if unit.form == "footnote" and name in notes:
            line, column = notes[name], 0
        wanted = _WORD.findall(_beginning(unit))[:_COMPARED]
        if wanted and (place := _find(wanted, words, starts, line, column)):
            line, column = place
        lines.append(line)
        if wanted:
            column += 1
    return lines


_FOOTNOTE = re.compile(r"(?m)^ {0,3}\[\^([^\]\n]*)\]:")


def _words_of(line: str) -> list[str]:
    """The first words of a line, as many as are looked at."""
    if "<" in line or "[" in line or "{" in line:
        line = _TAG.sub(lambda tag: "" if tag["name"] and tag["name"].lower() in GLUED else " ", line)
        line = _TARGET.sub("]", line)
    line = _INSIDE_WORD.sub("", line)
    words = _WORD.finditer(html.unescape(line) if "&" in line else line)
    return [word[0] for word in islice(words, _MARKERS + _COMPARED)]


def _beginning(unit: Unit) -> str:
    printed = unit.label.printed if unit.label and not unit.counted else ""
    return f"{printed} {text_of(unit.heading)[:120]} {text_of(unit.text)[:120]}"


def _find(
    wanted: list[str], words: list[list[str]], starts: dict[str, list[int]], line: int, column: int
) -> tuple[int, int] | None:
    """The first place from a line and word on where a line begins with the wanted words, or as many as it has."""
    candidates = starts.get(wanted[0], ())
    for number in candidates[bisect.bisect_left(candidates, line) :]:
        if number - line > _NEAR and len(wanted) < _COMPARED:
            return None
        found = words[number]
        for offset in range(column if number == line else 0, min(len(found), _MARKERS + 1)):
            there = found[offset : offset + len(wanted)]
            if there == wanted[: len(there)] and there:
                return number, offset
    return None
