"""Bounds for what Python-Markdown reads in time, or to a depth, that explodes.

Python-Markdown looks for the end of a link from every opening bracket to the end of the paragraph, which takes the
square of its length where many brackets stay open. Brackets without a partner start no link, and no link text is
nested so deeply or target so long that the bounds here matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor

from policydiff.errors import PolicyError

_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_DEEPEST = 12
_LONGEST_TARGET = 4000
_LINKS = ("reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref", "footnote")


class _Partners:
    """Where the brackets of the text that is being read close; every link pattern asks the same one.

    A link that was found is replaced by a sign, which changes the text before what is still to be read. So places are
    counted from the end.
    """

    def __init__(self) -> None:
        self._read = ""
        self._text = ""
        self._known = 0
        self._found: dict[int, int] = {}

    def can_open(self, text: str, place: int) -> bool:
        """Whether the bracket at a place of the text has a partner."""
        if text is not self._text or place < self._known:
            if not self._read.endswith(text[place:]):
                self._read = text
                self._found = {len(text) - start: len(text) - end for start, end in _partners(text).items()}
            self._text, self._known = text, place if text is not self._read else 0
        return len(text) - place in self._found


def _partners(text: str) -> dict[int, int]:
    """The closing bracket of each opening one, by their places; none for those that nest too deeply."""
    found: dict[int, int] = {}
    depths: dict[int, int] = {}
    opened: list[int] = []
    inside: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket.group() == "[":
            opened.append(bracket.start())
            inside.append(0)
        elif bracket.group() == "]" and opened:
            start, depth = opened.pop(), inside.pop()
            depths[start] = depth
            if depth < _DEEPEST:
                found[start] = bracket.start()
            if inside:
                inside[-1] = max(inside[-1], depth + 1)
    return found


def bound_footnotes(markdown: Markdown) -> None:
    """Make the extension for footnotes find the next id of a reference without trying all before it."""
    footnotes: Any = next((each for each in markdown.registeredExtensions if isinstance(each, FootnoteExtension)), None)
    if footnotes is None:
        return
    find: Any = footnotes.unique_ref
    last: dict[str, str] = {}

    def unique_ref(reference: str, found: bool = False) -> str:
        if not found:
            return str(find(reference, found))
        start = last.get(reference, reference) if reference in footnotes.found_refs else reference
        last[reference] = str(find(start, found))
        footnotes.found_refs[reference] = footnotes.found_refs.get(reference, 0) + (start != reference)
        if start != reference:
            del footnotes.found_refs[start]
        return last[reference]

    footnotes.unique_ref = unique_ref


def bound_nesting(markdown: Markdown) -> None:
    """Make too deep a nesting of HTML with Markdown inside an error that says so."""
    parser: Any = markdown.parser
    parse = parser.parseDocument

    def parse_document(lines: Sequence[str]) -> Any:
        try:
            return parse(lines)
        except RecursionError:
            raise PolicyError(
                "HTML elements are nested too deeply to be read, such as hundreds of `<div markdown>` in each other. "
                "Close them, or take some out."
            ) from None

    # On this one instance: the parser has no hook for it.
    parser.parseDocument = parse_document


def bound_links(markdown: Markdown) -> None:
    """Make the link patterns of a Markdown instance skip brackets that cannot start a link."""
    partners = _Partners()
    for name in _LINKS:
        if name in markdown.inlinePatterns:
            pattern = markdown.inlinePatterns[name]
            if isinstance(pattern, InlineProcessor):
                _bound(pattern, partners)


def _bound(pattern: Any, partners: _Partners) -> None:
    handle = pattern.handleMatch

    def handle_match(match: re.Match[str], data: str) -> Any:
        start = data.find("[", match.start(0), match.end(0))
        if start >= 0 and not partners.can_open(data, start):
            return None, None, None
        return handle(match, data)

    # On this one pattern, whichever class an extension took for it.
    pattern.handleMatch = handle_match
    find_target = getattr(pattern, "getLink", None)
    if find_target:

        def get_link(data: str, index: int) -> Any:
            return find_target(data[: index + _LONGEST_TARGET] if len(data) > index + _LONGEST_TARGET else data, index)

        pattern.getLink = get_link
