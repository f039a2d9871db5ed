"""Readers of the site see another number than readers elsewhere, or no list: renderers of Markdown differ.

The site's fixed profile is Python-Markdown; forges and editors follow CommonMark. Compared are the numbers that the two
show for the same line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.clauses.source import cut_front_matter


@dataclass(frozen=True, slots=True)
class _Item:
    line: int
    number: int


def find(draft: DraftText) -> Iterator[Remark]:
    """One remark for each list, at the first item that is shown differently."""
    shown = {
        draft.locator.line_of(place): clause.label.strip().rstrip(".)")
        for place, clause in enumerate(draft.tree.clauses)
        if clause.form == "item"
    }
    places = {draft.locator.line_of(place): place for place in reversed(range(len(draft.tree.clauses)))}
    for items in _commonmark_lists(draft.source):
        odd = next((item for item in items if shown.get(item.line) != str(item.number)), None)
        if odd is None or len(items) < 2:
            continue
        here = shown.get(odd.line)
        place = places.get(odd.line)
        text = draft.lines[odd.line - 1]
        site = f"is numbered {here} on the site" if here else "is no item of a list on the site"
        advice = "Indent nested lists and further paragraphs by four spaces, and put an empty line before a list."
        spot = Spot(place, line=odd.line, column=len(text) - len(text.lstrip()) + 1)
        yield Remark(spot, f"This {site}, but {odd.number} in other renderers of Markdown.", advice)


def _commonmark_lists(source: str) -> Iterator[list[_Item]]:
    """The ordered lists as CommonMark sees them, outer before inner."""
    _, body, above = cut_front_matter(source)
    open_lists: list[tuple[int, list[_Item]] | None] = []
    found: list[list[_Item]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.type == "ordered_list_open":
            found.append([])
            open_lists.append((int(token.attrs.get("start", 1)), found[-1]))
        elif token.type == "bullet_list_open":
            open_lists.append(None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            open_lists.pop()
        elif token.type == "list_item_open" and open_lists[-1] is not None and token.map:
            start, items = open_lists[-1]
            items.append(_Item(token.map[0] + above + 1, start + len(items)))
    yield from found


RULE = Rule("list-renders-otherwise", "warning", "a list number is shown differently by renderers", find)
