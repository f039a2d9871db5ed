"""Plain lines to Markdown: which are headings, which are clauses, which are list items.

Nothing is added to the words and none is dropped, but for lines that a page repeats around its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

REPEATED = 3
"""So many equal lines one after the other are what a page shows around its text (a slide show, a menu)."""
_LONGEST_HEADING = 100
_NUMBER = re.compile(
    r"^(?P<number>(?:(?:section|clause|article|part|chapter|§)\s*)?(?:\d+(?:\.\d+)*|[A-Z]|[IVXLC]+)[.):]?)\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^(?:(?:section|article|part|chapter|schedule|annex|appendix|exhibit)\s+|§\s*)(?:\d+(?:\.\d+)*|[A-Z]|[IVXLC]+)\b(?!\(|,?\s(?-i:[a-z]))",
    re.IGNORECASE,
)
"""`Article 5`, `SCHEDULE A`; not the "Section 5 applies" of a sentence."""
_LABELLED = re.compile(r"^(?:\(?(?:\d+(?:\.\d+)*|[A-Za-z]|[ivxlcIVXLC]+)[.)](?:\s|$)|\d+(?:\.\d+)+\s)")
_UNDERLINE = re.compile(r"^(?:=+|-+|_+|\*+|~+)$")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_OPEN_END = re.compile(r"\b(?:sections?|clauses?|articles?|paragraphs?|subsections?|the|of|in)$", re.IGNORECASE)
"""The end of a line after which a number is no label: "under section"."""
_WIDEST = 120
"""Characters of the longest line of a text whose lines were broken to fit a screen or a letter."""
_DECIMAL = re.compile(r"^(?P<path>\d+(?:\.\d+)*)[.)]?\s")
_BULLET = re.compile(r"^\s*[-–•·▪◦*‣]\s+(?=\S)")
_SPACES = re.compile(r"[ \t]{2,}|\t")
"""Between a number and its words they would make code of the words."""
_MARKUP = re.compile(
    r"([\\`*{]|(?<!\w)_|_(?!\w)|!(?=!!)"
    r"|\[(?=(?!\^(?:foot|end)note-)[^\[\]\n]*\][(\[:])|\](?=\()|(?<!note-\d)(?<!note-\d\d)\](?=\[(?!\^(?:foot|end)note-)))"
)
"""What Markdown and its extensions would take away: emphasis, code, attributes, links and their definitions; but not
the notes of a Word document, which are written before."""
_ENTITIES = (
    (re.compile(r"&(?=#?\w+;)"), "&amp;"),
    (re.compile(r"<(?=[A-Za-z/!?])"), "&lt;"),
    (re.compile(r"\{(?=[:#.])"), "&#123;"),
    (re.compile(r"~(?=~~)"), "&#126;"),
)
"""Here a backslash does not help: Python-Markdown has none for them, or looks for them before it reads backslashes."""
_LEADING = re.compile(r"^([#>+=~|-])")
_CITED = re.compile(r"\d+(?:\.\d+)+,?\s(?:and|or|to|through)\b")
"""A line that goes on with the numbers of a sentence: "10.2.2 or 10.2.3"."""
_LISTED = re.compile(r"(\d{1,9})([.)])(?:\s|$)")
"""What CommonMark takes for an item of a numbered list."""
_HANGING = 8
"""Columns that a line may be to the right of the item that it goes on with; titles in the middle are further."""
_ALONE = re.compile(r"^(?:\d+(?:\.\d+)*\.|\d+(?:\.\d+)+|\([a-z]{1,4}\))$")
"""A label and nothing else; a number without a full stop may be that of a page."""
_ITEM = re.compile(r"\(([a-z]{1,4}|\d{1,2})\)\s")
_COUNTED = (
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    tuple("abcdefghijklmnopqrstuvwxyz"),
    tuple(map(str, range(1, 31))),
)
_NEXT = frozenset(pair for series in _COUNTED for pair in pairwise(series))
_END = (".", ";", ",", "!", "?", ":")


@dataclass
class Outline:
    """The Markdown of some lines, and what was left out."""

    markdown: str
    dropped: list[str] = field(default_factory=list)
    """The repeated lines, each once."""


def outline_lines(text: str, *, escape: bool = True) -> Outline:
    """Markdown for lines of plain text; `escape` keeps characters that Markdown would read as markup."""
    laid_out, dropped = _without_repeated(_join_labels(_join_broken(text.expandtabs(4).splitlines())))
    lines = [_SPACES.sub(" ", line.strip()) for line in laid_out]
    blocks: list[str] = []
    has_title = False
    nest: list[int] = []
    for place, line in enumerate(lines):
        following = next((other for other in lines[place + 1 :] if other), "")
        if not line:
            continue
        words = _escape(line) if escape else line
        depth = _nest(laid_out[place], nest)
        underline = _underline(lines, place)
        if len(line) > 2 and _UNDERLINE.match(line):
            if not (place and _underline(lines, place - 1)):
                blocks.append("* * *")
        elif underline and (has_title or underline == "-"):
            blocks.append(f"## {words}")
        elif not has_title and not blocks and _can_be_heading(line) and not _DECIMAL.match(line):
            blocks.append(f"# {words}")
            has_title = True
        elif not depth and _is_heading(line, lines, place, following):
            blocks.append(f"{'#' * _level(line)} {words}")
            nest.clear()
        elif _BULLET.match(line):
            bare = _BULLET.sub("", line)
            item = f"{'    ' * depth}- {_escape(bare) if escape else bare}"
            if blocks and blocks[-1].startswith(f"{'    ' * depth}- "):
                blocks[-1] += f"\n{item}"
            else:
                blocks.append(item)
        else:
            blocks.append("    " * depth + keep_number(words, _beside(blocks, depth)))
    return Outline("\n\n".join(blocks) + "\n" if blocks else "", dropped)


def _nest(line: str, open_items: list[int]) -> int:
    """How deep a line stands in numbered lists, by its indentation; `open_items` has those of the items above it."""
    if not line.strip():
        return 0
    indent, item = len(line) - len(line.lstrip()), _LISTED.match(line.lstrip())
    if item is None:
        if not open_items or not 2 <= indent - open_items[-1] <= _HANGING:
            open_items.clear()
        return len(open_items)
    beside = False
    while open_items and indent < open_items[-1] + 2:
        beside = open_items.pop() < indent + 2
    if not beside and item[1] != "1":
        open_items.clear()  # a list below an item begins with 1: this is set off for another reason
    open_items.append(indent)
    return len(open_items) - 1


def _beside(blocks: Sequence[str], depth: int) -> list[str]:
    """The last block of the list that a new block of some depth belongs to."""
    for block in reversed(blocks):
        own = (len(block) - len(block.lstrip(" "))) // 4
        if own <= depth:
            return [block.lstrip(" ")] if own == depth else []
    return []


def keep_number(words: str, blocks: Sequence[str]) -> str:
    """A paragraph, so that its number stays its own in the list that Markdown makes of it and the block before."""
    own = _LISTED.match(words)
    before = [match for line in (blocks[-1].split("\n") if blocks else ()) if (match := _LISTED.match(line))]
    if own is None or not before or own[2] != before[-1][2] or int(own[1]) == int(before[-1][1]) + 1:
        return words
    return f"{own[1]}\\{words[own.end(1) :]}"


def _join_broken(lines: Sequence[str]) -> list[str]:
    """Paragraphs in one line each, where the lines of a text were broken at some width."""
    widest = max((len(line.rstrip()) for line in lines), default=0)
    if widest > _WIDEST:
        return list(lines)
    spaced = sum(not line.strip() for line in lines) * 12 > len(lines)
    joined: list[str] = []
    before = ""
    for line in lines:
        words = line.strip()
        if _continues(before, line, widest, spaced=spaced) or (before.strip() and _goes_on(joined[-1], words)):
            joined[-1] = f"{joined[-1].rstrip()} {words}"
        else:
            joined.append(line)
        before = line.rstrip()
    return joined


def _continues(before: str, line: str, widest: int, *, spaced: bool) -> bool:
    """Whether a line goes on with the paragraph before: in small letters, with a word that had no room there, …

    or, where empty lines stand between paragraphs (`spaced`), after any line that is not short.
    """
    words = line.strip()
    if not before.strip() or not words or _UNDERLINE.match(words) or _UNDERLINE.match(before.strip()):
        return False
    if (_OPEN_END.search(before) and not _BULLET.match(words)) or _CITED.match(words):
        return True
    if re.search(r"\b(?:and|or)$", before) and not _starts_anew(before.strip()) and len(before) > widest * 0.6:
        return True
    if _starts_anew(words):
        return False
    if len(before) + 1 + len(words.split()[0]) > widest or (spaced and len(before) > widest * 0.6):
        return True
    return words[0].islower() and not before.endswith((":", ";"))


def _join_labels(lines: Sequence[str]) -> list[str]:
    """A number that has a line of its own in front of the words that it numbers."""
    joined: list[str] = []
    alone = ""
    for line in lines:
        words = line.strip()
        if alone and words:
            line = line if _LABELLED.match(words) or _ALONE.match(words) else f"{alone} {words}"
            if line.strip() == words:
                joined.append(alone)
            alone = ""
        if words and _ALONE.match(words):
            alone = words
        elif words or not alone:
            joined.append(line)
    return [*joined, alone] if alone else joined


def _goes_on(paragraph: str, words: str) -> bool:
    """Whether a line starts with the next item of a sentence that enumerates: "(i) …; (ii) …;", then "(iii)"."""
    following = _ITEM.match(words)
    found = _ITEM.findall(paragraph)[-1:]
    if not following or not found or _ITEM.match(paragraph):
        return False
    return (found[0], following[1]) in _NEXT


def _starts_anew(line: str) -> bool:
    labelled = _LABELLED.match(line) and not _CITED.match(line)
    return bool(_BULLET.match(line) or labelled or _UNDERLINE.match(line))


def _underline(lines: Sequence[str], place: int) -> str:
    """The sign by which a line is underlined."""
    line, below = lines[place], lines[place + 1] if place + 1 < len(lines) else ""
    underlined = line and not _UNDERLINE.match(line) and len(below) > 2 and re.match(r"^(?:=+|-+)$", below)
    return below[0] if underlined and len(line) <= _LONGEST_HEADING else ""


def _without_repeated(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    kept: list[str] = []
    dropped: list[str] = []
    for line, group in groupby(lines, key=str.strip):
        same = list(group)
        times = len(same)
        if line and times >= REPEATED:
            dropped.append(line)
        else:
            kept += same
    return kept, dropped


def _can_be_heading(line: str) -> bool:
    closed = line.endswith(_END) and not (line.endswith("?") and len(line) <= 60)
    return len(line) <= _LONGEST_HEADING and not closed and not _BULLET.match(line) and line[:1] != "("


def _is_heading(line: str, lines: Sequence[str], place: int, following: str) -> bool:
    """A short line that opens something: numbered with clauses below it, or alone between others."""
    if not (_can_be_heading(line) or _is_title(line)) or not following:
        return False
    decimal = _DECIMAL.match(line)
    if decimal:
        if _ends_list(decimal["path"], lines, place):
            return False
        below = _DECIMAL.match(following)
        opens = below is not None and below["path"].startswith(f"{decimal['path']}.")
        return opens or (
            len(line) <= 60
            and not below
            and len(decimal["path"]) < 3
            and decimal["path"].count(".") == 0
            and len(following) > 60
        )
    alone = (place == 0 or not lines[place - 1]) and (place + 1 == len(lines) or not lines[place + 1])
    if _NAMED.match(line):
        return True
    numbered = _NUMBER.match(line)
    if numbered and len(numbered["number"].rstrip(".):")) <= 12 and numbered["number"][-1:] in ".):":
        return line[:1].isupper()
    return alone and line[:1].isupper() and not _DATED.search(line)


def _ends_list(number: str, lines: Sequence[str], place: int) -> bool:
    """Whether the two lines before have the two numbers before: "3. Reproduction", "4. Sale", then "5. Offer"."""
    before = [_DECIMAL.match(line) for line in [line for line in lines[:place] if line][-2:]]
    numbers = [match["path"] for match in before if match]
    return number.isdigit() and numbers == [str(int(number) - 2), str(int(number) - 1)]


def _is_title(line: str) -> bool:
    """A numbered line that ends with a point and is a title by its capitals: "3. Combined Works."."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 4]
    return len(line) <= 80 and bool(_DECIMAL.match(line)) and bool(words) and all(word[0].isupper() for word in words)


def _level(line: str) -> int:
    decimal = _DECIMAL.match(line)
    return min(2 + decimal["path"].count("."), 6) if decimal else 2


def _escape(line: str) -> str:
    return _LEADING.sub(r"\\\1", escape_words(line))


def escape_words(text: str) -> str:
    """Words as Markdown that reads as these words."""
    for pattern, entity in _ENTITIES:
        text = pattern.sub(entity, text)
    return _MARKUP.sub(r"\\\1", text)
