"""Golden trees: each `trees/NAME.md` must be read as `trees/NAME.txt` shows it.

A new case is a new file; `UPDATE_GOLDEN=1 pytest tests/clauses/test_trees.py` writes what is missing or has changed,
to be read before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policydiff.clauses import parse_clauses, render_text
from policydiff.model import ClauseTree, Span

TREES = Path(__file__).parent / "trees"


def as_text(tree: ClauseTree) -> str:
    """A tree as a person can check it: line, anchor, form, label, heading, words with their marks."""
    rows = [f"title: {tree.title}"]
    for clause in tree.clauses:
        parts = [f"{clause.line:3} {'  ' * (clause.level - 1)}{clause.anchor}", clause.form]
        if clause.label:
            parts.append(f"«{clause.label}»")
        if clause.alias:
            parts.append(f"{{#{clause.alias}}}")
        if clause.heading:
            parts.append(f"<{with_marks(clause.heading_spans)}>")
        if clause.text:
            parts.append(f"| {with_marks(clause.spans)}")
        rows.append(" ".join(parts))
    return "\n".join(rows) + "\n"


def with_marks(spans: tuple[Span, ...]) -> str:
    shown = ""
    for span in spans:
        names = ",".join(mark.kind + (f"={mark.value}" if mark.value else "") for mark in span.marks)
        shown += f"[{span.text}]({names})" if names else span.text
    return shown


@pytest.mark.parametrize("source", sorted(TREES.glob("*.md")), ids=lambda path: path.stem)
def test_a_text_is_read_as_its_golden_tree(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    shown = as_text(parse_clauses(text))
    golden = source.with_suffix(".txt")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    assert render_text(text).tree == parse_clauses(text)
