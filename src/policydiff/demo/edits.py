"""Edits of a policy that is a paragraph a clause: what an editor does by hand, said in a line.

An edit fails when the text is not what it expects, so that the example cannot drift apart unnoticed.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping

Edit = Callable[[str], str]


def replace(old: str, new: str) -> Edit:
    """Put `new` in place of `old`, which must stand in the text exactly once."""

    def edit(text: str) -> str:
        if text.count(old) != 1:
            raise ValueError(f"“{old}” stands {text.count(old)} times in the text, and not once")
        return text.replace(old, new)

    return edit


def renumber(numbers: Mapping[str, str]) -> Edit:
    """Give paragraphs other numbers, all at once; each must be there."""

    def edit(text: str) -> str:
        paragraphs = text.split("\n\n")
        labels = [paragraph.split(" ", 1)[0].rstrip(".") for paragraph in paragraphs]
        if missing := numbers.keys() - set(labels):
            raise ValueError(f"no paragraph has the number {', '.join(sorted(missing))}")
        return "\n\n".join(
            re.sub(r"^[\d.]+", f"{numbers[label]}.", paragraph) if label in numbers else paragraph
            for label, paragraph in zip(labels, paragraphs, strict=True)
        )

    return edit


def after(number: str, paragraph: str) -> Edit:
    """Insert a paragraph after the one with the number."""
    return _around(number, lambda found: [found, paragraph])


def take_out(number: str) -> Edit:
    """Remove the paragraph with the number."""
    return _around(number, lambda _: [])


def _around(number: str, make: Callable[[str], list[str]]) -> Edit:
    def edit(text: str) -> str:
        paragraphs = text.split("\n\n")
        places = [place for place, paragraph in enumerate(paragraphs) if paragraph.startswith(f"{number}. ")]
        if len(places) != 1:
            raise ValueError(f"{len(places)} paragraphs have the number {number}, and not one")
        place = places[0]
        return "\n\n".join([*paragraphs[:place], *make(paragraphs[place]), *paragraphs[place + 1 :]])

    return edit


def in_turn(*edits: Edit) -> Edit:
    """Make several edits one after the other."""

    def edit(text: str) -> str:
        for each in edits:
            text = each(text)
        return text

    return edit


def remove_section(heading: str) -> Edit:
    """Remove a heading and what stands below it, up to the next heading."""

    def edit(text: str) -> str:
        less, times = re.subn(rf"(?ms)^{re.escape(heading)}\n.*?(?=^## )", "", text)
        if times != 1:
            raise ValueError(f"the heading “{heading}” stands {times} times in the text, and not once")
        return less

    return edit


def wrap(text: str) -> str:
    """Break the lines of paragraphs at 100 columns, without changing a word; no line starts like a list."""
    glued = "\0"
    filler = textwrap.TextWrapper(width=100, break_long_words=False, break_on_hyphens=False)

    def fill(paragraph: str) -> str:
        if paragraph.startswith(("#", "---")):
            return paragraph
        return filler.fill(paragraph.replace(" - ", f"{glued}- ")).replace(glued, " ")

    return "\n\n".join(fill(paragraph) for paragraph in text.rstrip("\n").split("\n\n")) + "\n"


def keep(text: str) -> str:
    """Change nothing."""
    return text
