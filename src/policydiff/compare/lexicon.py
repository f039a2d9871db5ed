"""The normal forms in which clauses are compared, worked out once for each text.

Every word becomes one character, so that a text is a string and rapidfuzz compares whole words natively.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from policydiff.clauses.terms import find_definitions, pattern_of
from policydiff.clauses.words import fold
from policydiff.compare.weights import STOP_WORDS
from policydiff.model import Clause, ClauseTree

_WORD = re.compile(r"\w+(?:'\w+)*")
_VARIABLE = re.compile(
    r"\d.*|january|february|march|april|may|june|july|august|september|october|november|december", re.DOTALL
)
_MASK = "\x01"
_OVERFLOW = "\U0010ffff"


@dataclass(eq=False)
class Form:
    """The normal forms of one clause's words. Clauses with the same words share one object."""

    heading: str
    text: str
    lexicon: Lexicon

    @cached_property
    def words(self) -> str:
        """The words, case aside, one character each."""
        return self.lexicon.encode(_WORD.findall(f"{self.heading} {self.text}".lower()))

    @cached_property
    def masked(self) -> str:
        """The same with numbers and names of months made equal."""
        return self.lexicon.mask(self.words)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each masked word occurs."""
        return Counter(self.masked)

    @cached_property
    def telling(self) -> Counter[str]:
        """The same without numbers, months and words that every text has."""
        return Counter({word: times for word, times in self.counts.items() if self.lexicon.tells(word)})

    @property
    def is_heading(self) -> bool:
        """Whether there are no words but a heading's."""
        return bool(self.heading) and not self.text

    @property
    def is_empty(self) -> bool:
        """Whether there are no words at all, only a label or sub-clauses."""
        return not self.heading and not self.text


class Lexicon:
    """Knows all words and forms of the texts that are compared with it; shared by the editions of a policy."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._variable: set[str] = set()
        self._stop_words: set[str] = set()
        self._by_raw: dict[tuple[str, str], Form] = {}
        self._by_folded: dict[tuple[str, str], Form] = {}
        self._terms: dict[int, tuple[ClauseTree, re.Pattern[str] | None]] = {}
        self._by_terms: dict[frozenset[str], re.Pattern[str] | None] = {}

    def form(self, clause: Clause) -> Form:
        """The form of a clause: the same object for the same folded words."""
        raw = clause.heading, clause.text
        form = self._by_raw.get(raw)
        if form is None:
            folded = fold(clause.heading), fold(clause.text)
            form = self._by_folded.get(folded)
            if form is None:
                form = self._by_folded[folded] = Form(*folded, self)
            self._by_raw[raw] = form
        return form

    def terms(self, tree: ClauseTree) -> re.Pattern[str] | None:
        """What finds the terms of several words that a text defines: the same object for the same terms."""
        known = self._terms.get(id(tree))
        if known is None:
            terms = frozenset(each.term for each in find_definitions(tree) if " " in each.term)
            if terms not in self._by_terms:
                self._by_terms[terms] = pattern_of(terms)
            known = self._terms[id(tree)] = tree, self._by_terms[terms]
        return known[1]

    def encode(self, words: list[str]) -> str:
        """One character a word."""
        codes = self._codes
        return "".join([codes.get(word) or self._new_code(word) for word in words])

    def mask(self, encoded: str) -> str:
        """Make numbers and months equal."""
        if self._variable.isdisjoint(encoded):
            return encoded
        return "".join([_MASK if code in self._variable else code for code in encoded])

    def tells(self, code: str) -> bool:
        """Whether a word is one that not every text has."""
        return code != _MASK and code not in self._stop_words

    def _new_code(self, word: str) -> str:
        place = len(self._codes) + 2
        if place >= 0xD800:
            place += 0x800
        code = chr(place) if place < 0x10FFFF else _OVERFLOW
        self._codes[word] = code
        if _VARIABLE.fullmatch(word):
            self._variable.add(code)
        if word in STOP_WORDS:
            self._stop_words.add(code)
        return code
