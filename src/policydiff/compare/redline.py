"""The word-level picture of a change: what is kept, deleted and inserted.

A longest common subsequence of the tokens, made readable: kept islands of little weight between two changes are given
up, and a pure insertion or deletion is slid to the best boundary. Nothing depends on a time limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policydiff.compare.alignment import Run, align
from policydiff.compare.tokens import Token, tokenise
from policydiff.model import Mark, Op, Redline, Segment, Span

Piece = tuple[Op, str]


def draw_redline(old: Sequence[Span], new: Sequence[Span]) -> Redline:
    """The redline of two texts that are given as runs under the same markup. Deletions stand before insertions."""
    return draw_joined_redline([old], [new])


def draw_joined_redline(old: Sequence[Sequence[Span]], new: Sequence[Sequence[Span]]) -> Redline:
    """The redline of texts in parts, such as heading and text, with a space between; no token is in two parts."""
    old_spans, new_spans = _joined(old), _joined(new)
    old_text, new_text = _text(old_spans), _text(new_spans)
    if old_text == new_text:
        return tuple(_dress([("=", new_text)], old_spans, new_spans))
    return tuple(_dress(_pieces(old_text, new_text, _tokens(old), _tokens(new)), old_spans, new_spans))


def insert_all(spans: Sequence[Span]) -> Redline:
    """The redline of a text that is wholly new."""
    return tuple(Segment("+", span.text, span.marks) for span in spans if span.text)


def delete_all(spans: Sequence[Span]) -> Redline:
    """The redline of a text that is gone."""
    return tuple(Segment("-", span.text, span.marks) for span in spans if span.text)


def compare_texts(old: str, new: str, old_spans: Sequence[Span] = (), new_spans: Sequence[Span] = ()) -> list[Piece]:
    """What is kept, deleted and inserted, as plain texts that rebuild both sides exactly."""
    return _pieces(old, new, tokenise(old, old_spans), tokenise(new, new_spans))


def _pieces(old: str, new: str, old_tokens: Sequence[Token], new_tokens: Sequence[Token]) -> list[Piece]:
    kept = align([token.text for token in old_tokens], [token.text for token in new_tokens])
    pieces: list[Piece] = []
    old_at = new_at = 0
    for run in kept:
        for step in range(run.size):
            before, after = old_tokens[run.old + step], new_tokens[run.new + step]
            _replace(pieces, old[old_at : before.start], new[new_at : after.start])
            _add(pieces, "=", after.text)
            old_at, new_at = before.end, after.end
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


def _tokens(parts: Iterable[Sequence[Span]]) -> list[Token]:
    tokens: list[Token] = []
    start = 0
    for spans in parts:
        text = _text(spans)
        if not spans:
            continue
        tokens += [Token(token.text, token.start + start, token.end + start) for token in tokenise(text, spans)]
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
    old_reader, new_reader = _Reader(old), _Reader(new)
    for op, text in pieces:
        if op != "+":
            gone = list(old_reader.take(len(text)))
            if op == "-":
                yield from (Segment("-", part, marks) for part, marks in gone)
                continue
        yield from (Segment(op, part, marks) for part, marks in new_reader.take(len(text)))


__all__ = ["Run", "compare_texts", "delete_all", "draw_joined_redline", "draw_redline", "insert_all"]
