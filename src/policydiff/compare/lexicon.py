"""The normal forms in which clauses are compared, worked out once for each text.

Every word becomes one character, so that a text is a string and rapidfuzz compares whole words natively.
"""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from policydiff.clauses.definitions import list_terms
from policydiff.clauses.terms import TermFinder, finder_of
from policydiff.clauses.words import fold_again
from policydiff.compare.scripts import find_words, is_unspaced, needs_scripts
from policydiff.compare.weights import STOP_WORDS
from policydiff.model import Clause, ClauseTree

_WORD = re.compile(r"\w+(?:'\w+)*")
_VARIABLE = re.compile(
    r"\d.*|january|february|march|april|may|june|july|august|september|october|november|december", re.DOTALL
)
_MASK = "\x01"
_OVERFLOW = "\U0010ffff"


_KEPT_SIDES = 4
SHORT_NAME = 3
"""A heading of so many words or fewer may be that of several sections."""


def _find_words(text: str) -> list[str]:
    return find_words(text) if needs_scripts(text) else _WORD.findall(text)


@lru_cache(maxsize=4096)
def _is_short(heading: str) -> bool:
    words = _find_words(heading.lower())
    # A word of a script without spaces has two characters, most often.
    return len(words) - sum(map(is_unspaced, words)) / 2 <= SHORT_NAME


@dataclass(eq=False)
class Form:
    """The normal forms of one clause's words. Clauses with the same words share one object."""

    heading: str
    text: str
    lexicon: Lexicon
    is_heading: bool
    """Whether there are no words but a heading's."""
    is_empty: bool
    """Whether there are no words at all, only a label or sub-clauses."""

    @cached_property
    def words(self) -> str:
        """The words, case aside, one character each."""
        return self.lexicon.encode(_find_words(f"{self.heading} {self.text}".lower()))

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


@dataclass(eq=False)
class Side:
    """A text as its pairing with others sees it."""

    tree: ClauseTree
    forms: Sequence[Form]
    """The normal form of each clause."""

    @cached_property
    def parents(self) -> Sequence[int]:
        """The place of each clause's parent; -1 at the top."""
        return [-1 if clause.parent is None else clause.parent for clause in self.tree.clauses]

    @cached_property
    def once(self) -> Mapping[Form, int]:
        """The places of the forms that occur once."""
        found = {form: at for at, form in enumerate(self.forms)}
        if len(found) < len(self.forms):
            for form in self.repeated:
                del found[form]
        return found

    @cached_property
    def repeated(self) -> frozenset[Form]:
        """The forms that occur more often."""
        return frozenset(form for form, times in Counter(self.forms).items() if times > 1)

    @cached_property
    def aliased(self) -> Mapping[str, int]:
        """The places of the keys that the editor set."""
        return {clause.alias: at for at, clause in enumerate(self.tree.clauses) if clause.alias}

    @cached_property
    def short_headings(self) -> Sequence[int]:
        """The places of headings that may be those of several sections."""
        return [at for at, form in enumerate(self.forms) if form.is_heading and _is_short(form.heading)]

    def comes_before(self, other: Side) -> bool:
        """Whether this is the text that a pairing starts from: any order does that depends on nothing else."""
        if len(self.forms) != len(other.forms):
            return len(self.forms) < len(other.forms)
        clauses = zip(self.tree.clauses, other.tree.clauses, strict=True)
        for form, there, (clause, clause_there) in zip(self.forms, other.forms, clauses, strict=True):
            if form is not there:
                return (form.heading, form.text) < (there.heading, there.text)
            if clause.label != clause_there.label:
                return clause.label < clause_there.label
        return False


class Lexicon:
    """Knows all words and forms of the texts that are compared with it; shared by the editions of a policy."""

    def __init__(self) -> None:
        self._codes = _Codes()
        self._by_raw: dict[tuple[str, str], Form] = {}
        self._by_folded: dict[tuple[str, str], Form] = {}
        self._sides: OrderedDict[int, Side] = OrderedDict()
        self._terms: dict[int, tuple[ClauseTree, TermFinder | None]] = {}

    def form(self, clause: Clause) -> Form:
        """The form of a clause: the same object for the same folded words."""
        raw = clause.heading, clause.text
        form = self._by_raw.get(raw)
        if form is None:
            folded = fold_again(clause.heading), fold_again(clause.text)
            form = self._by_folded.get(folded)
            if form is None:
                heading, text = folded
                is_heading, is_empty = bool(heading) and not text, not heading and not text
                form = self._by_folded[folded] = Form(heading, text, self, is_heading, is_empty)
            self._by_raw[raw] = form
        return form

    def side(self, tree: ClauseTree) -> Side:
        """A text as its pairing sees it, kept because it is the new one first and then the old one."""
        known = self._sides.get(id(tree))
        if known is None or known.tree is not tree:
            known = self._sides[id(tree)] = Side(tree, [self.form(clause) for clause in tree.clauses])
            while len(self._sides) > _KEPT_SIDES:
                self._sides.popitem(last=False)
        return known

    def terms(self, tree: ClauseTree) -> TermFinder | None:
        """What finds the terms of several words that a text defines: the same object for the same terms."""
        known = self._terms.get(id(tree))
        if known is None:
            terms = frozenset(term for term in list_terms(tree) if " " in term)
            known = self._terms[id(tree)] = tree, finder_of(terms) if terms else None
        return known[1]

    def encode(self, words: list[str]) -> str:
        """One character a word."""
        return "".join(map(self._codes.__getitem__, words))

    def mask(self, encoded: str) -> str:
        """Make numbers and months equal."""
        variable = self._codes.variable
        if variable.isdisjoint(encoded):
            return encoded
        return "".join([_MASK if code in variable else code for code in encoded])

    def tells(self, code: str) -> bool:
        """Whether a word is one that not every text has."""
        return code != _MASK and code not in self._codes.stop_words


class _Codes(dict[str, str]):
    """The characters of words, given as words are asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.variable: set[str] = set()
        self.stop_words: set[str] = set()

    def __missing__(self, word: str) -> str:
        place = len(self) + 2
        if place >= 0xD800:
            place += 0x800
        code = self[word] = chr(place) if place < 0x10FFFF else _OVERFLOW
        if _VARIABLE.fullmatch(word):
            self.variable.add(code)
        if word in STOP_WORDS:
            self.stop_words.add(code)
        return code
