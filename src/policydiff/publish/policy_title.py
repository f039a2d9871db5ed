"""What a policy is called, now and in each of its editions."""

from __future__ import annotations

from policydiff.model import Chronicle, ClauseTree
from policydiff.publish.printable import one_line, printable


def policy_title(chronicle: Chronicle, number: int | None = None) -> str:
    """The title of the text of an edition (by default the latest), else of the newest before it, else the slug."""
    upto = chronicle.trees if number is None else chronicle.trees[:number]
    for tree in reversed(upto):
        if tree.title:
            return one_line(tree.title)
    return _title_of_slug(chronicle.slug)


def title_of_text(tree: ClauseTree, slug: str) -> str:
    """The title of a text of its own, else the slug."""
    return one_line(tree.title) if tree.title else _title_of_slug(slug)


def _title_of_slug(slug: str) -> str:
    return printable(slug.rsplit("/", 1)[-1].replace("-", " ").capitalize())
