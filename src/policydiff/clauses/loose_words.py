"""Words that stand beside blocks without an element of their own get one, so that they can be a clause."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

IsBlock = Callable[[Element], bool]


def wrap_loose_words(element: Element, is_block: IsBlock) -> None:
    """Words beside blocks get an element of their own, so that they can be a clause."""
    children = list(element)
    blocks = [is_block(child) for child in children]
    if not any(blocks):
        return
    if all(blocks) and not (element.text or "").strip() and not any((child.tail or "").strip() for child in children):
        return
    for child in children:
        element.remove(child)
    loose: Element | None = None
    if (element.text or "").strip():
        loose = Element("div")
        loose.text, element.text = element.text, "\n"
        element.append(loose)
    for child in children:
        if is_block(child):
            loose = None
            element.append(child)
            if (child.tail or "").strip():
                loose = Element("div")
                loose.text, child.tail = child.tail, "\n"
                element.append(loose)
        else:
            if loose is None:
                loose = Element("div")
                element.append(loose)
            loose.append(child)


def wrap_tails(parent: Element, blocks: list[Element], is_block: IsBlock) -> None:
    """Words behind a block inside an item get an element of their own."""
    for block in blocks:
        if (block.tail or "").strip() and is_block(block):
            loose = Element("div")
            loose.text, block.tail = block.tail, "\n"
            place = list(parent).index(block) + 1
            while place < len(parent) and not is_block(parent[place]):
                follower = parent[place]
                parent.remove(follower)
                loose.append(follower)
            parent.insert(place, loose)
