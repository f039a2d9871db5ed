"""A word is written like a defined term, "the Licensor", and nothing defines it.

Looked at only in texts that define terms at all: elsewhere capitals are a matter of style. What is reported is
capitalised in the middle of sentences, again and again, and is a common noun: it stands behind an article, and is no
name (names are not also written small, and do not follow "each" or "such").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.clauses.citations import Field
from policydiff.clauses.terms import find_uses

_DETERMINER = frozenset({
    "the", "a", "an", "each", "any", "such", "every", "no", "all", "other", "either", "both", "its", "our", "your",
    "their", "this", "that", "these",
})  # fmt: skip
_INDEFINITE = frozenset({
    "a", "an", "each", "any", "such", "every", "no", "either", "all",
})  # fmt: skip
_CUSTOMARY = frozenset({
    "account", "affiliate", "agreement", "applicant", "buyer", "client", "company", "confidential", "contractor",
    "consumer", "content", "contract", "controller", "customer", "data", "deliverables", "disclosing",
    "documentation", "employee", "employer", "fees", "information", "intellectual", "legislation", "licence",
    "license", "licensee", "licensor", "materials", "member", "order", "partner", "parties", "party", "personal",
    "platform", "policy", "privacy", "processor", "product", "products", "program", "programme", "provider",
    "purchaser", "receiving", "recipient", "seller", "service", "services", "site", "software", "subcontractor",
    "subject", "subprocessor", "subscriber", "subscription", "supplier", "system", "terms", "territory", "third",
    "trademarks", "use", "user", "users", "vendor", "warranty", "website", "work", "activation",
})  # fmt: skip
"""The nouns that contracts customarily define: these need less evidence than others."""
_SELF = frozenset({
    "agreement", "terms", "policy", "notice", "statement", "document", "section", "clause", "article", "annex",
    "schedule", "exhibit", "appendix", "paragraph", "chapter", "part", "privacy",
})  # fmt: skip
_TEXTS = frozenset({"license", "licence", "agreement", "contract", "addendum", "terms", "charter"})
_CAPITAL = re.compile(r"(?P<term>[A-Z][a-z]+(?:[-/][A-Za-z]+)*(?:\s[A-Z][a-z]+(?:-[A-Za-z]+)*)*)(?!\w)")
_BEFORE = re.compile(r"(?:(?P<word>[\w’']+)[\s“\"(]+|(?P<mark>[.!?:;•]|^)[\s”\"')(“]*)$")
_ELSEWHERE = re.compile(
    r"(?:capitali[sz]ed (?:terms|words)|terms (?:used|not defined)|\b(?:variables|words) have)[^.]{0,120}"
    r"(?:meaning|defined|set forth|ascribed|given|definitions)",
    re.IGNORECASE,
)
_WITHIN_NAME = re.compile(r"\b(?:Convention|Act|Law|Directive|Regulation|Code|Treaty)\s$")
"""What makes a name of what follows: "Convention on Contracts for the International Sale of Goods"."""
_NAMES = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|Saturday|Sunday|Internet|English|European|American|Union|States|Kingdom|Commission|Court|Courts"
    r"|Act|Code|Regulation|Directive|Convention|Council|Ministry|Department|Office|Board|Forum|Foundation|Institute"
    r"|University|Government|Republic|State|Federal|Supreme|Inc|Ltd|Corporation|Committee|Bureau|Agency|Authority"
    r"|Association|Framework|Principles|Requirements|Guidelines|Standard|Standards|Team|Group|Street|Road|City|County)\b"
)


@dataclass
class Candidate:
    """What was seen of a noun that may be a term."""

    uses: int = 0
    first: tuple[int, Field, int, int] | None = None
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)


def find(draft: DraftText) -> Iterator[Remark]:
    """One remark for each such term, at its first use."""
    for term, candidate in written_like_terms(draft).items():
        assert candidate.first is not None
        place, part, start, end = candidate.first
        times = "once" if candidate.uses == 1 else f"{candidate.uses} times"
        yield Remark(
            Spot(place, part, start, end),
            f"“{term}” is written like a defined term ({times}), but nothing defines it.",
            "Define it, or write it small.",
            about=term,
        )


def written_like_terms(draft: DraftText) -> dict[str, Candidate]:
    """The nouns that are written like defined terms and are not defined, with their uses."""
    if not _defines_terms(draft):
        return {}
    known = {definition.term.replace("’", "'") for definition in draft.definitions}
    candidates = _collect(draft)
    uses = find_uses(draft.tree, [*known, *candidates])
    covered = {_singular(term.casefold()) for term in known}
    covered |= {_singular(each.words.casefold()) for term in known for each in uses.get(term, ())}
    small = Counter(re.findall(r"(?<![\w-])[a-z][a-z-]+", " ".join(clause.text for clause in draft.tree.clauses)))
    found = {
        term: candidate
        for term, candidate in candidates.items()
        if _singular(term.casefold()) not in covered and _is_common_noun(term, candidate, small)
    }
    # "User Data" says nothing new where "User" and "Data" are reported
    return {term: each for term, each in found.items() if " " not in term or not set(term.split()) <= set(found)}


def _defines_terms(draft: DraftText) -> bool:
    """Whether the text is one that defines its terms, and does not say that they are defined elsewhere."""
    if any(_ELSEWHERE.search(clause.text) for clause in draft.tree.clauses):
        return False
    forms = Counter(definition.form for definition in draft.definitions)
    return forms["entry"] >= 3 or forms["means"] >= 3 or forms["means"] + forms["parenthesis"] + forms["entry"] >= 4


def _collect(draft: DraftText) -> dict[str, Candidate]:
    """Capitalised nouns in the middle of sentences, singular and plural together."""
    found: dict[str, Candidate] = defaultdict(Candidate)
    for place, clause in enumerate(draft.tree.clauses):
        if clause.form == "code":
            continue
        text = clause.text
        for match in _CAPITAL.finditer(text):
            before = _BEFORE.search(text[: match.start()])
            if before is None or before["word"] is None or before["word"][:1].isupper():
                continue
            if before["word"] in {"on", "of", "for"} and _WITHIN_NAME.search(text[: before.start()]):
                continue
            words = match["term"].split()
            if _follows_name(text, match.end()) or any(_NAMES.fullmatch(word) for word in words):
                continue
            candidate = found[_singular(match["term"])]
            candidate.uses += 1
            candidate.before[before["word"].casefold()] += 1
            following = re.match(r"\s([a-z]+)", text[match.end() :])
            candidate.after[following[1] if following else ""] += 1
            if candidate.first is None:
                candidate.first = (place, "text", match.start(), match.end())
    return dict(found)


def _follows_name(text: str, end: int) -> bool:
    """Whether the capitals go on as those of a name: "Google LLC", "Title 17", "Data2"."""
    return bool(re.match(r"[\d&@]|\s(?:[A-Z]{2,}|\d)|\s[A-Z]", text[end : end + 4]))


def _singular(term: str) -> str:
    if term.endswith("ies") and len(term) > 5:
        return f"{term[:-3]}y"
    return term[:-1] if re.search(r"[^su]s$", term) and len(term) > 4 else term


def _is_common_noun(term: str, candidate: Candidate, small: Counter[str]) -> bool:
    words = [word.casefold() for word in term.split()]
    word, often = candidate.after.most_common(1)[0]
    if all(word in _SELF for word in words) or (word and len(words) == 1 and often * 3 >= candidate.uses * 2):
        # "Personal" is half of "Personal data"
        return False
    if words[-1] in _TEXTS and candidate.before["this"] * 2 > candidate.uses:
        return False  # "this License" is the text itself
    determined = sum(count for word, count in candidate.before.items() if word in _DETERMINER)
    indefinite = sum(count for word, count in candidate.before.items() if word in _INDEFINITE)
    customary = all(_singular(word) in _CUSTOMARY or word in _CUSTOMARY for word in words)
    also_small = all(small[word] + small[f"{word}s"] > 0 for word in words)
    if customary:
        return candidate.uses >= 2 and determined >= 1
    if candidate.uses < 4 or determined * 2 < candidate.uses:
        return False
    return also_small and (indefinite > 0 or len(words) == 1)


RULE = Rule("undefined-term", "warning", "a word is written like a defined term, and nothing defines it", find)
