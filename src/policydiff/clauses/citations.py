"""What a text cites: the nouns of its references and links, and the links themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policydiff.model import Clause, ClauseTree, Span

Field = Literal["heading", "text"]
Scope = Literal["here", "elsewhere", "unclear"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One number (or "this Section") by which a clause refers to another."""

    clause: int
    """The place of the clause that refers, in `ClauseTree.clauses`."""
    field: Field
    start: int
    end: int
    """Where it stands in that clause's heading or text; the word ("clause") belongs to the first number of a series."""
    words: str
    """As written: `clause 4.6`."""
    word: str
    """The kind of clause that is named, in lower case and singular: `clause`, `section`, `§`."""
    number: str
    """The number alone: `4.6`, `5(1)(a)`; empty for "this Section"."""
    scope: Scope
    """Whether this document is meant; `unclear` where that cannot be told and no clause here answers."""
    anchors: tuple[str, ...] = ()
    """The clauses it points at: none when dangling, several when the number is not unique."""
    nearest: str = ""
    """For a dangling reference the anchor of the deepest clause on its way that exists."""
    title: str = ""
    """The heading that is cited with it: "Section 12 (Confidentiality)"."""
    link: str = ""
    """The target of the link it stands in."""
    certain: bool = True
    """Whether a missing clause is a mistake for sure: not in a text of several parts, nor for an unseen sub-clause."""
    relative: bool = False
    """Whether it is counted from the clause it stands in: "paragraph (b) above"."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a clause's words."""

    clause: int
    field: Field
    start: int
    end: int
    words: str
    target: str


ATTACHMENTS = frozenset({"annex", "appendix", "schedule", "exhibit", "attachment", "chapter", "part"})
"""What is numbered by itself, beside the clauses."""
LOOSE = frozenset({"point", "item", "paragraph", "para", "part", "subparagraph"})
"""Words for whatever has a number or letter of its own."""


def find_links(tree: ClauseTree) -> tuple[Link, ...]:
    """All links in headings and texts, in document order; a link over several spans is one."""
    found: list[Link] = []
    for place, clause in enumerate(tree.clauses):
        for field, spans in fields_of(clause):
            for start, end, target in links_of(spans):
                words = (clause.heading if field == "heading" else clause.text)[start:end]
                found.append(Link(place, field, start, end, words, target))
    return tuple(found)


def fields_of(clause: Clause) -> Iterator[tuple[Field, tuple[Span, ...]]]:
    """The parts of a clause that have words, with their markup."""
    yield "heading", clause.heading_spans
    yield "text", clause.spans


def links_of(spans: tuple[Span, ...]) -> Iterator[tuple[int, int, str]]:
    """Where links start and end among some words, and where they lead."""
    start = place = 0
    current: str | None = None
    for span in spans:
        target = next((mark.value for mark in span.marks if mark.kind == "link"), None)
        if target != current:
            if current is not None:
                yield start, place, current
            start, current = place, target
        place += len(span.text)
    if current is not None:
        yield start, place, current
