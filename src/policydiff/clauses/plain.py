"""Sections that are plain text, as most of a policy is: read without trying every construct of Markdown on them.

What these functions find is what Python-Markdown would: they only leave out steps that cannot match, because a sign
that every match needs is not there.
"""

from __future__ import annotations

import re
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


class _QuickInlineProcessor(InlineProcessor):
    """Where a later Python-Markdown names its steps otherwise, this is no quicker than its own processor."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns: Any = self.inlinePatterns
        signs = {patterns.get_index_for_name(name): sign for name, sign in _SIGNS.items() if name in patterns}
        self._patterns = [(pattern, signs.get(place, "")) for place, pattern in enumerate(patterns)]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString) or not _INLINE.search(data):
            return data
        apply: Any = getattr(self, "_InlineProcessor__applyPattern")  # noqa: B009
        start = 0
        while patternIndex < len(self._patterns):
            pattern, sign = self._patterns[patternIndex]
            matched = False
            if start or sign in data:
                data, matched, start = apply(pattern, data, patternIndex, start)
            if not matched:
                patternIndex += 1  # noqa: N806
        return data
