"""What a browser needs to compare any two editions exactly as the command line does.

Each different clause and each different text is there once, already cut into tokens, and an edition is what it keeps,
drops and adds against the one before: the data grows with what changed, not with editions times clauses. The rest,
which `assets/comparison.js` does, is the same few deterministic steps as in `policydiff.compare`.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from typing import Any, Generic, TypeAlias, TypeVar

from rapidfuzz.distance import Indel

from policydiff.clauses.definitions import find_definitions
from policydiff.clauses.references import find_references
from policydiff.clauses.terms import TermFinder, forms_of
from policydiff.clauses.words import fold
from policydiff.compare.comparison import heading_spans, text_spans
from policydiff.compare.kinds import printed_number
from policydiff.compare.lexicon import Lexicon
from policydiff.compare.lineage import found_groups, kept_groups, merges_of, splits_of, text_before
from policydiff.compare.tokens import tokenise
from policydiff.compare.weights import weight
from policydiff.compare.wholes import find_terms
from policydiff.model import Chronicle, Clause, ClauseTree, Mark, Span
from policydiff.publish.reader import reader_data
from policydiff.publish.redline_html import element_of
from policydiff.publish.rows import title_place
from policydiff.publish.site import DataFile
from policydiff.publish.subject import Subject

Thing = TypeVar("Thing", bound=Hashable)
Mentions: TypeAlias = tuple[tuple[tuple[int, int], ...], tuple[tuple[str | int, ...], ...]]
"""The definitions in a clause, each a term and a meaning, and its references, each its words and keys."""


class Table(Generic[Thing]):
    """Gives each different thing a number, in the order in which they come."""

    def __init__(self) -> None:
        self.places: dict[Thing, int] = {}

    def place(self, thing: Thing) -> int:
        """The number of a thing."""
        return self.places.setdefault(thing, len(self.places))


class _Collector:
    def __init__(self, chronicle: Chronicle) -> None:
        self.chronicle = chronicle
        self.strings, self.keys, self.labels = Table[str](), Table[str](), Table[str]()
        self.markings = Table[tuple[tuple[str, ...], ...]]()
        self.texts = Table[Hashable]()
        self.clauses = Table[tuple[object, ...]]()
        self.text_data: list[list[Any]] = []
        self.folds: dict[int, int] = {}
        self.lexicon = Lexicon()
        self.term_places: dict[tuple[int, TermFinder], tuple[tuple[int, ...], ...]] = {}
        self.terms_defined, self.meanings = Table[str](), Table[str]()
        self.mentions = Table[Mentions]()

    def edition(self, number: int) -> list[int]:
        """The numbers of an edition's clauses, in order."""
        tree, keys = self.chronicle.trees[number - 1], self.chronicle.keys[number - 1]
        terms = self.lexicon.terms(tree)
        mentions = self.mentioned(tree, keys)
        found = []
        for place, clause in enumerate(tree.clauses):
            parent = tree.parent_of(clause)
            text = self.text(clause)
            found_in: tuple[object, ...] = self.terms(clause, text, terms)
            if place in mentions:
                found_in = (*(found_in or ((), ())), mentions[place])
            record = (
                self.keys.place(keys[clause.anchor]),
                self.labels.place(clause.label),
                clause.anchor,
                self.keys.place(keys[parent.anchor]) if parent else -1,
                text,
                clause.form,
                *found_in,
            )
            found.append(self.clauses.place(record))
        return found

    def mentioned(self, tree: ClauseTree, keys: Mapping[str, str]) -> dict[int, int]:
        """By the place of a clause the number of what it defines and refers to: `policydiff.compare.knock_on` reads it.

        What a definition means is only ever compared, so a number says it.
        """
        defines: dict[int, list[tuple[int, int]]] = {}
        for definition in find_definitions(tree):
            if definition.form != "abbreviation":
                known = self.terms_defined.place(definition.term), self.meanings.place(definition.meaning)
                defines.setdefault(definition.clause, []).append(known)
        refers: dict[int, list[tuple[str | int, ...]]] = {}
        for reference in find_references(tree):
            if reference.number and reference.anchors:
                targets = (self.keys.place(keys[anchor]) for anchor in reference.anchors)
                refers.setdefault(reference.clause, []).append((reference.words, *targets))
        return {
            place: self.mentions.place((tuple(defines.get(place, ())), tuple(refers.get(place, ()))))
            for place in sorted(defines.keys() | refers.keys())
        }

    def text(self, clause: Clause) -> int:
        """The number of a clause's words."""
        known = len(self.texts.places)
        place = self.texts.place((clause.heading, clause.text, clause.heading_spans, clause.spans))
        if place == known:
            data = [self.part(heading_spans(clause)), self.part(text_spans(clause))]
            folded = fold(clause.words)
            self.text_data.append([*data, folded] if folded != clause.words else data)
        return place

    def part(self, spans: Sequence[Span]) -> list[Any]:
        """Gap, token, gap, …, gap as numbers of strings; then, where there is markup, runs of length and marking."""
        text = "".join(span.text for span in spans)
        if not text:
            return []
        found, at, place, folds = [], 0, self.strings.place, self.folds
        tokens = tokenise(text, spans)
        for token, start in zip(tokens.texts, tokens.starts, strict=True):
            number = place(token)
            found += [place(text[at:start]), number]
            at = start + len(token)
            if number not in folds:
                folds[number] = place(fold(token))
        found.append(place(text[at:]))
        runs: list[int] = []
        for marking, group in groupby(spans, key=lambda span: _marking(span.marks)):
            runs += [sum(_units(span.text) for span in group), self.markings.place(marking)]
        return [found] if list(runs[1::2]) == [self.markings.place(())] else [found, runs]

    def terms(self, clause: Clause, text: int, terms: TermFinder | None) -> tuple[tuple[int, ...], ...]:
        """The first and last tokens of defined terms in its heading, and in its text; nothing where there are none."""
        if terms is None:
            return ()
        known = text, terms
        if known not in self.term_places:
            parts = [_find_terms(spans, terms) for spans in (heading_spans(clause), text_spans(clause))]
            self.term_places[known] = tuple(parts) if any(parts) else ()
        return self.term_places[known]


