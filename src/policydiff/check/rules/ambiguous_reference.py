"""A reference says two things: its number names several clauses, or disagrees with its link or the cited heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.clauses.citations import Reference
from policydiff.clauses.paths import index_paths
from policydiff.model import Clause


def find(draft: DraftText) -> Iterator[Remark]:
    """Numbers that several clauses have; links and cited headings that do not fit the number."""
    for reference in draft.references:
        if reference.scope != "here" or not reference.number:
            continue
        spot = Spot(reference.clause, reference.field, reference.start, reference.end)
        if reference.link:
            yield from _against_link(draft, reference, spot)
        elif len(reference.anchors) > 1 and not reference.relative and _same_part(draft, reference):
            lines = " and ".join(str(draft.tree.by_anchor[anchor].line) for anchor in reference.anchors[:3])
            yield Remark(spot, f"“{reference.words}” can be any of {len(reference.anchors)} clauses (lines {lines}).",
                         "Say which part is meant.", about=reference.words)  # fmt: skip
        elif reference.title and len(reference.anchors) == 1:
            yield from _against_title(draft, reference, spot)


def _same_part(draft: DraftText, reference: Reference) -> bool:
    """Whether the clauses stand in one part of the text; attachments count anew, and are told apart by the reader."""
    parts = index_paths(draft.tree).parts
    places = [place for place, clause in enumerate(draft.tree.clauses) if clause.anchor in reference.anchors]
    return len({parts[place] for place in places}) == 1


def _against_link(draft: DraftText, reference: Reference, spot: Spot) -> Iterator[Remark]:
    """The words name one clause, the link another, as in `[Subsection 2.7.3](#283)`."""
    target = unquote(reference.link.removeprefix("#"))
    digits = re.sub(r"\D", "", reference.number)
    leads = re.match(r"[^a-z]*?(\d+)", target.replace(".", "").replace("-", ""))
    if not re.match(r"^(?:clause-|section-|article-)?[\d.-]+", target) or not digits or not leads:
        return
    if not re.fullmatch(r"\d+(?:\.\d+)*", reference.number):
        return
    pointed = draft.tree.by_anchor.get(target)
    named = re.sub(r"\D", "", pointed.label) if pointed else leads[1]
    if named and named != digits:
        advice = f"Correct the one that is wrong; the link leads to {draft.called(target)}." if pointed else ""
        yield Remark(spot, f"The words say {reference.number}, but the link goes to #{target}.", advice)


def _against_title(draft: DraftText, reference: Reference, spot: Spot) -> Iterator[Remark]:
    """Number and cited heading differ, as in "Section 12 (Confidentiality)" where that is the heading of 10."""
    clause = draft.tree.by_anchor[reference.anchors[0]]
    if not clause.heading or _same(clause.heading, reference.title):
        return
    right = [each for each in draft.tree.clauses if _same(each.heading, reference.title) and each.label]
    if len(right) == 1:
        yield Remark(
            spot,
            f"“{reference.words} ({reference.title})” names two clauses: {_number(clause)} is “{clause.heading}”, and "
            f"“{reference.title}” is {_number(right[0])}.",
            f"Should this be {_number(right[0])}?",
        )


def _same(heading: str, title: str) -> bool:
    return bool(heading) and _letters(heading) == _letters(title)


def _letters(words: str) -> str:
    return re.sub(r"\W+", " ", words.casefold().replace("&", "and")).strip()


def _number(clause: Clause) -> str:
    return clause.label.strip().rstrip(".")


RULE = Rule("ambiguous-reference", "warning", "a reference can be understood in two ways", find)
