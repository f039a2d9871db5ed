"""Texts that were kept elsewhere become policies, word for word."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from policydiff.clauses import edition_words, parse_clauses
from policydiff.importing import import_text
from tests.cli.run import policydiff
from tests.repository import GitRepo

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed" / "apiway-privacy-policy.txt"


@pytest.mark.skipif(not SEED.is_file(), reason="the text as the company published it is not beside this project")
def test_the_published_text_gives_the_committed_policy_to_the_letter() -> None:
    imported = import_text(SEED.read_bytes(), "text", "seed")
    assert imported.markdown == (ROOT / "policy" / "privacy.md").read_text(encoding="utf-8")
    assert "Previous apiway.ai" in imported.notes[0]


def test_plain_text_keeps_every_word_and_what_looks_like_markup() -> None:
    text = "Terms\n\nUse of *stars* and <tags>\n\n# 5 is a number_sign_ here, and 2 < 3 & that is all.\n• one\n• two\n"
    imported = import_text(text.encode(), "text", "x.txt")
    assert edition_words(imported.markdown) == (
        "Terms Use of *stars* and <tags> # 5 is a number_sign_ here, and 2 < 3 & that is all. one two"
    )
    assert [clause.form for clause in parse_clauses(imported.markdown).clauses][-2:] == ["item", "item"]


PAGE = """<!doctype html><html><head><title>x</title><style>p {{}}</style></head><body>
<nav>Home</nav><main><h1>Privacy&nbsp;policy</h1><h2>1. Data</h2><p>1.1. We keep <b>data</b> &amp; more.</p>
<ol><li>first</li><li>second</li></ol>
<p>Write to <a class="__cf_email__" data-cfemail="{}">[email&#160;protected]</a>.</p>
<script>track()</script></main><footer>Imprint</footer></body></html>"""


def test_html_is_read_without_what_stands_around_the_text() -> None:
    hidden = bytes([0x42, *(byte ^ 0x42 for byte in b"a@example.org")]).hex()
    imported = import_text(PAGE.format(hidden).encode(), "html", "x.html")
    tree = parse_clauses(imported.markdown)
    assert [(clause.label, clause.words) for clause in tree.clauses] == [
        ("", "Privacy policy"),
        ("1", "Data"),
        ("1.1", "We keep data & more."),
        ("1", "first"),
        ("2", "second"),
        ("", "Write to a@example.org."),
    ]
    assert imported.notes == ()


def test_numbered_paragraphs_of_a_page_become_headings_where_clauses_follow() -> None:
    page = "<p><b>Terms of use</b></p><p>1. Scope</p><p>1.1. This applies.</p><p>2. Payment</p><p>2.1. You pay.</p>"
    tree = parse_clauses(import_text(page.encode(), "html", "x.html").markdown)
    assert [(clause.form, clause.label, clause.words) for clause in tree.clauses] == [
        ("heading", "", "Terms of use"),
        ("heading", "1", "Scope"),
        ("paragraph", "1.1", "This applies."),
        ("heading", "2", "Payment"),
        ("paragraph", "2.1", "You pay."),
    ]


def word_document(*paragraphs: tuple[str, str]) -> bytes:
    """A Word document with paragraphs of (style, text)."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{kind}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_word_document_keeps_its_headings_and_numbers() -> None:
    document = word_document(("Heading1", "Terms"), ("Heading2", "1. Scope"), ("Normal", "1.1. This applies."))
    tree = parse_clauses(import_text(document, "docx", "x.docx").markdown)
    assert [(clause.form, clause.label, clause.words) for clause in tree.clauses] == [
        ("heading", "", "Terms"),
        ("heading", "1", "Scope"),
        ("paragraph", "1.1", "This applies."),
    ]


@pytest.mark.parametrize(
    ("name", "data"), [("x.docx", b"no zip"), ("x.html", b"<nav>x</nav>"), ("x.txt", b"\xff\xfe\x00")]
)
def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    answer = policydiff("import", name, directory=tmp_path)
    assert answer.status == 2
    assert answer.errors.startswith("policydiff: x.")


def test_dated_files_become_editions_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada Editor")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")
    repo = GitRepo(tmp_path / "repo")
    repo.write({"new.txt": "Terms\n\nWe sell data.\n", "old.txt": "Terms\n\nWe keep data.\n"})
    answer = policydiff(
        "import", "new.txt", "old.txt", "-o", "policy/terms.md", "--posted", "2024-03-02", "--posted",
        "2021-05-01T09:00:00+02:00", directory=repo.path,
    )  # fmt: skip
    assert answer.status == 0, answer.errors
    log = json.loads(policydiff("log", "policy/terms.md", "--json", directory=repo.path).output)
    assert [(entry["number"], entry["posted"][:10]) for entry in log] == [(1, "2021-05-01"), (2, "2024-03-02")]


