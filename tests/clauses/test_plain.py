"""What is read by a short way is what Python-Markdown reads."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from policydiff.clauses import profile
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
    reader = profile._without_page()
    reader.treeprocessors.deregister("prettify")
    reader.treeprocessors.register(InlineProcessor(reader), "inline", 20)
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
