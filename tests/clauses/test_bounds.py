"""What keeps the time of hostile texts within bounds does not change what is read."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown

from policydiff.clauses import edition_words, parse_clauses
from policydiff.clauses.extension import ClauseExtension
from policydiff.errors import PolicyError


@pytest.mark.parametrize("line", ["# Heading {}", "Heading {}\n===", "* * *", "[link{}]: address", "*[A{}]: words"])
def test_a_block_of_hundreds_of_lines_is_read_as_if_they_stood_apart(line: str) -> None:
    lines = [line.format(place) for place in range(300)]
    together, apart = "\n".join(lines), "\n\n".join(lines)
    assert edition_words(together) == edition_words(apart)
    assert [clause.anchor for clause in parse_clauses(together).clauses] == [
        clause.anchor for clause in parse_clauses(apart).clauses
    ]


def test_many_references_to_a_footnote_have_the_ids_that_the_extension_gives_them() -> None:
    source = "a[^1] b[^2] c[^1] d[^1] e[^2] f[^1]\n\n[^1]: One [^2]\n\n[^2]: Two\n"
    bound = Markdown(extensions=["footnotes", ClauseExtension()])
    for _ in range(2):
        page = bound.convert(source)
        bound.reset()
    plain = Markdown(extensions=["footnotes"]).convert(source)
    assert _references(page) == _references(plain)


def _references(page: str) -> list[str]:
    return [name for name in re.findall(r'(?:id|href)="([^"]+)"', page) if not name.startswith("clause-")]


def test_links_are_found_behind_others_that_were_replaced() -> None:
    source = "[a [b](c) d](e) [f](g) ![h](i) [j] [k]\n\n[k]: l\n"
    marked = [mark.value for clause in parse_clauses(source).clauses for span in clause.spans for mark in span.marks]
    assert marked == ["e", "g", "i", "l"]


def test_html_that_nests_too_deeply_is_read_literally_and_an_error_in_words_on_a_page() -> None:
    source = '<div markdown="1">\n' * 500 + "\nwords\n\n" + "</div>\n" * 500
    assert "words" in edition_words(source).split()
    with pytest.raises(PolicyError, match="nested too deeply"):
        Markdown(extensions=["md_in_html", ClauseExtension()]).convert(source)
