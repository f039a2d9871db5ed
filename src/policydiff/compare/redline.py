"""The word-level picture of a change: what is kept, deleted and inserted.

What is kept is decided by `compare.alignment`; here it becomes runs of exact text under the markup of their side, so
that a redline is well-formed and rebuilds both texts by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from policydiff.clauses.terms import TermFinder
from policydiff.clauses.words import fold, fold_again
from policydiff.compare.alignment import align
from policydiff.compare.cells import align_cells
from policydiff.compare.tokens import Tokens, tokenise
from policydiff.compare.wholes import Run, find_terms
from policydiff.model import Mark, Op, Redline, Segment, Span

Piece = tuple[Op, str]


class Terms(NamedTuple):
    """What finds the defined terms of several words in the old text, and in the new."""

    old: TermFinder | None = None
    new: TermFinder | None = None


NO_TERMS = Terms()


def draw_redline(old: Sequence[Span], new: Sequence[Span], terms: Terms = NO_TERMS, *, cells: bool = False) -> Redline:
    """The redline of two texts that are given as runs under the same markup. Deletions stand before insertions.

    With `cells` they are rows of a table.
    """
    return draw_joined_redline([old], [new], terms, cells=cells)


def draw_joined_redline(
    old: Sequence[Sequence[Span]], new: Sequence[Sequence[Span]], terms: Terms = NO_TERMS, *, cells: bool = False
) -> Redline:
    """The redline of texts in parts, such as heading and text, with a space between; no token is in two parts."""
    old_spans, new_spans = _joined(old), _joined(new)
    old_text, new_text = _text(old_spans), _text(new_spans)
    if old_text == new_text:
        return tuple(_dress([("=", new_text)], old_spans, new_spans))
    old_tokens, new_tokens = _tokens(old), _tokens(new)
    kept = (align_cells if cells else align)(
        list(map(fold_again, old_tokens.texts)),
        list(map(fold_again, new_tokens.texts)),
        find_terms(old_text, old_tokens.starts, terms.old),
        find_terms(new_text, new_tokens.starts, terms.new),
    )
    return tuple(_dress(_pieces(old_text, new_text, old_tokens, new_tokens, kept), old_spans, new_spans))


def insert_all(spans: Sequence[Span]) -> Redline:
    """The redline of a text that is wholly new."""
    return tuple(Segment("+", span.text, span.marks) for span in spans if span.text)


def delete_all(spans: Sequence[Span]) -> Redline:
    """The redline of a text that is gone."""
    return tuple(Segment("-", span.text, span.marks) for span in spans if span.text)


def settle_typography(redline: Redline) -> Redline:
    """The redline as a reader needs it: quotation marks, dashes and spaces that are only set differently are kept."""
    found: list[Segment] = []
    runs = [(op, list(segments)) for op, segments in groupby(redline, key=lambda segment: segment.op)]
    for at, (op, segments) in enumerate(runs):
        after = runs[at + 1] if at + 1 < len(runs) else ("=", [])
        before = runs[at - 1] if at else ("=", [])
        if op == "-" and after[0] == "+" and _are_same(segments, after[1]):
            continue
        is_set = op == "+" and before[0] == "-" and _are_same(before[1], segments)
        found += [replace(segment, op="=") for segment in segments] if is_set else segments
    return tuple(found)


def _are_same(deleted: Iterable[Segment], inserted: Iterable[Segment]) -> bool:
    one, other = ("".join(segment.text for segment in segments) for segments in (deleted, inserted))
    return fold(one) == fold(other)


def _pieces(old: str, new: str, old_tokens: Tokens, new_tokens: Tokens, kept: Iterable[Run]) -> list[Piece]:
    """What is kept, deleted and inserted, as plain texts that rebuild both sides exactly."""
    pieces: list[Piece] = []
    old_at = new_at = 0
    for run in kept:
        start, new_start = old_tokens.starts[run.old], new_tokens.starts[run.new]
        end, new_end = old_tokens.end(run.old + run.size - 1), new_tokens.end(run.new + run.size - 1)
        if old[start:end] == new[new_start:new_end]:
            _replace(pieces, old[old_at:start], new[new_at:new_start])
            _add(pieces, "=", old[start:end])
            old_at, new_at = end, new_end
            continue
        for before, after in zip(range(run.old, run.old + run.size), range(run.new, run.new + run.size), strict=True):
            _replace(pieces, old[old_at : old_tokens.starts[before]], new[new_at : new_tokens.starts[after]])
            _replace(pieces, old_tokens.texts[before], new_tokens.texts[after])
            old_at, new_at = old_tokens.end(before), new_tokens.end(after)
    _replace(pieces, old[old_at:], new[new_at:])
    return pieces


def _replace(pieces: list[Piece], old: str, new: str) -> None:
    """Put the text between two kept tokens, keeping the white space at its ends that both sides have."""
    if old == new:
        _add(pieces, "=", old)
        return
    start = int(old[:1].isspace() and old[:1] == new[:1])
    old, new, lead = old[start:], new[start:], old[:start]
    tail = old[-1:] if old[-1:].isspace() and old[-1:] == new[-1:] else ""
    _add(pieces, "=", lead)
    _add(pieces, "-", old[: len(old) - len(tail)])
    _add(pieces, "+", new[: len(new) - len(tail)])
    _add(pieces, "=", tail)


def _add(pieces: list[Piece], op: Op, text: str) -> None:
    if not text:
        return
    if pieces and pieces[-1][0] == op:
        pieces[-1] = (op, pieces[-1][1] + text)
    else:
        pieces.append((op, text))


def _joined(parts: Iterable[Sequence[Span]]) -> list[Span]:
    joined: list[Span] = []
    for spans in parts:
        if spans and joined:
            joined.append(Span(" "))
        joined += spans
    return joined


def _tokens(parts: Iterable[Sequence[Span]]) -> Tokens:
    tokens = Tokens([], [])
    start = 0
    for spans in parts:
        text = _text(spans)
        if not spans:
            continue
        found = tokenise(text, spans)
        tokens.texts.extend(found.texts)
        tokens.starts.extend([start + each for each in found.starts] if start else found.starts)
        start += len(text) + 1
    return tokens


def _text(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


class _Reader:
    """Hands out the markup of a text from its start on."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = [span for span in spans if span.text]
        self._at = self._within = 0

    def take(self, size: int) -> Iterator[tuple[str, tuple[Mark, ...]]]:
        while size:
            span = self._spans[self._at]
            text = span.text[self._within : self._within + size]
            yield text, span.marks
            size -= len(text)
            self._within += len(text)
            if self._within == len(span.text):
                self._at, self._within = self._at + 1, 0


def _dress(pieces: Iterable[Piece], old: Sequence[Span], new: Sequence[Span]) -> Iterator[Segment]:
    if len(old) < 2 and len(new) < 2:
        marks = {"-": old[0].marks if old else ()}
        kept = new[0].marks if new else ()
        yield from (Segment(op, text, marks.get(op, kept)) for op, text in pieces if text)
        return
    old_reader, new_reader = _Reader(old), _Reader(new)
    for op, text in pieces:
        if op != "+":
            gone = list(old_reader.take(len(text)))
            if op == "-":
                yield from (Segment("-", part, marks) for part, marks in gone)
                continue
        yield from (Segment(op, part, marks) for part, marks in new_reader.take(len(text)))
