"""Renderers of Markdown show a list number differently.

Here, as on forges (CommonMark), a list begins with the number that is written, and may be nested by the width of its
marker. Python-Markdown by itself begins every list at 1, nests by four spaces and wants an empty line before a list:
who copies the text to another site gets other numbers. https://python-markdown.github.io/#differences
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.clauses.source import cut_front_matter

_NESTED = 4
"""The indentation that Python-Markdown wants for what stands in a list item."""


@dataclass
class _List:
    line: int
    start: int
    items: int = 0
    outer: _List | None = field(default=None, repr=False)


def find(draft: DraftText) -> Iterator[Remark]:
    """One remark for each list with its inner lists; one for all that begin with another number than 1."""
    places = {draft.locator.line_of(place): place for place in reversed(range(len(draft.tree.clauses)))}
    reported: set[int] = set()
    lists = list(_read_lists(draft.source))
    later = [each for each in lists if each.start != 1 and each.outer is None]
    reported |= {each.line for each in later[1:]}
    for each in lists:
        outermost = each
        while outermost.outer:
            outermost = outermost.outer
        difference = None if outermost.line in reported else _differs(draft, each, len(later))
        if difference:
            reported.add(outermost.line)
            text = draft.lines[each.line - 1]
            spot = Spot(places.get(each.line), line=each.line, column=len(text) - len(text.lstrip()) + 1)
            yield Remark(spot, *difference, about=text.strip())


def _differs(draft: DraftText, each: _List, later: int) -> tuple[str, str] | None:
    """What other renderers show, and what to do about it."""
    text = draft.lines[each.line - 1]
    before = draft.lines[each.line - 2] if each.line > 1 else ""
    if each.start != 1 and each.outer is None:
        others = f", and {later - 1} more below likewise" if later > 1 else ""
        return f"This list begins with {each.start}; some other renderers of Markdown begin it with 1{others}.", ""
    if each.outer is not None and _indent(text) - _indent(draft.lines[each.outer.line - 1]) < _NESTED:
        return (
            "Some other renderers of Markdown count these items as items of the outer list.",
            "Indent inner lists by four spaces.",
        )
    opens_with_text = before.strip() and not re.match(r"\s*(?:[-*+]|\d+[.)]|#|>|\|)", before)
    if each.outer is None and opens_with_text and _indent(before) <= _indent(text):
        return "Some other renderers of Markdown show no list here.", "Put an empty line before the list."
    return None


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _read_lists(source: str) -> Iterator[_List]:
    """The numbered lists of a text as CommonMark reads it, in document order."""
    _, body, above = cut_front_matter(source)
    inside: list[_List | None] = []
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.type == "ordered_list_open" and token.map:
            outer = next((each for each in reversed(inside) if each), None)
            found = _List(token.map[0] + above + 1, int(token.attrs.get("start", 1)), outer=outer)
            inside.append(found)
            yield found
        elif token.type == "bullet_list_open":
            inside.append(None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            inside.pop()


RULE = Rule("list-renders-otherwise", "info", "renderers of Markdown show a list number differently", find)
