"""A section of a page as HTML in which the names of clauses are left open: they depend on the whole text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SLOT = "\a"
"""Stands around what is left open; a text in which it is has no form."""
_SLOTS = re.compile(
    rf'<span class="pd-alias" id="{SLOT}own-(?P<alias>[0-9]+){SLOT}"></span>'
    rf"|{SLOT}(?P<kind>[a-z]+)-(?P<place>[0-9]+){SLOT}"
)
_ESCAPED = re.compile(r"[&<>\"\n\x02\x03]")

Kind = Literal["own", "anchor", "heading"]


def slot(kind: Kind, place: int) -> str:
    """Stands for the own id or the anchor of the clause in a place, or for the id of the heading in a place."""
    return f"{SLOT}{kind}-{place}{SLOT}"


@dataclass(frozen=True, slots=True, eq=False)
class PageForm:
    """The HTML with slots. Encoded: there are as many as there are sections, and they wait until a page is made."""

    html: bytes

    @classmethod
    def of(cls, html: str) -> PageForm:
        """The form that some HTML with slots has."""
        return cls(html.encode("utf-8", "surrogatepass"))

    def fill(self, names: Sequence[tuple[str, str]], headings: Sequence[str]) -> str | None:
        """The HTML with own ids and anchors of its clauses, and ids of its headings; None where they are no words."""
        if any(_ESCAPED.search(name) for name in headings) or any(
            _ESCAPED.search(name) for both in names for name in both
        ):
            return None

        def filled(found: re.Match[str]) -> str:
            if found["alias"]:
                own, anchor = names[int(found["alias"])]
                return f'<span class="pd-alias" id="{own}"></span>' if own and own != anchor else ""
            place = int(found["place"])
            return headings[place] if found["kind"] == "heading" else names[place][found["kind"] == "anchor"]

        return _SLOTS.sub(filled, self.html.decode("utf-8", "surrogatepass"))
