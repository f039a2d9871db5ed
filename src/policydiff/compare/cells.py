"""Rows of tables, compared cell by cell: no kept or changed run goes from one cell into the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel

from policydiff.compare.alignment import align
from policydiff.compare.wholes import Place, Run

BORDER = "|"
"""The token between two cells of a row."""


def align_cells(
    old: Sequence[str], new: Sequence[str], old_terms: Sequence[Place] = (), new_terms: Sequence[Place] = ()
) -> list[Run]:
    """The tokens of two rows that are kept, as runs in order, as `align` has them for other texts."""
    old_cells, new_cells = _cells(old), _cells(new)
    runs: list[Run] = []
    for at, there in _match([old[slice(*cell)] for cell in old_cells], [new[slice(*cell)] for cell in new_cells]):
        (start, end), (new_start, new_end) = old_cells[at], new_cells[there]
        if at and there:
            runs.append(Run(start - 1, new_start - 1, 1))
        within = align(
            old[start:end],
            new[new_start:new_end],
            _within(old_terms, start, end),
            _within(new_terms, new_start, new_end),
        )
        runs += [Run(run.old + start, run.new + new_start, run.size) for run in within]
    return runs


def _cells(tokens: Sequence[str]) -> list[tuple[int, int]]:
    borders = [-1, *(at for at, token in enumerate(tokens) if token == BORDER), len(tokens)]
    return [(before + 1, after) for before, after in pairwise(borders)]


def _match(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The cells that correspond: in rows of one width by their places, else equal ones, and as many between them."""
    if len(old) == len(new):
        yield from enumerate(range(len(new)))
        return
    codes: dict[tuple[str, ...], int] = {}
    one, other = ([codes.setdefault(tuple(cell), len(codes)) for cell in row] for row in (old, new))
    at = there = 0
    for op in Indel.opcodes(one, other):
        if op.tag == "equal":
            if op.src_start - at == op.dest_start - there:
                yield from zip(range(at, op.src_start), range(there, op.dest_start), strict=True)
            at, there = op.src_end, op.dest_end
            yield from zip(range(op.src_start, at), range(op.dest_start, there), strict=True)
    if len(old) - at == len(new) - there:
        yield from zip(range(at, len(old)), range(there, len(new)), strict=True)


def _within(terms: Sequence[Place], start: int, end: int) -> list[Place]:
    return [(first - start, last - start) for first, last in terms if start <= first and last < end]
