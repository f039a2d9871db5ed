"""What holds for every text, however it is written."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from policydiff.clauses import edition_words, parse_clauses, render_text
from policydiff.clauses.words import fold
from policydiff.model import ClauseTree

WORDS = re.compile(r"[^\W_]+")
UNFINISHED_TAG = re.compile(r"<[A-Za-z/!?][^>]*(?:<|\Z)")
"""What a browser shows of it depends on all that follows."""

words = st.sampled_from(["data", "User", "we", "Ärger", "(a)", "x<y", "A & B", "*all*", "**the**", "`c`", "1.", "[x]"])
sentence = st.lists(words, min_size=1, max_size=8).map(" ".join)
label = st.sampled_from(
    ["4. ", "4. ", "   3. ", "5. ", "- - ", "2. # ", "> 2. ", "  ", "<div>", "</div>\n", "[x]: ", "``` ",
     "", "", "1. ", "3) ", "- ", "* ", "3.1.2. ", "4.1 ", "(a) ", "(i) ", "b) ", "Article 5. ", "# ", "## 3. ", "### ",
     "> ", "  - ", "    ", "   2. ", "[^1]: ", "| ", "**Section 4.09. Title.** ", "Appendix F\n===\n",
     ": ", "!!! note\n    ",
     "<div>\n", "</div>\n", "<!-- x -->", "<ul><li>", "<h2>3. ", "</h2>", "<p>", "<table><tr><td>a<td>", "<li id=k>",
     "<details><summary>", "<h2 id=key>", "## {#key} ", "```\n", "{#key} ", "[^1] ", "{% if x %}"]
)  # fmt: skip
line = st.builds("{}{}{}".format, label, sentence, st.sampled_from(["", "", "", " {#key}"]))
document = st.lists(st.one_of(line, st.just("")), max_size=25).map("\n".join)
paragraphs = st.lists(st.builds(str.__add__, label, sentence), max_size=15).map("\n\n".join)
markup = st.text(alphabet="ab1.) \n\t#*_-+>[]()!`|:{}<>&;/\\\"'^~=\r\u00a0\u2028é\u0301\x00\x02\x03\x85", max_size=120)
anything = st.one_of(document, paragraphs, markup, st.text(max_size=80))


class _Page(HTMLParser):
    """The words and ids of a page, read independently of how they were made."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.ids: list[str] = []
        self._signs = 0
        self._numbers: list[int | None] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag == "img":
            self.text.append(named.get("alt") or "")
        if "footnote-backref" in (named.get("class") or ""):
            self._signs += 1
        if tag not in ("strong", "em", "code", "a", "sup", "span"):
            self.text.append(" ")
        if tag in ("ol", "ul"):
            self._numbers.append(int(named.get("start") or "1") if tag == "ol" else None)
        if tag == "li" and self._numbers and self._numbers[-1] is not None:
            self.text.append(f"{self._numbers[-1]} ")
            self._numbers[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self._numbers.pop()
        if tag == "a":
            self._signs = 0
        if tag not in ("strong", "em", "code", "a", "sup", "span"):
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._signs:
            self.text.append(data)


def page_words(page: str) -> list[str]:
    return WORDS.findall("".join(_Page(page).text))


def words_of_tree(tree: ClauseTree) -> list[str]:
    return WORDS.findall(" ".join(f"{clause.label} {clause.heading} {clause.text}" for clause in tree.clauses))


@settings(max_examples=300, deadline=None)
@given(anything)
@example("2.\n0\n\n0.\n\n4. 0")
def test_every_word_of_the_page_is_in_one_clause_in_order(source: str) -> None:
    assume(not UNFINISHED_TAG.search(source))
    page = render_text(source)
    assert words_of_tree(page.tree) == page_words(page.html)


@settings(max_examples=300, deadline=None)
@given(anything)
def test_page_and_tree_agree_and_anchors_are_unique_without_regard_to_case(source: str) -> None:
    page = render_text(source)
    assert page.tree == parse_clauses(source)
    anchors = [clause.anchor for clause in page.tree.clauses]
    assert len({anchor.lower() for anchor in anchors}) == len(anchors)
    assert set(anchors) <= set(_Page(page.html).ids)


@settings(max_examples=300, deadline=None)
@given(anything)
def test_a_tree_is_well_formed(source: str) -> None:
    tree = parse_clauses(source)
    for place, clause in enumerate(tree.clauses):
        assert clause.parent is None or clause.parent < place
        assert clause.level == (1 if clause.parent is None else tree.clauses[clause.parent].level + 1)
        assert clause.text == " ".join(clause.text.split())
        assert clause.heading == " ".join(clause.heading.split())
        assert "".join(span.text for span in clause.spans) == clause.text
        assert "".join(span.text for span in clause.heading_spans) == clause.heading
        assert clause.label or clause.heading or clause.text
        assert 1 <= clause.line <= source.count("\n") + source.count("\r") + 1


@settings(max_examples=150, deadline=None)
@given(anything)
def test_line_ends_and_byte_order_marks_are_no_words(source: str) -> None:
    plain = source.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    foreign = "\ufeff" + plain.replace("\n", "\r\n")
    assert edition_words(foreign) == edition_words(plain)
    assert parse_clauses(foreign) == parse_clauses(plain)


@settings(max_examples=150, deadline=None)
@given(anything)
def test_folding_is_final(source: str) -> None:
    assert fold(fold(source)) == fold(source)
    assert fold(edition_words(source)) == edition_words(source)


numbered = st.lists(
    st.builds(
        lambda top, low, text: (f"{top}.{low}", text),
        st.integers(1, 4),
        st.integers(1, 9),
        st.lists(st.sampled_from(["data", "we", "share"]), min_size=1, max_size=5).map(" ".join),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda clause: clause[0],
)


@settings(max_examples=150, deadline=None)
@given(numbered, st.integers(0, 7), sentence.filter(lambda text: not text.startswith(("1.", "(a)"))))
def test_anchors_of_numbered_clauses_outlive_edits_elsewhere(
    clauses: list[tuple[str, str]], place: int, added: str
) -> None:
    source = [f"{number}. {text}" for number, text in clauses]
    before = {clause.anchor for clause in parse_clauses("\n\n".join(source)).clauses}
    edited = [*source[:place], added, *source[place:]]
    after = {clause.anchor for clause in parse_clauses("\n\n".join(edited)).clauses}
    assert set(before) == {f"clause-{number}" for number, _ in clauses}
    assert set(before) <= after
