"""A term is defined twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.clauses.definitions import Definition

_POINTER = re.compile(r"\b(?:has|have) the (?:same |respective )?meanings?\b[^.]{0,60}?\b(?:in|by|under|to)\b")
"""`has the meaning given in Section 5`: says where the definition is."""
_QUOTATION = re.compile(r"[\"“„«]|``|''")
_CLOSED = re.compile(r"[\"“„«]([^\"“”«»]{1,60})[\"”“»]")
"""A term in quotation marks at the start of a clause."""


def find(draft: DraftText) -> Iterator[Remark]:
    """The second and every later definition of a term in another clause."""
    first: dict[str, Definition] = {}
    for definition in draft.definitions:
        if definition.form == "abbreviation" or _POINTER.search(definition.meaning):
            continue
        if _is_quoted(draft, definition):
            continue
        earlier = first.setdefault(definition.term, definition)
        if earlier.clause == definition.clause:
            continue
        line, _ = draft.locator.locate(earlier.clause, earlier.field, earlier.start, earlier.end)
        yield Remark(
            Spot(definition.clause, definition.field, definition.start, definition.end),
            f"“{definition.term}” is defined a second time; it was defined on line {line}.",
            "Keep one of the definitions and refer to it.",
            about=definition.term,
        )


def _is_quoted(draft: DraftText, definition: Definition) -> bool:
    """Whether the definition belongs to a notice that is quoted: "The contents are subject to … (the "License")"."""
    text = draft.words_of(definition.clause, definition.field)
    return definition.form == "parenthesis" and bool(_QUOTATION.match(text)) and not _CLOSED.match(text)


RULE = Rule("duplicate-term", "warning", "a term is defined twice", find)
