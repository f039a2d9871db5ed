"""A text cut into sections that Markdown reads independently, so that what did not change is read once.

Consecutive editions share most of their sections. A cut is only made where no construct of the profile can reach
across: at blank lines before a heading or a plain paragraph, outside code fences and HTML. What a section takes from
elsewhere are link targets; footnotes and abbreviations touch the whole text, which then is one section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS

_WHOLE = (
    ("^", re.compile(r"\[\^[^\]\n]*\]:")),
    ("*", re.compile(r"\n {0,3}[*]\[[^\n]*\][ ]?:")),
    ("<", re.compile(r"<(?:script|style|textarea|title|xmp|plaintext)", re.IGNORECASE)),
    ("\x02", re.compile("\x02")),
    ("\x03", re.compile("\x03")),
)
"""What makes a text one section, and a sign that is in every text that has such: to look for it takes no time."""
_CUT = re.compile(r"\n[ \t]*\n(?=#{1,6} |[A-Za-z“\"(§]|\d+\.\d|\*\*\w|[-+*] +\S|\d{1,9}[.)] +\S)")
_ITEM = re.compile(r"\n(?P<indent> {0,3})(?P<number>\d{1,9})(?P<delimiter>[.)])(?=[ \n]|\Z)")
_STARTS_WITH_ITEM = re.compile(r"[-+*] |\d{1,9}[.)] ")
_ENDS_LISTS = re.compile(r"\n[ \t]*\n(?=[^\s0-9])")
_FENCES = ("\n```", "\n~~~")
_MARKUP = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z][^<>]*>|</?[A-Za-z][^<>]*>|<(?=[A-Za-z/!?])", re.DOTALL
)
_STRUCTURAL = frozenset(BLOCK_LEVEL_ELEMENTS) - {"hr"}
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")


def cut_sections(body: str) -> list[str]:
    """The sections of a text, which together are the text."""
    # Starts of lines are looked for by the end of the line before, which is many times quicker.
    lines = f"\n{body}"
    if any(sign in body and construct.search(lines) for sign, construct in _WHOLE):
        return [body]
    seen = body
    if any(fence in lines for fence in _FENCES):
        seen = FencedBlockPreprocessor.FENCED_BLOCK_RE.sub(lambda found: "x" * len(found.group()), body)
        lines = f"\n{seen}"
        if any(fence in lines for fence in _FENCES):
            return [body]
    closed = _closed_regions(seen) if "<" in seen else []
    if closed is None:
        return [body]
    unsafe = _renumbered(seen)
    places = [cut.end() for cut in _CUT.finditer(seen)]
    if closed:
        places = list(_outside(places, closed))
    if unsafe:
        places = [place for place in places if place not in unsafe]
    return [body[start:end] for start, end in pairwise([0, *places, len(body)])]


def _outside(places: Iterable[int], regions: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The places that stand in none of the regions; all in order."""
    region = 0
    for place in places:
        while region < len(regions) and regions[region][1] <= place:
            region += 1
        if region == len(regions) or regions[region][0] >= place:
            yield place


def starts_with_item(section: str) -> bool:
    """Whether a section starts with an item of a list, which the section before can be a part of."""
    return _STARTS_WITH_ITEM.match(section) is not None


def _closed_regions(text: str) -> list[tuple[int, int]] | None:
    """From where to where HTML stands that can hold blank lines; None where it cannot be told."""
    regions: list[tuple[int, int]] = []
    inside: list[str] = []
    start = 0
    for found in _MARKUP.finditer(text):
        tag = found.group()
        if tag == "<" or tag.count('"') % 2 or tag.count("'") % 2:
            return None
        name = _NAME.match(tag)
        if not name:
            if not inside:
                regions.append(found.span())
            continue
        if name[1].lower() not in _STRUCTURAL or tag.endswith("/>"):
            if "\n" in tag and not inside:
                regions.append(found.span())
            continue
        if not tag.startswith("</"):
            if not inside:
                start = found.start()
            inside.append(name[1].lower())
        elif name[1].lower() in inside:
            while inside.pop() != name[1].lower():
                pass
            if not inside:
                regions.append((start, found.end()))
    if inside:
        regions.append((start, len(text)))
    return regions


def _renumbered(text: str) -> frozenset[int]:
    """Where the items of numbered lists start whose number, read alone, would not be the one it is in its list."""
    found: set[int] = set()
    kind, expected, certain, end = "", 0, True, 0
    for item in _ITEM.finditer(f"\n{text}"):
        if _ENDS_LISTS.search(text, end, item.start()):
            kind, certain = "", True
        end = item.end() - 1
        number = int(item["number"])
        if item["delimiter"] != kind:
            kind, expected = item["delimiter"], number
        # A number that was not expected may be the first of another list, and then those after it are of that.
        certain = certain and not item["indent"] and expected == number
        if not certain:
            found.add(item.start())
        expected += 1
    return frozenset(found)
