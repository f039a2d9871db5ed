"""A term is written in more than one way: "Personal Data" and "Personal data", "the Licensor" and "the licensor"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from policydiff.check.draft import Draft
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.check.rules.undefined_term import written_like_terms
from policydiff.clauses.terms import Use, find_uses

_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[.!?]\s*[”\"')]\s+|[-–—]\s)[“\"'‘(]*$")


def find(draft: Draft) -> Iterator[Remark]:
    """One remark for each term and for each other way of writing it, at the first place."""
    defined = {definition.term for definition in draft.definitions if definition.form != "abbreviation"}
    terms = {term for term in defined | set(written_like_terms(draft)) if not term.isupper() and len(term) > 3}
    uses = find_uses(draft.tree, terms, ignore_case=True)
    for term in sorted(uses):
        written: dict[str, list[Use]] = defaultdict(list)
        for use in uses[term]:
            if use.field == "text" and not _opens_sentence(draft, use, term):
                written[_shape(use.words)].append(use)
        if len(written) > 1:
            yield from _compare(draft, term, written, term in defined)


def _opens_sentence(draft: Draft, use: Use, term: str) -> bool:
    """At the start of a sentence a capital says nothing; that of "Personal data" is the first letter's only."""
    before = draft.words_of(use.clause, use.field)[: use.start]
    first_only = use.words[:1].isupper() and use.words[1:] == use.words[1:].lower()
    return bool(_SENTENCE_START.search(before)) and first_only and len(term.split()) == 1


def _shape(words: str) -> str:
    """How the words are capitalised, whatever their number: `Aa Aa`."""
    return " ".join("A" if word[:1].isupper() else "a" for word in re.split(r"[\s-]+", words))


def _compare(draft: Draft, term: str, written: dict[str, list[Use]], defined: bool) -> Iterator[Remark]:
    usual = max(written, key=lambda shape: len(written[shape]))
    for shape, others in written.items():
        if shape == usual:
            continue
        capitals, usual_capitals = shape.count("A"), usual.count("A")
        words = shape.split()
        if len(words) == 1 or capitals == 0:
            # small letters often mean the ordinary word: only a slip is an inconsistency
            slip = capitals < usual_capitals and len(others) * 5 <= len(written[usual]) and len(written[usual]) >= 5
            others = [use for use in others if slip and _determined(draft, use)]
        elif shape.startswith("A") and len(set(words)) > 1:
            others = [use for use in others if not _opens(draft, use)] or (others if defined else [])
        if not others:
            continue
        first = others[0]
        times = "once" if len(others) == 1 else f"{len(others)} times"
        common = written[usual][0].words
        yield Remark(
            Spot(first.clause, first.field, first.start, first.end),
            f"“{first.words}” is written here ({times}), but “{common}” elsewhere ({len(written[usual])} times).",
            f"Write “{common}”, or make clear that something else is meant.",
        )


def _opens(draft: Draft, use: Use) -> bool:
    return bool(_SENTENCE_START.search(draft.words_of(use.clause, use.field)[: use.start]))


def _determined(draft: Draft, use: Use) -> bool:
    """Whether it is "the licensor", which can only be the one that is meant by "the Licensor"."""
    before = draft.words_of(use.clause, use.field)[: use.start]
    return bool(re.search(r"\b(?:the|this|such)\s+$", before, re.IGNORECASE))


RULE = Rule("inconsistent-term", "warning", "a term is written in more than one way", find)
