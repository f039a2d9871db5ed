"""A section of a page as HTML in which the names of clauses are left open: they depend on the whole text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SLOT = "\a"
"""Stands around what is left open; a text in which it is has no form."""
_SLOTS = re.compile(rf'(<span class="pd-alias" id="{SLOT}own-[0-9]+{SLOT}"></span>|{SLOT}[a-z]+-[0-9]+{SLOT})')
_KIND = re.compile(rf"{SLOT}([a-z]+)-([0-9]+){SLOT}")
_ESCAPED = re.compile(r"[&<>\"\n\x02\x03]")

Kind = Literal["own", "anchor", "heading"]


def slot(kind: Kind, place: int) -> str:
    """Stands for the own id or the anchor of the clause in a place, or for the id of the heading in a place."""
    return f"{SLOT}{kind}-{place}{SLOT}"


@dataclass(frozen=True, slots=True, eq=False)
class PageForm:
    """The HTML between the names, and which name goes where."""

    pieces: tuple[str, ...]
    slots: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, html: str) -> PageForm:
        """The form that some HTML with slots has."""
        pieces = _SLOTS.split(html)
        found = [_KIND.search(each) for each in pieces[1::2]]
        return cls(tuple(pieces[::2]), tuple((kind[1], int(kind[2])) for kind in found if kind))

    def fill(self, names: Sequence[tuple[str, str]], headings: Sequence[str]) -> str | None:
        """The HTML with own ids and anchors of its clauses, and ids of its headings; None where they are no words."""
        written = [self.pieces[0]]
        for (kind, place), piece in zip(self.slots, self.pieces[1:], strict=True):
            own, name = names[place] if kind != "heading" else ("", headings[place])
            if _ESCAPED.search(name) or _ESCAPED.search(own):
                return None
            if kind == "own":
                name = f'<span class="pd-alias" id="{own}"></span>' if own and own != name else ""
            written += (name, piece)
        return "".join(written)
