"""A term is defined and never used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.clauses.definitions import Definition
from policydiff.clauses.terms import find_uses


def find(draft: DraftText) -> Iterator[Remark]:
    """Terms that stand nowhere but in their definitions, in no form."""
    terms = {definition.term for definition in draft.definitions if definition.form != "abbreviation"}
    uses = find_uses(draft.tree, terms, ignore_case=True)
    defined: dict[str, list[Definition]] = {}
    for definition in draft.definitions:
        defined.setdefault(definition.term.casefold(), []).append(definition)
    companions = _companions(draft)
    for same in defined.values():
        first = same[0]
        if first.form == "abbreviation":
            continue
        spots = {(each.clause, each.field, each.start) for each in same}
        others = [use for use in uses.get(first.term, ()) if (use.clause, use.field, use.start) not in spots]
        elsewhere = [use for use in others if not (use.clause == first.clause and use.field == "heading")]
        if first.field == "heading":
            elsewhere = [use for use in others if use.clause != first.clause]
        is_used = bool(elsewhere) or companions.get((first.clause, first.meaning)) or _within_another(draft, first)
        if not is_used:
            yield Remark(
                Spot(first.clause, first.field, first.start, first.end),
                f"“{first.term}” is defined here and never used.",
                "Leave the definition out, or use the term.",
            )


def _companions(draft: DraftText) -> dict[tuple[int, str], bool]:
    """Definitions that give two names to one thing ("Website (Site)"): using either of them is enough."""
    together: dict[tuple[int, str], list[str]] = {}
    for definition in draft.definitions:
        together.setdefault((definition.clause, definition.meaning), []).append(definition.term)
    found: dict[tuple[int, str], bool] = {}
    for key, terms in together.items():
        if len(set(terms)) < 2:
            continue
        counts = find_uses(draft.tree, terms, ignore_case=True)
        found[key] = any(len(each) > terms.count(term) for term, each in counts.items())
    return found


def _within_another(draft: DraftText, definition: Definition) -> bool:
    """Whether it is used as part of a longer word, "sub-processor", "non-User"."""
    term = re.escape(definition.term.casefold())
    return sum(len(re.findall(term, clause.words.casefold())) for clause in draft.tree.clauses) > 2


RULE = Rule("unused-term", "warning", "a term is defined and never used", find)
