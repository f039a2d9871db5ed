"""What is read by a short way is what Python-Markdown reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from policydiff.clauses import profile
from policydiff.clauses.plain import skip_idle_patterns
from policydiff.clauses.sections import cut_sections

TREES = sorted((Path(__file__).parent / "trees").glob("*.md"))
WORDS = st.sampled_from(
    [
        "data", "User", "5.6", "1.", "2)", "a.", "(b)", "§ 5", "“we”", "it;", "é", "- ", "* ", "+", "# ", "## ", "> ",
        "| ", ": ", "**", "*", "_", "__", "`", "``", "~~~", "\\", "[", "]", "](x)", "[x]", "![", "[^1]", "{#key}",
        "{: .a}", "<b>", "</b>", "<http://a.b>", "<a@b.c>", "<!--", "&amp;", "&", "===", "---", "!!! note", "  ",
        "    ", "\t", "\n", "  \n", "\n\n", "\n---\n", "\u00a0", "\u2028", "\x0c", "\x1c",
    ]
)  # fmt: skip
SECTIONS = st.lists(WORDS, max_size=14).map(" ".join) | st.lists(WORDS, max_size=14).map("".join)


@cache
def _thorough_reader() -> Markdown:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(profile, "skip_idle_patterns", lambda markdown: None)
        reader = profile._without_page()
    reader.treeprocessors.deregister("prettify")
    return reader


def _check(section: str) -> None:
    reader = _thorough_reader()
    reader.reset()
    lines = section.split("\n")
    for preprocessor in reader.preprocessors:
        lines = preprocessor.run(lines)
    root = reader.parser.parseDocument(lines).getroot()
    assert root is not None, "a document has a root"
    references = tuple(reader.references.items())
    for processor in reader.treeprocessors:
        changed = processor.run(root)
        root = root if changed is None else changed
    profile._reader().reset()
    assert tostring(profile._process(profile._reader(), section, references)) == tostring(root)


@given(SECTIONS)
@settings(max_examples=400, deadline=None)
def test_any_section(section: str) -> None:
    _check(section)


@given(SECTIONS.map(lambda text: "A " + text.replace("\n", "\nb ")) | SECTIONS.map(lambda text: f"## {text}"))
@settings(max_examples=400, deadline=None)
def test_text_with_signs(section: str) -> None:
    _check(section)


@pytest.mark.parametrize("file", TREES, ids=lambda file: file.stem)
def test_golden_texts(file: Path) -> None:
    for section in cut_sections(file.read_text("utf-8")):
        _check(section)


class Watched:
    """An inline pattern's expression that notes which texts it was asked about."""

    def __init__(self, expression: re.Pattern[str], asked: list[str]) -> None:
        self.expression, self.asked = expression, asked

    def finditer(self, text: str, start: int) -> Iterable[re.Match[str]]:
        self.asked.append(text)
        return self.expression.finditer(text, start)


def test_patterns_are_tried_only_where_their_signs_are() -> None:
    source = "# Title\n\nPlain words.\n\nA *weak* word.\n\nA [link](x) here.\n"
    reader = Markdown()
    asked: dict[str, list[str]] = {}
    for name in ("link", "backtick", "autolink", "entity"):
        pattern: Any = reader.inlinePatterns[name]
        pattern.compiled_re = Watched(pattern.compiled_re, asked.setdefault(name, []))
    skip_idle_patterns(reader)
    assert reader.convert(source) == Markdown().convert(source)
    assert asked == {"link": ["A [link](x) here."] * len(asked["link"]), "backtick": [], "autolink": [], "entity": []}
    assert asked["link"]
