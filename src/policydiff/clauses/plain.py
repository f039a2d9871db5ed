"""Sections that are plain text, as most of a policy is: read without trying every construct of Markdown on them.

What these functions find is what Python-Markdown would: they only leave out steps that cannot match, because a sign
that every match needs is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_LINE = r"(?:[A-Za-z“\"(§]|\*\*\w|\d+\.\d)[^\n\t\r\x02\x03<&|]*"
"""A line that starts no block but a paragraph, wherever it stands."""
_SECTION = re.compile(rf"(?:(?P<level>#{{1,6}}) +(?P<title>[^\s\x02\x03<&#\\][^\n\t\r\x02\x03<&#\\]*)(?:\n|\Z))?"
                      rf"(?P<text>{_LINE}(?:\n{_LINE})*)?[ \n]*")  # fmt: skip
_MARKUP = re.compile(r"[`\\\[*_{>]|  \n")
_INLINE = re.compile(r"[`\\\[<&*_]|  \n")
_SIGNS = {
    "backtick": "`", "escape": "\\", "footnote": "[^", "reference": "[", "link": "[", "image_link": "![",
    "image_reference": "![", "short_reference": "[", "short_image_ref": "![", "autolink": "<", "automail": "<",
    "linebreak": "  \n", "html": "<", "entity": "&",
}  # fmt: skip
"""What stands in every text that an inline pattern matches."""


def read_plain_blocks(section: str) -> Element | None:
    """The blocks of a section that is a heading, a paragraph, or one below the other; None for every other section."""
    found = _SECTION.fullmatch(section)
    if found is None or not (found["level"] or found["text"]):
        return None
    root = Element("div")
    if found["level"]:
        SubElement(root, f"h{len(found['level'])}").text = found["title"].strip()
    if found["text"]:
        SubElement(root, "p").text = found["text"]
    return root


def has_markup(section: str) -> bool:
    """Whether anything in plain blocks can be more than text."""
    return _MARKUP.search(section) is not None


def skip_idle_patterns(markdown: Markdown) -> None:
    """Make a Markdown instance try only those inline patterns on a text whose signs are in it."""
    markdown.treeprocessors.register(_QuickInlineProcessor(markdown), "inline", 20)
    for name, sign in _SIGNS.items():
        if name in markdown.inlinePatterns:
            pattern: Any = markdown.inlinePatterns[name]
            pattern.compiled_re = _Signed(sign, pattern.compiled_re)


class _Signed:
    """An inline pattern's expression, of which Python-Markdown asks for the matches alone."""

    def __init__(self, sign: str, expression: re.Pattern[str]) -> None:
        self._sign = sign
        self._find = expression.finditer

    def finditer(self, text: str, start: int) -> Iterable[re.Match[str]]:
        """The matches; none where the sign that all have is not there."""
        return self._find(text, start) if self._sign in text else ()


class _QuickInlineProcessor(InlineProcessor):
    """Leaves texts alone that no pattern can match."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """As the base class does, which passes over atomic strings."""
        plain = []
        for element in tree.iter():
            if element.text and not _INLINE.search(element.text):
                plain.append((element, element.text))
                element.text = AtomicString(element.text)
        root = super().run(tree, ancestors)
        for element, text in plain:
            if isinstance(element.text, AtomicString):
                element.text = text
        return root
