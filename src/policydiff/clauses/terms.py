"""Terms in texts: where each is used, in the singular or the plural."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from policydiff.clauses.citations import Field
from policydiff.model import ClauseTree


@dataclass(frozen=True, slots=True)
class Use:
    """One place at which a term stands in the text, in some form."""

    clause: int
    field: Field
    start: int
    end: int
    words: str


def find_uses(tree: ClauseTree, terms: Collection[str], *, ignore_case: bool = False) -> dict[str, tuple[Use, ...]]:
    """Where each term stands, singular or plural; longer terms first, so that "Personal Account" is no "Account"."""
    if not terms:
        return {}
    finder = finder_of(terms, ignore_case=ignore_case)
    uses: dict[str, list[Use]] = {term: [] for term in _longest_first(terms)}
    for place, clause in enumerate(tree.clauses):
        fields: tuple[tuple[Field, str], ...] = (("heading", clause.heading), ("text", clause.text))
        for field, text in fields:
            for start, end, term in finder.find(text):
                uses[term].append(Use(place, field, start, end, text[start:end]))
    return {term: tuple(each) for term, each in uses.items()}


def finder_of(terms: Collection[str], *, ignore_case: bool = False) -> TermFinder:
    """What finds the terms: the same object for the same terms, because most editions have those of the last."""
    return _finder_of(frozenset(terms), ignore_case=ignore_case)


@lru_cache(maxsize=64)
def _finder_of(terms: frozenset[str], *, ignore_case: bool) -> TermFinder:
    return TermFinder(terms, ignore_case=ignore_case)


class TermFinder:
    """Finds terms in texts, singular or plural; longer ones first."""

    def __init__(self, terms: Collection[str], *, ignore_case: bool) -> None:
        self._by_form = _by_form(terms, ignore_case=ignore_case)
        self._forms = _longest_first(self._by_form)
        self._ignore_case = ignore_case
        self.find = lru_cache(maxsize=2048)(self._find)
        """Where terms start and end in a text, and which they are."""

    def _find(self, text: str) -> tuple[tuple[int, int, str], ...]:
        plain = _plain(text)
        if self._ignore_case or _IRREGULAR.search(plain):
            return tuple(self._by_pattern(plain))
        # A pattern of a hundred terms takes longer to make than most texts take to be searched for each.
        found = [
            (start, order, start + len(form))
            for order, form in enumerate(self._forms)
            if form in plain
            for start in _places_of(form, plain)
        ]
        kept: list[tuple[int, int, str]] = []
        for start, order, end in sorted(found):
            if not kept or start >= kept[-1][1]:
                kept.append((start, end, self._by_form[self._forms[order]]))
        return tuple(kept)

    def _by_pattern(self, plain: str) -> Iterator[tuple[int, int, str]]:
        for match in self._pattern.finditer(plain):
            form = re.sub(r"\s+", " ", match[0])
            yield match.start(), match.end(), self._by_form[form.casefold() if self._ignore_case else form]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        alternatives = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in self._forms)
        return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE if self._ignore_case else 0)


_IRREGULAR = re.compile(r"[^\S ]| {2}")
"""White space that is not a single space, which a term may have as well."""


def _places_of(form: str, text: str) -> Iterator[int]:
    """Where a form stands as whole words."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        if not (start and _is_within_word(text[start - 1])) and not (end < len(text) and _is_within_word(text[end])):
            yield start
        start = text.find(form, start + 1)


def _is_within_word(sign: str) -> bool:
    return sign.isalnum() or sign in "_-"


def _by_form(terms: Collection[str], *, ignore_case: bool) -> dict[str, str]:
    """Every form in which a term can stand in a text; longer terms first."""
    found: dict[str, str] = {}
    for term in _longest_first(terms):
        for form in forms_of(term):
            found.setdefault(form.casefold() if ignore_case else form, term)
    return found


def _longest_first(terms: Collection[str]) -> list[str]:
    return sorted(set(terms), key=lambda term: (-len(term), term))


def _plain(text: str) -> str:
    """The same text with its apostrophes alike, letter for letter."""
    return text.replace("’", "'")


def forms_of(term: str) -> tuple[str, ...]:
    """A term in the singular and the plural, as in a text."""
    plain = _plain(term)
    forms = [plain]
    if re.search(r"[^aeiou]y$", plain):
        forms.append(f"{plain[:-1]}ies")
    elif re.search(r"(?:s|x|z|ch|sh)$", plain):
        forms.append(f"{plain}es")
    else:
        forms.append(f"{plain}s")
    if plain.endswith("ies"):
        forms.append(f"{plain[:-3]}y")
    elif re.search(r"(?:ss|x|z|ch|sh)es$", plain):
        forms.append(plain[:-2])
    if re.search(r"[^su]s$", plain):
        forms.append(plain[:-1])
    return tuple(dict.fromkeys(forms))
