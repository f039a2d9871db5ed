"""Defined terms of a text: where each is defined, and what it means.

Recognised are the ways in which contracts define: "X" means …, (the "X"), (hereinafter - the X), and in a section of
definitions also X is …, X - …, a definition list and a headed clause of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from policydiff.clauses.citations import Field
from policydiff.model import Clause, ClauseForm, ClauseTree, Span
from policydiff.recent import keep_recent

Form = Literal["means", "parenthesis", "entry", "abbreviation"]


@dataclass(frozen=True, slots=True)
class Definition:
    """One place at which a term is defined."""

    term: str
    clause: int
    """The place of the defining clause in `ClauseTree.clauses`."""
    field: Field
    start: int
    end: int
    """Where the term stands there."""
    meaning: str
    """The sentence that defines it, for readers."""
    form: Form
    """`means`: "X" means …; `parenthesis`: (the "X"); `entry`: in a section of definitions; `abbreviation`: … (EKU)."""


_OPEN, _CLOSE = "\"“”„«‟'‘", "\"”“»'’"
_WITHIN = r"[^\"“”„«»()]{1,70}?"
_QUOTED = rf"[{_OPEN}](?P<term>{_WITHIN})[,.]?[{_CLOSE}](?!\w)"
_VERB = (
    r"(?:(?:shall|will|does)\s+(?:not\s+)?)?(?:also\s+)?"
    r"(?:means?\b|refers?\s*,?\s*(?:[a-z]+,?\s)?to\b|refers?\b|denotes?\b|(?:has|have)\s+the\s+meanings?\b"
    r"|have\s+the\s+meanings?\(s\)|is\s+defined\b|are\s+defined\b|stands?\s+for\b)"
)
_IS = r"(?:is|are|represents?)\b"
_QUOTED_MEANS = re.compile(
    rf"{_QUOTED}(?:\s*(?:,|and|or|,\s*and)?\s*(?:the\s+|an?\s+)?[{_OPEN}]{_WITHIN}[,.]?[{_CLOSE}])*"
    rf"(?:\s*\([^()]*\))?\s*,?\s*(?:{_VERB}|(?P<weak>{_IS}))",
    re.IGNORECASE,
)
_ANY_QUOTED = re.compile(_QUOTED)
_PARENTHESIS = re.compile(r"\((?P<inside>[^()]{2,160})\)")
_CONNECTING = frozenset({
    "the", "a", "an", "each", "any", "all", "such", "every", "collectively", "together", "hereinafter", "hereafter",
    "herein", "individually", "referred", "to", "as", "called", "also", "and", "or", "our", "your", "in", "this",
    "these", "further", "jointly", "for", "short", "below", "defined", "known", "severally", "both", "either", "of",
    "being", "same", "sometimes", "document", "policy", "generally", "simply", "throughout",
})  # fmt: skip
_HEREINAFTER = re.compile(
    r"^(?:hereinafter|hereafter)(?:\s+(?:referred\s+to\s+as|also|called|the\s+same))*\s*[-–—:,]?\s*"
    rf"(?:the\s+|an?\s+)?[{_OPEN}]?(?P<term>[A-Z][^()\"“”]{{1,60}}?)[{_CLOSE}]?$"
)
_ABBREVIATION = re.compile(r"(?<=[\w’']\s)\((?P<term>[A-Z][A-Za-z/&-]*[A-Z]s?)\)")
_SECTION = re.compile(
    r"^\W*(?:key |general |other |certain )?"
    r"(?:definitions?|glossary|interpretation|defined terms|terminology|terms and definitions)\b"
    r"|\bdefinitions?\W*$|\b(?:and|&) (?:interpretation|terminology)\W*$",
    re.IGNORECASE,
)
_SINGLE = r"[A-Z][\w’'-]*(?:\.(?:[a-z0-9]\w*|[A-Z]+(?![a-z])))*(?:[ /][\w’'&/-]+){0,6}?"
_ENTRY = re.compile(
    rf"^(?:The\s+|An?\s+)?[{_OPEN}]?(?P<term>{_SINGLE})[{_CLOSE}]?(?:\s*\((?P<also>[^()]{{2,60}})\))?"
    rf"(?:\s*[-–—:]\s|\s+(?:{_IS}|{_VERB}))"
)
_PLAIN_MEANS = re.compile(rf"^(?:The\s+|An?\s+)?(?P<term>{_SINGLE})\s+(?:shall\s+mean|means?)\b")
_NO_TERM = frozenset({
    "the", "a", "an",
    "this", "these", "that", "those", "it", "they", "we", "you", "there", "here", "which", "what", "who", "following",
    "other", "others", "each", "all", "any", "if", "as", "in", "where", "when", "for", "such", "no", "nothing", "note",
    "since", "because", "although", "though", "while", "whether", "unless", "until", "after", "before", "upon", "under",
    "by", "with", "without", "to", "from", "on", "at", "of", "how", "why", "whenever", "wherever", "once", "so",
})  # fmt: skip
_NOT_WITHIN = frozenset({
    "does", "do", "did", "not", "is", "are", "was", "were", "shall", "will", "by", "any", "no", "may", "must", "can",
    "should", "that", "which", "who", "other", "all", "herein", "each", "then",
})  # fmt: skip
_KEY_WORDS = frozenset({"MUST", "MUST NOT", "SHALL", "SHALL NOT", "SHOULD", "SHOULD NOT", "MAY", "REQUIRED",
                        "RECOMMENDED", "OPTIONAL", "NOT RECOMMENDED", "AS IS", "AS-IS", "AS AVAILABLE"})  # fmt: skip


@keep_recent
def find_definitions(tree: ClauseTree) -> tuple[Definition, ...]:
    """Everything that the text defines, in document order; the same term twice when it is defined twice."""
    return tuple(
        definition if definition.clause == place else replace(definition, clause=place)
        for place, definitions in _defining_clauses(tree)
        for definition in definitions
    )


@keep_recent
def list_terms(tree: ClauseTree) -> frozenset[str]:
    """The terms that the text defines."""
    return frozenset(definition.term for _, definitions in _defining_clauses(tree) for definition in definitions)


def _defining_clauses(tree: ClauseTree) -> Iterator[tuple[int, tuple[Definition, ...]]]:
    """The clauses that define something: the place of each, and what it defines."""
    defining: list[bool] = []
    """Of each clause, whether those below it stand in a section of definitions."""
    for place, clause in enumerate(tree.clauses):
        within = clause.parent is not None and defining[clause.parent]
        defining.append(within or _heads_definitions(clause.heading))
        spans = clause.spans
        if len(spans) == 1 and not spans[0].marks:
            spans = ()
        if found := _read_clause(clause.heading, clause.text, spans, clause.form, within):
            yield place, found


@lru_cache(maxsize=4096)
def _heads_definitions(heading: str) -> bool:
    return bool(heading and _SECTION.search(heading))


@lru_cache(maxsize=8192)
def _read_clause(
    heading: str, text: str, spans: tuple[Span, ...], form: ClauseForm, defining: bool
) -> tuple[Definition, ...]:
    """What one clause defines, its place left open: from edition to edition most clauses stay the same."""
    clause = Clause("", "", heading, text, None, 1, form, spans)
    taken: dict[tuple[Field, int], Definition] = {}
    for definition in _define(0, clause, defining=defining):
        if definition.term.upper() not in _KEY_WORDS:
            taken.setdefault((definition.field, definition.start), definition)
    return tuple(taken.values())


def _define(place: int, clause: Clause, *, defining: bool) -> Iterator[Definition]:
    text = clause.text
    yield from _quoted(place, text)
    yield from _parentheses(place, text)
    if defining or clause.form == "definition":
        yield from _entry(place, clause)
    plain = _PLAIN_MEANS.match(text)
    if plain and _is_name(plain["term"]):
        yield Definition(
            plain["term"], place, "text", plain.start("term"), plain.end("term"), _sentence(text, 0), "means"
        )
    if not defining:
        yield from _bold(place, clause)
    yield from _abbreviations(place, text)


def _quoted(place: int, text: str) -> Iterator[Definition]:
    for match in _QUOTED_MEANS.finditer(text):
        before = text[: match.start()].rstrip()
        leads = (
            not before
            or before.endswith((".", ";", ":", ")"))
            or re.search(
                r"(?:^|[.;:,]\s+)(?:\W*(?:the|an?|the terms?|as used (?:herein|in .{3,30}),?(?: the)?)\W*)$",
                before,
                re.IGNORECASE,
            )
        )
        if (match["weak"] and not leads) or not match["term"].strip():
            continue
        if re.search(r"\bnot\b", match[0]):
            continue
        for quoted in _ANY_QUOTED.finditer(text, match.start(), match.end()):
            term, start = _bare(quoted["term"], quoted.start("term"))
            if term:
                yield Definition(term, place, "text", start, start + len(term), _sentence(text, match.start()), "means")


def _bare(term: str, start: int) -> tuple[str, int]:
    """A term without its article and punctuation."""
    article = re.match(r"(?:the|an?)\s+", term, re.IGNORECASE)
    if article and article.end() < len(term):
        term, start = term[article.end() :], start + article.end()
    return term.rstrip(" ,.;:"), start


def _parentheses(place: int, text: str) -> Iterator[Definition]:
    for match in _PARENTHESIS.finditer(text) if "(" in text else ():
        inside, offset = match["inside"], match.start("inside")
        later = _HEREINAFTER.match(inside)
        if later:
            start = offset + later.start("term")
            yield Definition(
                later["term"].strip(),
                place,
                "text",
                start,
                start + len(later["term"].strip()),
                _sentence(text, match.start()),
                "parenthesis",
            )
            continue
        quoted = list(_ANY_QUOTED.finditer(inside))
        rest = _ANY_QUOTED.sub(" ", inside)
        if quoted and all(word.casefold() in _CONNECTING for word in re.findall(r"\w+", rest)):
            for each in quoted:
                term, start = _bare(each["term"], offset + each.start("term"))
                if term and any(letter.isupper() for letter in term):
                    meaning = _sentence(text, match.start())
                    yield Definition(term, place, "text", start, start + len(term), meaning, "parenthesis")


def _entry(place: int, clause: Clause) -> Iterator[Definition]:
    """X is …, X - … in a section of definitions; "Website (Site) - …" defines two."""
    if clause.heading.endswith("."):
        return  # "Defining Variables. Variables have …" is the title of a clause
    if clause.heading:
        heading, start = _bare(clause.heading.strip("\"“”„«»'‘’ "), 0)
        if (
            clause.text
            and len(heading.split()) <= 6
            and heading[:1].isupper()
            and not re.match(r"\W*The\s|An?\s", clause.text)
        ):
            start = clause.heading.find(heading)
            yield Definition(heading, place, "heading", start, start + len(heading), _sentence(clause.text, 0), "entry")
        return
    match = _ENTRY.match(clause.text)
    if not match or not _is_name(match["term"]):
        return
    meaning = _sentence(clause.text, 0)
    yield Definition(match["term"], place, "text", match.start("term"), match.end("term"), meaning, "entry")
    also = match["also"]
    if also and also[:1].isupper():
        term, start = _bare(also.strip("\"“”„«»'‘’ "), match.start("also"))
        yield Definition(term, place, "text", start, start + len(term), meaning, "entry")


def _is_name(term: str) -> bool:
    """Whether the words at the start of a sentence can be a term, and are not half of the sentence."""
    words = [word.casefold() for word in term.split()]
    return words[0] not in _NO_TERM and not _NOT_WITHIN.intersection(words)


def _bold(place: int, clause: Clause) -> Iterator[Definition]:
    """A bold term that means something, outside sections of definitions."""
    start = 0
    for number, span in enumerate(clause.spans):
        following = "".join(each.text for each in clause.spans[number + 1 : number + 3]).lstrip()
        marked = any(mark.kind == "strong" for mark in span.marks)
        term = span.text.strip("\"“”„«»'‘’ ,.:")
        if marked and term and len(term.split()) <= 6 and re.match(rf"[\"”’']?\s*{_VERB}", following):
            at = start + span.text.find(term)
            yield Definition(term, place, "text", at, at + len(term), _sentence(clause.text, at), "means")
        start += len(span.text)


def _abbreviations(place: int, text: str) -> Iterator[Definition]:
    for match in _ABBREVIATION.finditer(text) if "(" in text else ():
        start = match.start("term")
        yield Definition(match["term"], place, "text", start, match.end("term"), _sentence(text, start), "abbreviation")


_SENTENCE_END = re.compile(r"(?P<word>[\w.]*)[.!?][”\"’)]*\s+(?=[A-Z“\"(])")
_SHORTENED = re.compile(r"(?:[A-Z]|No|St|Mr|Ms|Dr|Inc|Art|Sec|e\.g|i\.e)$")


def _sentence(text: str, place: int) -> str:
    """The sentence that stands around a place."""
    ends = _sentence_ends(text)
    start = max((end for end in ends if end <= place), default=0)
    end = min((end for end in ends if end > place), default=len(text))
    return text[start:end].strip()


@lru_cache(maxsize=64)
def _sentence_ends(text: str) -> tuple[int, ...]:
    return tuple(match.end() for match in _SENTENCE_END.finditer(text) if not _SHORTENED.match(match["word"]))
