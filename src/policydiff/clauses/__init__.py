"""Markdown to clause trees: labels, anchors, words, cross-references, defined terms."""

from policydiff.clauses.reading import RenderedText, TocEntry, edition_words, parse_clauses, render_text
from policydiff.clauses.source import FrontMatter, decode_source, split_front_matter

__all__ = [
    "FrontMatter",
    "RenderedText",
    "TocEntry",
    "decode_source",
    "edition_words",
    "parse_clauses",
    "render_text",
    "split_front_matter",
]
