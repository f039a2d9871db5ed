"""What a policy is called, now and in each of its editions."""

from __future__ import annotations

from policydiff.model import Chronicle
from policydiff.publish.printable import one_line, printable


def policy_title(chronicle: Chronicle, number: int | None = None) -> str:
    """The title of the text of an edition (by default the latest), else of the newest before it, else the slug."""
    upto = chronicle.trees if number is None else chronicle.trees[:number]
    for tree in reversed(upto):
        if tree.title:
            return one_line(tree.title)
    return printable(chronicle.slug.rsplit("/", 1)[-1].replace("-", " ").capitalize())