def _find_terms(spans: Sequence[Span], terms: TermFinder) -> tuple[int, ...]:
    text = "".join(span.text for span in spans)
    if not terms.find(text):
        return ()
    return tuple(chain.from_iterable(find_terms(text, tokenise(text, spans).starts, terms)))


def compare_file(subject: Subject) -> DataFile:
    """The data with what the pages say about the editions."""
    return DataFile(subject.at("compare.json"), partial(_write_data, subject), "application/json")


def _write_data(subject: Subject) -> bytes:
    data = {**compare_data(subject.chronicle), **reader_data(subject)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def compare_data(chronicle: Chronicle) -> dict[str, Any]:
    """The data as JSON would have it."""
    collector = _Collector(chronicle)
    collector.markings.place(())
    editions: list[list[Any] | None] = []
    last: list[int] = []
    for edition in chronicle.history.editions:
        if edition.omitted:
            editions.append(None)
            continue
        now = collector.edition(edition.number)
        editions.append(_steps(last, now))
        last = now
    return {
        "policy": chronicle.slug,
        "strings": list(collector.strings.places),
        "weights": weigh(collector.strings.places),
        "folds": [[number, folded] for number, folded in collector.folds.items() if number != folded],
        "markings": [[list(mark) for mark in marking] for marking in collector.markings.places],
        "texts": collector.text_data,
        "keys": list(collector.keys.places),
        "labels": [
            [label] if printed_number(label) == label else [label, printed_number(label)]
            for label in collector.labels.places
        ],
        "clauses": [list(record) for record in collector.clauses.places],
        "terms": [[term, *forms_of(term)] for term in collector.terms_defined.places],
        "mentions": list(collector.mentions.places),
        "editions": editions,
        "splits": [[parting.edition, parting.key, parting.main] for parting in splits_of(chronicle)],
        "merges": [[parting.edition, parting.key, parting.main] for parting in merges_of(chronicle)],
        "found": _exceptions(chronicle),
        "titles": {
            str(number): place for number, tree in enumerate(chronicle.trees, 1) if (place := title_place(tree))
        },
    }


def weigh(strings: Iterable[str]) -> str:
    """The weight of each string in tenths of a word, as one digit to base 36."""
    return "".join("0123456789abcdefghijklmnopqrstuvwxyz"[round(10 * weight(string))] for string in strings)


def _marking(marks: Sequence[Mark]) -> tuple[tuple[str, ...], ...]:
    return tuple(element for mark in marks if (element := element_of(mark)) is not None)


def _units(text: str) -> int:
    """The length as JavaScript counts it: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _steps(last: Sequence[int], now: Sequence[int]) -> list[Any]:
    """How one edition's clauses become the next's: a number is so many kept, a negative dropped, a list added."""
    steps: list[Any] = []
    for op in Indel.opcodes(last, now):
        if op.tag == "equal":
            steps.append(op.src_end - op.src_start)
        elif op.tag == "delete":
            steps.append(op.src_start - op.src_end)
        else:
            steps.append(list(now[op.dest_start : op.dest_end]))
    return steps


def _exceptions(chronicle: Chronicle) -> dict[str, list[list[list[int]]]]:
    """The groups of those editions whose own comparison found others than keys, splits and merges tell."""
    found = {}
    for edition in chronicle.history.editions:
        before = text_before(chronicle, edition.number)
        if before and not edition.omitted:
            groups = found_groups(chronicle, edition.number)
            if groups != kept_groups(chronicle, before, edition.number):
                found[str(edition.number)] = [[list(group.old), list(group.new)] for group in groups]
    return found