def test_nothing_is_written_over_without_force(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text")
    (tmp_path / "a.md").write_text("Mine")
    assert policydiff("import", "a.txt", "-o", "a.md", directory=tmp_path).status == 2
    assert (tmp_path / "a.md").read_text() == "Mine"
    assert policydiff("import", "a.txt", "-o", "a.md", "--force", directory=tmp_path).status == 0


def test_init_sets_up_a_site_that_can_be_checked_and_refuses_a_folder_with_files(tmp_path: Path) -> None:
    assert policydiff("init", "site", directory=tmp_path).status == 0
    checked = policydiff("check", "--json", directory=tmp_path / "site")
    assert [finding["rule"] for finding in json.loads(checked.output)] == ["placeholder"]
    again = policydiff("init", "site", directory=tmp_path)
    assert (again.status, "is not empty" in again.errors) == (2, True)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class NumberedDocument:
    """A Word document with lists that Word numbers by itself."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self.lists = self.document.part.numbering_part.element
        self.lists.clear()

    def add_list(self, number: int, *levels: tuple[str, str, int], restarts: int = 0, shares: int = 0) -> None:
        """A list with levels of (format, label, start); it may restart at a number, and share the levels of another."""
        written = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text, start) in enumerate(levels)
        )
        if levels:
            first = f'<w:abstractNum xmlns:w="{WORD}" w:abstractNumId="{number}">{written}</w:abstractNum>'
            self.lists.insert(0, parse_xml(first))
        override = (
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restarts}"/></w:lvlOverride>' if restarts else ""
        )
        self.lists.append(
            parse_xml(
                f'<w:num xmlns:w="{WORD}" w:numId="{number}"><w:abstractNumId w:val="{shares or number}"/>'
                f"{override}</w:num>"
            )
        )

    def write(self, text: str, number: int = 0, depth: int = 0, *, style: str | None = None) -> None:
        """A paragraph, of a list where its number is given."""
        paragraph = self.document.add_paragraph(text, style=style)
        if number:
            place = f'<w:numPr xmlns:w="{WORD}"><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(place))

    def read(self) -> list[tuple[str, str, str]]:
        """Form, label and words of what is imported from it."""
        packed = io.BytesIO()
        self.document.save(packed)
        tree = parse_clauses(import_text(packed.getvalue(), "docx", "x.docx").markdown)
        return [(clause.form, clause.label, clause.words) for clause in tree.clauses]


def test_the_numbers_that_word_makes_are_those_that_word_prints() -> None:
    made = NumberedDocument()
    made.add_list(
        5, ("decimal", "%1.", 1), ("decimal", "%1.%2.", 1), ("lowerLetter", "(%3)", 1), ("lowerRoman", "(%4)", 1)
    )
    made.add_list(6, ("bullet", "*", 1), ("bullet", "*", 1))
    made.add_list(7, restarts=1, shares=5)
    made.write("Terms", style="Title")
    made.write("Scope", style="Heading 1")
    made.write("One.", 5, 0)
    made.write("One one.", 5, 1)
    made.write("Between.")
    made.write("One two:", 5, 1)
    made.write("a point", 5, 2)
    made.write("deep", 5, 3)
    made.write("deeper", 5, 3)
    made.write("another point", 5, 2)
    made.write("sign", 6, 1)
    made.write("Two.", 5, 0)
    made.write("Two one.", 5, 1)
    made.write("Anew.", 7, 0)
    made.write("Anew one.", 7, 1)
    assert made.read() == [
        ("heading", "", "Terms"),
        ("heading", "", "Scope"),
        ("heading", "1", "One."),
        ("paragraph", "1.1", "One one."),
        ("paragraph", "", "Between."),
        ("paragraph", "1.2", "One two:"),
        ("paragraph", "(a)", "a point"),
        ("paragraph", "(i)", "deep"),
        ("paragraph", "(ii)", "deeper"),
        ("paragraph", "(b)", "another point"),
        ("item", "", "sign"),
        ("heading", "2", "Two."),
        ("paragraph", "2.1", "Two one."),
        ("heading", "1", "Anew."),
        ("paragraph", "1.1", "Anew one."),
    ]


def test_lists_of_word_start_and_print_as_they_say() -> None:
    made = NumberedDocument()
    made.add_list(5, ("upperRoman", "Article %1", 4), ("decimal", "(%2)", 1))
    made.add_list(6, ("lowerLetter", "%1)", 26))
    made.write("Law", 5, 0)
    made.write("First.", 5, 1)
    made.write("z", 6, 0)
    made.write("double", 6, 0)
    assert [(label, words) for _, label, words in made.read()] == [
        ("Article IV", "Law"),
        ("(1)", "First."),
        ("z)", "z"),
        ("aa)", "double"),
    ]


def test_numbers_that_come_with_a_style_are_printed() -> None:
    made = NumberedDocument()
    made.add_list(5, ("decimal", "%1.", 1), ("decimal", "%1.%2", 1))
    for depth, name in enumerate(("Heading 1", "Heading 2")):
        level = made.lists.findall(".//{*}lvl")[depth]
        level.insert(2, parse_xml(f'<w:pStyle xmlns:w="{WORD}" w:val="{name.replace(" ", "")}"/>'))
        style = made.document.styles[name].element
        number = f'<w:numPr xmlns:w="{WORD}"><w:numId w:val="5"/></w:numPr>'
        style.get_or_add_pPr().append(parse_xml(number))
    made.write("First", style="Heading 1")
    made.write("Below it", style="Heading 2")
    assert made.read() == [("heading", "1", "First"), ("heading", "1.1", "Below it")]


def test_the_title_of_a_page_may_stand_in_its_header_and_its_text_in_several_articles() -> None:
    page = (
        "<header>Shop</header><header><h1>Terms</h1></header><article><p>One.</p></article>"
        "<article><p>Two.</p></article>"
    )
    tree = parse_clauses(import_text(page.encode(), "html", "x.html").markdown)
    assert [clause.words for clause in tree.clauses] == ["Terms", "One.", "Two."]


def test_lists_with_letters_on_a_page_keep_them() -> None:
    page = '<ol><li>first<ol type="a" start="2"><li>bee</li><li>cee</li></ol></li><li>second</li></ol>'
    tree = parse_clauses(import_text(page.encode(), "html", "x.html").markdown)
    assert [(clause.label, clause.words) for clause in tree.clauses] == [
        ("1", "first"),
        ("b", "bee"),
        ("c", "cee"),
        ("2", "second"),
    ]


def test_lines_that_were_broken_to_fit_are_paragraphs_again() -> None:
    text = (
        "Cookie notice\n\n1. What we do\n\n"
        "1.1 We use cookies in order\nto remember you, and so we\nMay use them again.\n"
        "(a) a point\n(b) another\n\nTypes of them\n-------------\n\n- for a session, which\n  ends\n- for ever\n"
    )
    tree = parse_clauses(import_text(text.encode(), "text", "x.txt").markdown)
    assert [(clause.form, clause.label, clause.words) for clause in tree.clauses] == [
        ("heading", "", "Cookie notice"),
        ("heading", "1", "What we do"),
        ("paragraph", "1.1", "We use cookies in order to remember you, and so we May use them again."),
        ("paragraph", "(a)", "a point"),
        ("paragraph", "(b)", "another"),
        ("heading", "", "Types of them"),
        ("item", "", "for a session, which ends"),
        ("item", "", "for ever"),
    ]


LAID_OUT = """Licence

1.         Restrictions.

1.1
You may not (i) copy; (ii) alter;
(iii) sell, but see Sections
1.1, 1.2 or
1.3.1 and 1.3.3 here.

12

111 Main Street, Springfield
"""


def test_plain_text_is_read_as_it_was_laid_out() -> None:
    imported = import_text(LAID_OUT.encode(), "text", "x.txt")
    assert [(clause.label, clause.words) for clause in parse_clauses(imported.markdown).clauses][1:4] == [
        ("1", "Restrictions."),
        (
            "1.1",
            "You may not (i) copy; (ii) alter; (iii) sell, but see Sections 1.1, 1.2 or 1.3.1 and 1.3.3 here.",
        ),
        ("", "12"),
    ]
    assert "## 111" not in imported.markdown


PIECES = st.sampled_from([
    "word", "[x](y)", "[a]: b", "[^1]", "[^1]: note", "*[AB]: long", "!!! note", "{#id}", "{: .c}", ": meaning", "~~~",
    "```", "a | b", "--- | ---", "+ item", "1. one", "(a) two", "a. three", "# hash", "> quote", "<tag>", "&amp;",
    "*s*", "__b__", "\\*", "a@b.c", "***", "===", "• dot", "12", "3.1", "1986. A", "10.", "[", "]", "`", "![i](j)",
    "<!-- c -->",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=4).map(" ".join) | st.just(""), min_size=1, max_size=6))
def test_no_word_and_no_number_of_a_plain_text_is_lost(lines: list[str]) -> None:
    text = "\n".join(["Terms", "", *lines, ""])
    pattern = re.compile(r"[^\W_]+")
    imported = import_text(text.encode(), "text", "x.txt")
    # equal lines one after the other are left out, with a note
    assume(not imported.notes)
    assert sorted(pattern.findall(edition_words(imported.markdown))) == sorted(pattern.findall(text))


def test_a_page_keeps_the_numbers_that_it_gives_to_items_and_what_looks_like_a_link() -> None:
    page = '<h1>T</h1><ol><li>one</li><li value="5">five</li></ol><p>7. seven</p><p>7. [a](b) {#c}</p>'
    imported = import_text(page.encode(), "html", "x.html")
    assert edition_words(imported.markdown) == "T 1 one 5 five 7 seven 7 [a](b) {#c}"
    assert imported.notes == ()


NESTED = """Terms

1. Offers
    1. Access. It is governed by certain terms and conditions, which are as long as this line is and longer.
        1. More terms.
        2. A portal.
    2. Services.
2. Security
    1. Duties.
       It goes on here.
    2. Laws.
"""


def test_lists_within_lists_are_told_by_their_indentation() -> None:
    tree = parse_clauses(import_text(NESTED.encode(), "text", "x.txt").markdown)
    labels = {clause.anchor: clause.label for clause in tree.clauses}
    found = [
        ".".join(labels[each.anchor] for each in (*list(tree.lineage(clause))[::-1], clause) if labels[each.anchor])
        for clause in tree.clauses
        if clause.label
    ]
    assert found == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1", "2.2"]


def test_the_words_of_a_sentence_and_the_items_of_a_list_are_no_headings() -> None:
    text = """Licence

You may use the work as the author says below:
Part 1 allows some uses
Section 2, and what it refers to, forbids others

1. Use

2. Sale

3. Offer

The rights of this licence are granted for as long as copyright protects the work that it comes with.

Part 2 Duties

You must say what you changed.
"""
    imported = import_text(text.encode(), "text", "x.txt")
    headings = [each.name for each in parse_clauses(imported.markdown).clauses if each.form == "heading"]
    assert headings == ["Licence", "Part 2 Duties"]


def test_what_a_page_does_not_show_is_left_out_and_said() -> None:
    page = """<main><h1>Terms</h1><p>We keep data.</p><p hidden>An old draft.</p>
    <div style="color: red; DISPLAY : none"><p hidden>Twice.</p>
    <p>Cookies make this page better for all who come to read what is written on it.</p></div>
    <p style="visibility:hidden">Not this.</p><p hidden="until-found">Found by searching.</p>
    <p style="display: block" aria-hidden="true">Seen.</p><input type="hidden" value="x"><p hidden=""></p></main>"""
    imported = import_text(page.encode(), "html", "x.html")
    assert edition_words(imported.markdown) == "Terms We keep data. Found by searching. Seen."
    (note,) = imported.notes
    assert note == (
        "x.html: left out, because the page does not show it: “An old draft.”, “Twice.”, "
        "“Cookies make this page better for all who come to read what …”, “Not this.”."
    )


def test_bullets_of_word_are_below_those_that_are_set_in_less() -> None:
    document = docx.Document()
    styled = (
        ("List Bullet", "read"), ("List Bullet 2", "books"), ("List Bullet 3", "old ones"), ("List Bullet 2", "maps"),
        ("List Bullet", "write"), ("List Number", "first"), ("List Bullet 2", "below"), ("List Bullet 3", "deeper"),
    )  # fmt: skip
    for style, text in styled:
        document.add_paragraph(text, style=style)
    moved = document.add_paragraph("moved by hand", style="List Bullet")
    moved.paragraph_format.left_indent = docx.shared.Inches(2)
    packed = io.BytesIO()
    document.save(packed)
    imported = import_text(packed.getvalue(), "docx", "x.docx")
    clauses = parse_clauses(imported.markdown).clauses
    assert [(clause.level, clause.words) for clause in clauses] == [
        (1, "read"), (2, "books"), (3, "old ones"), (2, "maps"), (1, "write"), (1, "first"), (2, "below"),
        (3, "deeper"), (4, "moved by hand"),
    ]  # fmt: skip
    plain = Markdown().convert(imported.markdown)  # whatever reads it
    assert plain.count("<ul>") == 5


def test_links_within_a_page_become_words_and_signs_that_link_a_heading_to_itself_go() -> None:
    page = """<main><h1>Terms<a class="headerlink" href="#terms" title="Permalink">¶</a></h1>
    <p><a href="#use">1. Use</a> and <a href="privacy.html#data">data</a></p>
    <h2 id="use">1. Use <a href="#use" aria-label="Link to this"><svg></svg></a></h2>
    <p>See <a href="#use">above</a>.</p>
    </main>"""
    imported = import_text(page.encode(), "html", "x.html")
    assert imported.markdown == "# Terms\n\n1. Use and [data](privacy.html#data)\n\n## 1. Use\n\nSee above.\n"
    assert imported.notes == ()
