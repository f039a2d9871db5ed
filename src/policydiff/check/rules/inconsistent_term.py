"""A term is written in more than one way: "Personal Data" and "Personal data", "the Licensor" and "the licensor"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.check.rules.undefined_term import written_like_terms
from policydiff.clauses.terms import Use, find_uses


def find(draft: DraftText) -> Iterator[Remark]:
    """One remark for each term and for each other way of writing it, at the first place."""
    defining: dict[str, set[int]] = defaultdict(set)
    for definition in draft.definitions:
        if definition.form != "abbreviation":
            defining[definition.term].add(definition.clause)
    terms = {term for term in defining.keys() | set(written_like_terms(draft)) if not term.isupper() and len(term) > 3}
    uses = find_uses(draft.tree, terms, ignore_case=True)
    for term in sorted(uses):
        written: dict[str, list[Use]] = defaultdict(list)
        for use in uses[term]:
            # "Software" means the software that …
            own = use.clause in defining[term] and _shape(use.words) != _shape(term)
            if use.field == "text" and not own and not _amid_capitals(draft, use):
                written[_shape(use.words)].append(use)
        if len(written) > 1:
            yield from _compare(draft, written)


def _amid_capitals(draft: DraftText, use: Use) -> bool:
    """Whether the whole passage is written in capitals: "THE SERVICE IS PROVIDED “AS IS”"."""
    text = draft.words_of(use.clause, use.field)
    around = text[max(use.start - 20, 0) : use.start] + text[use.end : use.end + 20]
    return use.words.isupper() and len(re.findall(r"[A-Z]", around)) > len(re.findall(r"[a-z]", around))


def _shape(words: str) -> str:
    """How the words are capitalised, whatever their number: `AA`, `Aa`."""
    return "".join("A" if word[:1].isupper() else "a" for word in re.split(r"[\s-]+", words))


def _compare(draft: DraftText, written: dict[str, list[Use]]) -> Iterator[Remark]:
    usual = max(written, key=lambda shape: len(written[shape]))
    for shape, others in written.items():
        if shape == usual or not usual[0].isupper():
            continue
        if "A" not in shape:
            # small letters often mean the ordinary word: only a slip is an inconsistency
            slip = len(others) * 5 <= len(written[usual])
            others = [use for use in others if slip and _determined(draft, use)]
        elif shape[1:] == usual[1:]:
            continue
        if not others:
            continue
        first, common = others[0], written[usual][0].words
        times = "once" if len(others) == 1 else f"{len(others)} times"
        elsewhere = "once" if len(written[usual]) == 1 else f"{len(written[usual])} times"
        if len(written[usual]) > len(others):
            yield Remark(
                Spot(first.clause, first.field, first.start, first.end),
                f"“{first.words}” is written here ({times}), but “{common}” elsewhere ({elsewhere}).",
                f"Write “{common}”, or make clear that something else is meant.",
                about=first.words,
            )


def _determined(draft: DraftText, use: Use) -> bool:
    """Whether it is "the licensor", which can only be the one that is meant by "the Licensor"."""
    before = draft.words_of(use.clause, use.field)[: use.start]
    return bool(re.search(r"\b(?:the|this|such)\s+$", before, re.IGNORECASE))


RULE = Rule("inconsistent-term", "warning", "a term is written in more than one way", find)
