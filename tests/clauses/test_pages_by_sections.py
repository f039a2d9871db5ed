"""A page put together from its sections is the page that the whole text makes, whatever the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from policydiff.clauses import profile
from policydiff.model import ClauseTree
from tests.clauses.test_properties import anything, paragraphs

TREES = sorted((Path(__file__).parent / "trees").glob("*.md"))


def _facts(page: Iterable[str], tokens: Iterable[Mapping[str, Any]], tree: ClauseTree) -> tuple[object, ...]:
    return "\n".join(page).strip(), _entries(tokens), tree


def _entries(tokens: Iterable[Mapping[str, Any]]) -> list[object]:
    return [(token["level"], token["id"], token["name"], _entries(token["children"])) for token in tokens]


def _check(body: str) -> None:
    by_sections = profile._render_by_sections(body)
    if by_sections is not None:
        assert _facts(*by_sections) == _facts(*profile._render_whole(body))


@given(anything)
@example("0\n: \n\nA\n: ")
@example("2.\n0\n\n0.\n\n4. 0")
@example("# one {#key}\n\n# two {#key}")
@settings(max_examples=150, deadline=None)
def test_any_text(text: str) -> None:
    _check(text)


@given(paragraphs)
@settings(max_examples=150, deadline=None)
def test_paragraphs(text: str) -> None:
    _check(text)


@pytest.mark.parametrize("file", TREES, ids=lambda file: file.stem)
def test_golden_texts(file: Path) -> None:
    _check(file.read_text("utf-8"))
