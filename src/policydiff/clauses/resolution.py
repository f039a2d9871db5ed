"""Which clauses a reference points at, by the printed labels; and whether one that points at none is a mistake."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property, lru_cache

from policydiff.clauses.citations import ATTACHMENTS, LOOSE, Reference, Scope
from policydiff.clauses.numerals import letter_value
from policydiff.clauses.paths import Path, find_enumerated, index_paths, list_above, split_number, tells_of_changes
from policydiff.model import ClauseTree

_PRINTED = re.compile(
    r"(?:^\W*(?:(?:section|article|clause|§)\s*)?|(?<!\bsec)(?<!\bart)(?<!\bpara)(?<!\bcl)(?<!\bno)[.;:#]\W*\s)(?P<number>\d+(?:\.\d+)*)[.)]?(?=\s+[A-Z–—-])",
    re.IGNORECASE,
)
_AMENDS = re.compile(
    r"\b(?:(?:is|are|be) (?:hereby )?amended as follows"
    r"|the following (?:articles?|sections?|clauses?|(?:sub)?paragraphs?|points?) (?:is|are|shall be)"
    r" (?:added|inserted))\b",
    re.IGNORECASE,
)
"""What is said before words for another document, whose clauses they cite."""
_ENGLISH = frozenset({"the", "of", "and", "to", "or", "you", "we"})


class Resolver:
    """Looks up the labels of one text; what only few references ask for is found out when one does."""

    def __init__(self, tree: ClauseTree) -> None:
        self.tree = tree
        self.paths = index_paths(tree)
        self.dotted = any(len(path) > 1 for path in self.paths.exact)
        single = [len(places) for path, places in self.paths.exact.items() if len(path) == 1 and path[0].isdigit()]
        self.counted = len(single) > 1 and max(single) <= 2
        self.lettered = any(len(path[0]) == 1 and path[0].isalpha() for path in self.paths.headed)
        self.largest = max((int(path[0]) for path in self.paths.exact if path[0].isdigit()), default=0)

    @cached_property
    def labels(self) -> str:
        """All labels, in lower case."""
        return " ".join(clause.label.casefold() for clause in self.tree.clauses)

    @cached_property
    def labelled(self) -> set[Path]:
        """The numbers that clauses have."""
        return {split_number(clause.label) for clause in self.tree.clauses if clause.label}

    @cached_property
    def printed(self) -> set[Path]:
        """The numbers that no clause has, but the beginning of a sentence."""
        return _printed_numbers(self.tree) - self.labelled

    @cached_property
    def several(self) -> bool:
        """Whether clauses are numbered in more than one part of the text."""
        return _numbers_several_parts(self.tree, self.paths.parts)

    @cached_property
    def amends(self) -> bool:
        """Whether the text changes another one, and so gives some of its clauses."""
        return any(_AMENDS.search(clause.text) for clause in self.tree.clauses)

    @cached_property
    def abroad(self) -> bool:
        """Whether the text is in another language than English."""
        return _is_foreign(self.tree)

    def resolve(self, reference: Reference, base: Path) -> Reference:
        """The reference with the clauses it points at, or with what can be said of one that points at none.

        `base` is the number of the clause it is said to stand in: the `5.1` of "paragraph (b) of section 5.1".
        """
        own = split_number(reference.number)
        # "Section A.3.2 of Exhibit A" says twice where it is
        path = own if own[: len(base)] == base else base + own
        if not path:
            return reference
        if reference.word in ATTACHMENTS and reference.word not in self.labels:
            heads = tuple(c.anchor for c in self.tree.clauses if re.match(
                rf"{reference.word} {re.escape(reference.number)}\b", c.heading, re.IGNORECASE))  # fmt: skip
            return replace(reference, anchors=heads[:1], scope="here" if heads else "unclear")
        loose = reference.word in LOOSE and not ("." in reference.number and self.dotted)
        relative = reference.number.startswith("(") or loose
        places = () if base else self._below_ancestors(reference.clause, path) if relative else ()
        places = places or self.paths.lookup(path, reference.clause, reference.word)
        places = places or self._by_steps(reference, path)
        places = self._containing(reference, places) or places
        if not relative and len(path) == 1 and path[0].isdigit() and not self.counted and len(places) != 1:
            # where every list has a "1" and no heading has, no clause is "section 1"
            return replace(reference, scope="unclear")
        if places:
            anchors = tuple(self.tree.clauses[place].anchor for place in places)
            return replace(reference, anchors=anchors, scope="here", relative=relative)
        holder = find_enumerated(
            self.tree, self.paths, reference.clause, path, reference.word, relative=relative and not base
        )
        if holder is not None:
            return replace(reference, anchors=(self.tree.clauses[holder].anchor,), scope="here", relative=relative)
        nearest = self.paths.nearest(path, reference.clause, reference.word)
        shown = self.printed if nearest is not None or base else self.printed | self.labelled
        ways = [own[:length] for length in range(1 if nearest is None else 2, len(own) + 1)]
        listed = path in self.labelled or (nearest is not None and self._follows(nearest, path))
        if not reference.link and reference.word not in ATTACHMENTS and (listed or any(way in shown for way in ways)):
            # it is there, where a text is not laid out so that it can be told what belongs to what
            return replace(reference, scope="unclear")
        return replace(
            reference,
            scope=self._scope_of_missing(reference, path, relative and not base, nearest),
            certain=self._speaks_for_itself(reference) and self._is_numbered_alike(reference, path, nearest),
            nearest="" if nearest is None else self.tree.clauses[nearest].anchor,
            relative=relative and not base,
        )

    def _below_ancestors(self, place: int, path: Path) -> tuple[int, ...]:
        for above in (place, *list_above(self.tree, place)):
            found = self.paths.below(self.tree, above, path)
            if found:
                return found
        return ()

    def _containing(self, reference: Reference, places: tuple[int, ...]) -> tuple[int, ...]:
        """Of several clauses the one around the reference, which "this Section 4" means."""
        if len(places) < 2:
            return ()
        around = {reference.clause, *list_above(self.tree, reference.clause)}
        inside = tuple(place for place in places if place in around)
        clause = self.tree.clauses[reference.clause]
        text = clause.heading if reference.field == "heading" else clause.text
        before = [place for place in places if place <= reference.clause]
        if inside or not before or not text[: reference.start].endswith(("this ", "This ")):
            return inside
        return (before[-1],)

    def _by_steps(self, reference: Reference, path: Path) -> tuple[int, ...]:
        """A sub-clause below a clause that the first part of the number names: "Clause 5(b)" of an attachment."""
        for length in range(len(path) - 1, 0, -1):
            for place in self.paths.lookup(path[:length], reference.clause, reference.word):
                found = self.paths.below(self.tree, place, path[length:])
                if found:
                    return found
        return ()

    def _has_sub_clauses(self, place: int, path: Path) -> bool:
        """Whether a clause has labelled sub-clauses like the one that is missed: letters, or numbers."""
        wanted = path[-1].isdigit()
        clause = self.tree.clauses[place]
        if wanted and ("." in clause.label or clause.form == "heading"):
            return True
        below = [split_number(self.tree.clauses[child].label) for child in self.tree.children.get(place, ())]
        return any(label and label[-1].isdigit() == wanted for label in below)

    def _speaks_for_itself(self, reference: Reference) -> bool:
        """Whether its numbers are all of one series, and what it cites is not in words of another document."""
        place = reference.clause
        apart = self.tree.clauses[place].form == "quote" or tells_of_changes(self.tree, place)
        return not (apart or self.several or self.abroad or self.amends)

    def _is_numbered_alike(self, reference: Reference, path: Path, nearest: int | None) -> bool:
        """Whether the text numbers what is missed; else its numbers may have been lost, or paragraphs are counted."""
        if nearest is not None:
            return self._has_sub_clauses(nearest, path) and not self._counts_paragraphs(nearest, path)
        if path[0].isalpha():
            return self.lettered
        # "clause 17" of a text with 12 is more often that of another text; 13 is one that this text had or will have
        near = reference.scope == "here" or int(path[0]) <= self.largest + 1
        named = sum(word == reference.word for word, _ in self.paths.named) > 1
        return near and (self.counted or self.dotted or named)

    def _counts_paragraphs(self, place: int, path: Path) -> bool:
        """Whether a clause has so many paragraphs, and no numbers, that "4.3" or "4(c)" can be its third."""
        below = [self.tree.clauses[child] for child in self.tree.children.get(place, ())]
        own = tuple(part for part in self.paths.full[place] if part != "0")
        wanted = int(path[-1]) if path[-1].isdigit() else letter_value(path[-1])
        counts = path[:-1] == own and not any(each.label for each in below)
        return counts and len([each for each in below if each.form == "paragraph"]) >= wanted > 0

    def _follows(self, place: int, path: Path) -> bool:
        """Whether the last letter of a number labels something soon after a clause, as if it were not below it."""
        for clause in self.tree.clauses[place + 1 :]:
            label = split_number(clause.label)
            if label == path[-1:] and not path[-1].isdigit():
                return True
            if label and label[0].isdigit():
                return False
        return False

    def _has_labelled(self, place: int) -> bool:
        return any(self.tree.clauses[child].label for child in self.tree.children.get(place, ()))

    def _counts_attachments(self, word: str, path: Path) -> bool:
        """Whether the text has its own Annexes A and B, so that an Annex C would be one of them."""
        own = {label for kind, label in self.paths.named if kind == word}
        return len(path) == 1 and len(own) > 1 and all(label[0].isdigit() == path[0].isdigit() for label in own)

    def _scope_of_missing(self, reference: Reference, path: Path, relative: bool, nearest: int | None) -> Scope:
        """Whether a number that no clause here has was meant for this text."""
        if self.several and nearest is not None and not self._has_sub_clauses(nearest, path):
            return "unclear"
        if (
            path[0].isalpha()
            and len(path) > 1
            and not any(len(known) > 1 and known[0] == path[0] for known in self.paths.full)
        ):
            # "Section A.3.2" is 3.2 of an Exhibit A
            return "unclear"
        if reference.scope == "here":
            return "here"
        if any(part.isdigit() and len(part) > 2 for part in path[1:]):
            return "unclear"  # "48 C.F.R. Section 12.212"
        if reference.word in ATTACHMENTS:
            return "here" if self._counts_attachments(reference.word, path) else "unclear"
        if nearest is not None and not relative and self._has_labelled(nearest):
            return "here"
        if relative or (reference.word in LOOSE and "." not in reference.number):
            return "unclear"
        if path[0].isdigit():
            # statutes have section 22581; a text with 11 clauses that says "clause 14" has lost three
            within = reference.word == "clause" or int(path[0]) <= max(self.largest * 2, self.largest + 5)
            return "here" if within and (self.counted or (self.dotted and "." in reference.number)) else "unclear"
        return "here" if self.lettered else "unclear"


def _numbers_several_parts(tree: ClauseTree, parts: tuple[int, ...]) -> bool:
    """Whether clauses are numbered in more than one part of the text: there a number says too little."""
    numbered = {
        part
        for part, before, clause in zip(parts, (0, *parts), tree.clauses, strict=False)
        if part == before and clause.label[:1].isdigit()
    }
    return len(numbered) > 1


def _printed_numbers(tree: ClauseTree) -> set[Path]:
    """The numbers that begin, as it seems, a sentence, wherever that stands in the text."""
    found: set[Path] = set()
    for clause in tree.clauses:
        found |= _printed_in(clause.heading) | _printed_in(clause.text)
    return found


@lru_cache(maxsize=8192)
def _printed_in(text: str) -> frozenset[Path]:
    return frozenset(split_number(match["number"]) for match in _PRINTED.finditer(text))


def _is_foreign(tree: ClauseTree) -> bool:
    """Whether a text is in another language than English, whose ways to name documents are known best."""
    counted = [_count_english(clause.text) for clause in tree.clauses]
    words, english = sum(each for each, _ in counted), sum(each for _, each in counted)
    return words > 20 and english < words / 25


@lru_cache(maxsize=8192)
def _count_english(text: str) -> tuple[int, int]:
    """How many words a text has, and how many that every English text is full of."""
    words = text.casefold().split()
    return len(words), sum(word in _ENGLISH for word in words)
