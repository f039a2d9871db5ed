"""Cross-references in a text: "clause 4.6", "Sections 3.2 to 3.4", "Article 5(1)(a)", "paragraph (b) above".

A reference is recognised by its word and number, and taken to mean this document unless its surroundings name
another ("of the GDPR", "RFC 5280, section 7.1", a link to elsewhere). What it points at follows the printed labels.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from policydiff.clauses.citations import ATTACHMENTS, Field, Reference, Scope, fields_of, links_of
from policydiff.clauses.paths import Path, split_number
from policydiff.clauses.resolution import Resolver
from policydiff.model import Clause, ClauseTree
from policydiff.recent import keep_of_policy, keep_recent

_WORD = (
    r"sub-?sections?|sub-?clauses?|sub-?paragraphs?|clauses?|cls?\.|sections?|secs?\.|articles?|arts?\.|paragraphs?|paras?\.?"
    r"|points?|items?|annex(?:es)?|attachments?|appendix|appendices|schedules?|exhibits?|chapters?|parts?|§§?"
)
_PART = r"\(\s?(?:[a-z]{1,5}|[A-Z]|\d{1,2})\s?\)"
_PLAIN = r"(?:\d+(?:\.\d+)*[a-z]?|[A-Z](?:\.\d+)+|[A-Z]|[IVXLC]{1,6}(?:\.\d{1,2})*)"
_NUMBER = rf"{_PLAIN}(?:\.?{_PART})*(?![\w])|{_PART}(?:{_PART})*"
_TITLE = r"\s\(\W?[A-Z][^()]{2,90}\)"
_BETWEEN = r"\s?,\s?(?:and |or |to )?|\s(?:and|or|to|through|and/or)\s|\s?[-‐-―]\s?"
_SERIES = re.compile(
    rf"(?<![\w.-])(?P<word>{_WORD})(?:\s|(?<=§)|(?=[\d(]))(?P<series>(?:{_NUMBER})(?:(?:{_TITLE})?(?:{_BETWEEN})(?:(?:{_WORD})\s)?(?:{_NUMBER}))*)",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?<!\w)(?:{_NUMBER})")
_ANOTHER = re.compile(rf"\b(?:{_WORD})\s", re.IGNORECASE)
"""The next word in a series: "clause 3.1 or paragraph (b) of clause 3.2"."""
_CITED = re.compile(r"\s\(\W?([A-Z][^()]{2,90}?)\W?\)")
_THIS = re.compile(r"\bth(?:is|e present) (section|clause|article|paragraph|subsection)\b(?! *[\d(])", re.IGNORECASE)

_BARE = re.compile(r"(?<=\b[Ss]ee )\d+(?:\.\d+)+(?:\([a-z]{1,4}\))*(?=\s(?:above|below)\b|[),;]|\.(?:\s|$))")

_OWN = (
    r"(?:policy|agreement|terms|document|statement|notice|contract|rules|guidelines|addendum|charter|license|licence)"
)
_OWN_NAME = re.compile(rf"\b[Tt](?:his|hese) ({_OWN})\b", re.IGNORECASE)
_HERE_AFTER = re.compile(
    r"[\s,]*(?:(?:above|below|hereof|herein|hereto|hereunder)\b"
    r"|(?:of|in|to|under|from) (?:(?:this|these|the present|our present)\b(?! (?:law|act|regulation|directive)\b)))",
    re.IGNORECASE,
)
_OF = re.compile(
    r"[\s,]*(?:of|in|to|from)\s+(?:version\s\d[\w.]*(?:\sor\s\w+)?\s(?:of\s)?)?(?:(?P<article>the|our|your|its|their|that|such|an?|any|each|every|another|applicable)\s+)?(?P<name>[^.;:()]{1,80})"
)
_OF_ABROAD = re.compile(
    r"[\s,]*(?:d(?:[eu]|es|el|ella?|ei|egli|o|a|os|as|er)\s+(?:l[ao]s?\s+|l[’'])?|d[’']|dell[’']|van\s+|vom\s+)?"
    r"(?P<name>[A-ZÄÖÜÉ][\w.-]*[A-ZÄÖÜ]\w*|(?:Code|Código|Codice|Loi|Ley|Legge|Lei|Règlement|Reglamento|Regolamento|Gesetz)\b)"
)
"""`du RGPD`, `del Código`, `DSGVO`: what names a law in other languages: capitals within a word, or a word for laws."""
_OF_CLAUSE = re.compile(rf"\s+(?:of|in|under)\s+(?=(?:{_WORD})\s?(?:{_NUMBER}))", re.IGNORECASE)
_NEW = re.compile(
    r"\s(?:(?:shall be|will be|is|are)\s(?:hereby\s)?(?:added|inserted)"
    r"|(?:(?:shall be|will be|is|are|was|were|has been|have been)\s(?:hereby\s)?)?(?:removed|deleted|omitted))\b"
)
"""What is said of a clause that an amendment brings in or takes out."""
_INCLUDING = re.compile(
    r"\b(?:of|in|under|by)\s+the\s+(?P<name>[A-Z][^.;:()]{2,80})(?:\([^()]*\))?,?\s"
    r"(?:including|in particular)(?:,?\s(?:but\snot\slimited\sto|without\slimitation))?,?\s$"
)
_ESPECIALLY = r"(?:especially|in particular|particularly|notably|specifically|namely|including)\b,?\s"
_NAMED_BEFORE = re.compile(
    rf"(?:^|[^\w\s]\s?|\b(?!(?:this|these)\b)[a-z]+\s)(?P<name>(?:[A-Z][\w’'-]*\s)*[A-Z][\w’'-]*),?\s{_ESPECIALLY}$"
)
"""Before "sections 2.3 and 2.4": what they are singled out from, "the Open Data Law, especially"."""
_LINKED_BEFORE = re.compile(rf"[\s,:(]*(?:{_ESPECIALLY})?")
"""What may stand between a link to a document and its sections."""
_OF_NAME = re.compile(r"\b(?:of|under|by|with)\sthe\s(?P<name>[A-Z]{3,}[\w.-]*)(?:\s\([^()]*\))?\s(?:in|at|under)\s$")
"""Before "sections 1 and 2", whose they are: "under the terms of the LGPL in"."""
_ACRONYM_AFTER = re.compile(r",?\s(?P<name>[A-Z][A-Z&/]+(?:-[A-Z]+)?s?)\b")
_DOCUMENTS = frozenset({
    "manual", "guide", "guidelines", "handbook", "standard", "specification", "rules", "bylaws", "form", "report",
    "plan", "protocol", "convention", "treaty", "constitution", "statute", "charter", "agreement", "contract", "policy",
    "terms", "licence", "license", "addendum", "order", "statement", "notice", "law", "act", "code", "regulation",
    "directive",
})  # fmt: skip
"""What has sections of its own, and is another document unless this one is called so."""
_MODEL_CLAUSES = re.compile(r"\b(?:SCCs?|(?:[Ss]tandard|[Mm]odel) [Cc]ontractual [Cc]lauses|Model Clauses)\b")
"""Clauses of the Commission, which texts choose from by number."""
_LIST = 12
"""So many clauses before one may be what introduces a list and the items before it."""
_MODAL = {"MUST", "SHALL", "SHOULD", "MAY", "NOT", "AND", "OR", "WILL", "IS", "ARE", "REQUIRED", "RECOMMENDED", "A"}
_NAME_BEFORE = re.compile(r"(?P<name>[A-Z§][\w.’'&/-]*(?:\s\d[\w/.-]*)*|\d[\w./-]*)[\])]?(?P<comma>,?)\s*[\[(]?$")
_FUNCTION_WORDS = frozenset({
    "in", "under", "per", "see", "by", "of", "to", "the", "this", "these", "and", "or", "as", "for", "with", "from",
    "if", "at", "on", "pursuant", "notwithstanding", "despite", "subject", "sections", "section", "unless", "except",
    "where", "when", "while", "following", "applying", "both", "each", "any", "that", "such",
})  # fmt: skip


@keep_recent
def find_references(tree: ClauseTree) -> tuple[Reference, ...]:
    """All references of a text, in document order, with the clauses they point at."""
    finder = _Finder(tree)
    found = [reference for place in range(len(tree.clauses)) for reference in finder.search(place)]
    foreign = {reference.number for reference in found if reference.scope == "elsewhere"}
    # "section 3.2.2 of the TLS BRs … as section 3.2.2 says": said once whose it is.
    return tuple(
        replace(reference, scope="elsewhere")
        if not reference.anchors
        and reference.scope == "here"
        and not reference.relative
        and reference.number in foreign
        else reference
        for reference in found
    )


class _Mentions(NamedTuple):
    """All in a text that is written like a reference."""

    series: tuple[re.Match[str], ...]
    this: tuple[re.Match[str], ...]
    bare: tuple[re.Match[str], ...]


_NOTHING = _Mentions((), (), ())


@keep_of_policy(8192)
def _find_mentions(text: str) -> _Mentions:
    """What a text mentions; kept, because from edition to edition most texts stay the same."""
    found = _Mentions(tuple(_SERIES.finditer(text)), tuple(_THIS.finditer(text)), tuple(_BARE.finditer(text)))
    return found if any(found) else _NOTHING


@keep_of_policy(8192)
def _names_itself(text: str) -> frozenset[str]:
    """What "this Policy" says that the text is called."""
    return frozenset(word.casefold() for word in _OWN_NAME.findall(text))


def _singular(word: str) -> str:
    folded = word.casefold().replace("-", "").rstrip(".")
    if folded == "appendices":
        return "appendix"
    if folded.startswith("§"):
        return "§"
    folded = {"sec": "section", "secs": "section", "art": "article", "arts": "article", "para": "paragraph",
              "cl": "clause", "cls": "clause"}.get(folded, folded)  # fmt: skip
    return "annex" if folded.startswith("annex") else folded.removesuffix("s")


class _Finder:
    """What is looked up again and again while one text is read."""

    def __init__(self, tree: ClauseTree) -> None:
        self.tree = tree

    @cached_property
    def resolver(self) -> Resolver:
        """Not needed for a text without references."""
        return Resolver(self.tree)

    @cached_property
    def own_name(self) -> set[str]:
        """Words for the text itself, in lower case."""
        title = {word.casefold() for word in re.findall(r"[A-Za-z]+", self.tree.title)[-4:]}
        return title | ({"policy", "agreement", "terms"} & self._named_by_itself())

    def _named_by_itself(self) -> set[str]:
        """What "(hereinafter - the Policy)" or "this Policy" says that the text is called."""
        found: set[str] = set()
        for text, following in pairwise([*(clause.text for clause in self.tree.clauses), ""]):
            found |= _names_itself(text)
            if text[-5:].casefold().endswith(("this", "these")):
                found |= _names_itself(f"{text} {following}")
        return found

    def search(self, place: int) -> Iterator[Reference]:
        """The references of one clause."""
        clause = self.tree.clauses[place]
        for field, spans in fields_of(clause):
            text = clause.heading if field == "heading" else clause.text
            mentions = _find_mentions(text)
            if mentions is _NOTHING or clause.form == "code":
                continue
            found = [*self._numbered(place, field, text, mentions, list(links_of(spans)))]
            found += self._this(place, field, mentions)
            found += self._bare(place, field, mentions, found)
            yield from sorted(found, key=lambda reference: reference.start)

    def _this(self, place: int, field: Field, mentions: _Mentions) -> Iterator[Reference]:
        for match in mentions.this:
            around = self._headed_around(place)
            if around is not None:
                yield Reference(
                    place, field, match.start(), match.end(), match[0], match[1].casefold(), "", "here",
                    (around.anchor,), relative=True,
                )  # fmt: skip

    def _bare(self, place: int, field: Field, mentions: _Mentions, found: list[Reference]) -> Iterator[Reference]:
        """A number alone that only a clause can have: "see 3.4 above"."""
        for match in mentions.bare if self.resolver.dotted else ():
            if not any(reference.start < match.end() and match.start() < reference.end for reference in found):
                reference = Reference(place, field, match.start(), match.end(), match[0], "clause", match[0], "here")
                yield self.resolver.resolve(reference, ())

    def _headed_around(self, place: int) -> Clause | None:
        clause = self.tree.clauses[place]
        lineage = [clause, *self.tree.lineage(clause)]
        return next((each for each in lineage if each.heading), lineage[0])

    def _numbered(
        self, place: int, field: Field, text: str, mentions: _Mentions, links: list[tuple[int, int, str]]
    ) -> Iterator[Reference]:
        matches = [match for match in mentions.series if self._plausible(match)]
        following: Scope = "unclear"
        collected: list[list[Reference]] = []
        for number, match in reversed(list(enumerate(matches))):
            link = self._link_at(links, match.start(), match.end())
            scope = self._scope(place, text, match, link)
            if scope == "unclear" and self._follows_link(links, text, match.start()):
                scope = "elsewhere"
            if scope == "unclear" and number + 1 < len(matches):
                gap = text[match.end() : matches[number + 1].start()]
                if following == "elsewhere" and re.fullmatch(
                    r"\s?,?\s?(?:and |or |and/or |of |in |under )?(?:the )?", gap
                ):
                    scope = "elsewhere"
            following = scope
            collected.append(list(self._series(place, field, text, match, scope, link)))
        for references in reversed(collected):
            yield from references

    def _plausible(self, match: re.Match[str]) -> bool:
        """Leave out what only looks like a reference: "part A", "the point I", "item B", "article 1231-5"."""
        word, series = _singular(match["word"]), match["series"]
        if word == "§" and not match.start() and re.match(r"\s[A-ZÄÖÜ][a-zäöüß]", match.string[match.end() :]):
            return False  # the label of a paragraph
        compound = re.match(r"(\d+)[-‐‑](\d+)\b(?!\.)", series)
        if compound and int(compound[1]) >= int(compound[2]):
            return False
        first = _ONE.match(series)
        if first is None:
            return False
        if re.fullmatch(r"[A-Z]", first[0]) and not first[0].isupper():
            return False
        if re.fullmatch(r"[A-Za-z]", first[0]):
            named = word in {"section", "clause", "article", "§"} or word in ATTACHMENTS
            plain = match["series"][len(first[0]) :]
            return named and first[0].isupper() and (first[0] not in "AI" or self._lettered_at(first[0]) or plain != "")
        return True

    def _lettered_at(self, letter: str) -> bool:
        return (letter.casefold(),) in self.resolver.paths.headed

    def _link_at(self, links: list[tuple[int, int, str]], start: int, end: int) -> str:
        place = bisect_right([link[0] for link in links], start) - 1
        if place >= 0 and links[place][1] > start:
            return links[place][2]
        return next((target for left, right, target in links if start < left < end), "")

    def _follows_link(self, links: list[tuple[int, int, str]], text: str, start: int) -> bool:
        """Whether a link to another document stands before: "[Data Law](https://…), especially sections 2 and 3"."""
        place = bisect_right([link[1] for link in links], start) - 1
        return (
            place >= 0
            and not links[place][2].startswith("#")
            and _LINKED_BEFORE.fullmatch(text, links[place][1], start) is not None
        )

    def _scope(self, place: int, text: str, match: re.Match[str], link: str) -> Scope:
        """Which document is meant, by what stands around the reference."""
        if link:
            return "here" if link.startswith("#") else "elsewhere"
        after, before = text[match.end() :], text[: match.start()]
        title = _CITED.match(after)
        if title:
            after = after[title.end() :]
        if _HERE_AFTER.match(after) or re.search(r"\b[Tt]h(?:is|ese)\s$", before):
            return "here"
        if _OF_CLAUSE.match(after):
            return "unclear"
        if _NEW.match(after):
            return "elsewhere"
        of_name = _OF_NAME.search(before)
        if of_name and of_name["name"].casefold() not in self.own_name:
            return "elsewhere"
        including = _INCLUDING.search(before)
        if including:
            return self._named(including["name"], "the")
        named = _NAMED_BEFORE.search(before)
        if named and named["name"].split()[-1].casefold() in _DOCUMENTS:
            return self._named(named["name"], "the")
        of = _OF.match(after)
        if of and (of["article"] or of["name"][:1].isupper() or of["name"][:1].isdigit()):
            return self._named(of["name"], of["article"] or "")
        if _OF_ABROAD.match(after) and self.resolver.abroad:
            return "elsewhere"
        acronym = _ACRONYM_AFTER.match(after)
        if acronym and acronym["name"] not in _MODAL:
            return "elsewhere"
        name = _NAME_BEFORE.search(before)
        if name and self._names_a_document(before, name):
            return "elsewhere"
        word = _singular(match["word"])
        if word == "clause" and (_MODEL_CLAUSES.search(before) or self._chooses_from_model(place)):
            return "elsewhere" if not self._is_own(match) else "unclear"
        if word == "article" and "article" not in self.resolver.labels:
            return "unclear" if re.search(r"\d", match["series"]) is None else "elsewhere"
        return "unclear"

    def _chooses_from_model(self, place: int) -> bool:
        """Whether the clauses before choose from model clauses: "For the SCCs: (a) …; (d) Option 1 of Clause 17"."""
        return any(_MODEL_CLAUSES.search(clause.words) for clause in self.tree.clauses[max(place - _LIST, 0) : place])

    def _named(self, name: str, article: str) -> Scope:
        """Whose clause "of the NAME" is: this text's when that is what it is called."""
        words = re.findall(r"[\w’'/-]+", name)
        if not words:
            return "unclear"
        if article == "the" and words[0][:1].islower():
            # "section 4 of the same law" is elsewhere; "section 4 in the event of" says nothing
            noun = words[1] if words[0] in {"same", "said", "relevant", "applicable"} and len(words) > 1 else words[0]
            return "elsewhere" if noun in _DOCUMENTS - self.own_name else "unclear"
        capitals = []
        for word in words:
            if not word[:1].isupper() and word not in {"of", "and", "the"}:
                break
            capitals.append(word.casefold())
        if (
            capitals
            and capitals[-1] in self.own_name
            and all(c in self.own_name | {"of", "and", "the"} for c in capitals)
        ):
            return "here"
        return "elsewhere"

    def _is_own(self, match: re.Match[str]) -> bool:
        first = _ONE.match(match["series"])
        return first is not None and bool(self.resolver.paths.lookup(split_number(first[0])))

    def _names_a_document(self, before: str, match: re.Match[str]) -> bool:
        name = match["name"].strip(".,")
        if name.casefold() in _FUNCTION_WORDS or name.casefold() in self.own_name:
            return False
        if (
            name[:1].isdigit()
            or name.isupper()
            or re.fullmatch(r"[A-Z]{2,}v?\d[\d.]*", name)
            or name in {"Code", "Act", "Law", "Regulation", "Directive", "Guidelines"}
        ):
            earlier = before[: match.start()].rstrip()
            if name[:1].isdigit() and re.search(r"\b[Vv](?:ersion|\.)?$", earlier):
                return True  # "… License, version 2, section 3"
            # "1. Section 4 …" numbers a clause; "RFC 5280, section 7.1" and "18 U.S.C. § 45" name a document
            return not name[:1].isdigit() or (bool(earlier) and bool(re.search(r"[A-Z][\w.)’'/-]*$", earlier)))
        if re.search(r"\s\d", name) and not re.match(rf"(?:{_WORD})\s", name, re.IGNORECASE):
            return True  # "Apache License 2.0, section 4"
        return bool(match["comma"]) is False and name.endswith(
            ("Policy", "BRs", "Convention", "Treaty", "Constitution")
        )

    def _series(
        self, place: int, field: Field, text: str, match: re.Match[str], scope: Scope, link: str
    ) -> Iterator[Reference]:
        word = _singular(match["word"])
        offset = match.start("series")
        words = {each.end(): _singular(each[0].strip()) for each in _ANOTHER.finditer(match["series"])}
        tail, base = self._tail(text, match)
        for count, number in enumerate(self._numbers(match["series"])):
            word = words.get(number.start(), word)
            start = match.start() if count == 0 else offset + number.start()
            end = offset + number.end()
            cited = _CITED.match(text, end)
            reference = Reference(
                place, field, start, end, text[start:end], word, number[0], scope,
                title=cited[1] if cited else "", link=link,
            )  # fmt: skip
            if scope == "elsewhere":
                yield reference
                continue
            resolved = self.resolver.resolve(reference, () if word == tail else base)
            # what "of Schedule 1" says is certain only where the schedule can be told from the rest
            yield replace(resolved, certain=resolved.certain and tail not in ATTACHMENTS)

    def _numbers(self, series: str) -> list[re.Match[str]]:
        """The numbers of a series; a capital that is only the first letter of a cited title is none."""
        masked = re.sub(_TITLE, lambda match: "\0" * len(match[0]), series)
        masked = _ANOTHER.sub(lambda match: "\0" * len(match[0]), masked)
        return list(_ONE.finditer(masked))

    def _tail(self, text: str, match: re.Match[str]) -> tuple[str, Path]:
        """The word and number that end "section 4.2 or paragraph (b) of section 5.1", and belong to (b) alone."""
        tail = _OF_CLAUSE.match(text, match.end())
        following = _SERIES.match(text, tail.end()) if tail else None
        number = _ONE.match(following["series"]) if following else None
        return (_singular(following["word"]), split_number(number[0])) if following and number else ("", ())
