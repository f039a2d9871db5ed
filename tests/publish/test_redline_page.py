"""What the redline page of an edition says of each change, where it leads, and what its table of contents names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from lxml import html

from policydiff.compare import compile_chronicle
from policydiff.publish.plan import plan_site
from policydiff.publish.site import Page, SiteFacts, TocEntry
from tests.compare.texts import history

FEES = "Fees are paid each month by bank transfer."
NOTICE = "Notice of changes is given thirty days before they apply."
OFFICE = "Complaints go to the office in Berlin."
DATA = "Data is kept for as long as the contract runs."
LETTERS = "Letters are answered in the language in which they were written."


def redline(*sources: str, omitted: tuple[int, ...] = (), number: int = 0) -> Page:
    """The redline page of the last edition, or of another."""
    chronicle = compile_chronicle(history(*sources, omitted=omitted))
    made = plan_site([chronicle], today={"privacy": date(2025, 1, 1)}, facts=SiteFacts())
    return next(page for page in made.pages if page.address == f"privacy/changes/{number or len(sources)}")


def rows(page: Page) -> dict[str, html.HtmlElement]:
    """The rows of a redline by their anchors."""
    return {
        row.get("id"): row for row in html.fragment_fromstring(page.content, create_parent=True).find_class("pd-row")
    }


def said(row: html.HtmlElement, part: str) -> str:
    """The words of a part of a row, with what was inserted and deleted in signs."""
    found = row.find_class(part)
    assert len(found) == 1, part
    text = html.tostring(found[0], encoding="unicode")
    text = re.sub(r'<span class="pd-sr">[^<]*</span>', "", text)
    text = re.sub(r"<ins>(.*?)</ins>", r"{+\1+}", re.sub(r"<del>(.*?)</del>", r"[-\1-]", text))
    return " ".join(html.fragment_fromstring(text, create_parent=True).text_content().split())


def toc(entries: Iterable[TocEntry], above: int = 0) -> Iterator[str]:
    for entry in entries:
        yield f"{'  ' * above}{entry.title}{' *' if entry.changed else ''}"
        yield from toc(entry.children, above + 1)


def test_the_table_of_contents_names_headings_under_which_something_changed_and_marks_those_that_did() -> None:
    old = (
        f"# Terms\n\n## 1. Money\n\n1.1. {FEES}\n\n### 1.2. Office\n\n{OFFICE}\n\n## 2. Kept\n\n{DATA}\n\n"
        f"## 3. Mail\n\n{LETTERS}\n\n## 4. Gone\n\n{NOTICE}\n"
    )
    new = (
        f"# Terms\n\n## 1. Money\n\n1.1. {FEES}\n\n### 1.2. Offices\n\n{OFFICE}\n\n## 2. Kept\n\n{DATA}\n\n"
        f"## 5. Mail\n\n{LETTERS}\n"
    )
    assert list(toc(redline(old, new).toc)) == ["1 Money", "  1.2 Offices *", "5 Mail"]
    first = list(toc(redline(old, new, number=1).toc))
    assert first == ["Terms", "  1 Money", "    1.2 Office", "  2 Kept", "  3 Mail", "  4 Gone"]


EVERYTHING = (
    f"1. {FEES}\n2. {OFFICE} {DATA}\n3. {LETTERS}\n4. {NOTICE}\n5. Nobody pays.\n6. All pay.\n7. Some pay twice.\n",
    f"1. {OFFICE}\n2. {DATA}\n3. {LETTERS} {NOTICE}\n4. All pay.\n5. Some pay twice.\n6. {FEES}\n7. Nobody reads.\n",
)


def test_every_clause_that_changed_has_an_address_on_the_page_also_where_it_stands_with_others() -> None:
    """Links into a redline come from lists, feeds and other redlines, each by the clause's own anchor."""
    content = redline(*EVERYTHING).content
    ids = re.findall(r' id="([^"]*)"', content)
    assert len(ids) == len(set(ids))
    assert {f"clause-{n}" for n in range(1, 8)} <= set(ids)
    gone = {f"old-clause-{n}" for n in (1, 4, 5)}
    assert gone <= set(ids), "what moved away, what was merged and what was removed"


def test_what_moved_is_linked_from_where_it_was_to_where_it_is_and_back() -> None:
    found = rows(redline(*EVERYTHING))
    (there,) = found["old-clause-1"].iterlinks()
    assert there[2] == "#clause-6"
    assert said(found["old-clause-1"], "pd-quiet") == "1 moved to 6"
    back = found["clause-6"].find_class("pd-row-notes")[0].iter("a")
    assert [(link.get("href"), link.text) for link in back] == [("#old-clause-1", "1")]
    assert said(found["clause-6"], "pd-row-notes") == "moved here from 1"


def test_a_split_shows_each_new_clause_and_says_so() -> None:
    row = rows(redline(*EVERYTHING))["clause-1"]
    assert said(row, "pd-row-notes") == "split: the text of 2 is now in 1 and 2 no word changed"
    assert said(row, "pd-inline") == f"1 {OFFICE} 2 {DATA}"
    assert said(row, "pd-side-old") == f"Before: 2 {OFFICE} {DATA}"


def test_a_merge_says_from_where_each_further_part_comes() -> None:
    row = rows(redline(*EVERYTHING))["clause-3"]
    assert said(row, "pd-row-notes") == "merged from 3 and 4 no word changed"
    assert said(row, "pd-inline") == f"3 {LETTERS} from 4 {NOTICE}"


def test_where_words_of_a_merge_changed_it_is_not_said_that_none_did() -> None:
    old = f"1. {LETTERS}\n2. {NOTICE}\n"
    row = rows(redline(old, f"1. {LETTERS} {NOTICE.replace('thirty', 'sixty')}\n"))["clause-1"]
    assert said(row, "pd-row-notes") == "merged from 1 and 2"
    assert "[-thirty-]{+sixty+}" in said(row, "pd-inline")


def test_what_came_from_a_clause_without_a_number_is_marked_too() -> None:
    old, new = f"1. {LETTERS}\n\n{NOTICE}\n", f"1. {LETTERS} {NOTICE}\n"
    row = next(row for row in rows(redline(old, new)).values() if row.find_class("pd-seam"))
    assert [seam.text for seam in row.find_class("pd-seam")] == ["from –"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (f"Preface.\n\n2. {FEES}\n", f"Preface.\n\n3. {FEES}\n", "3 renumbered, was 2"),
        (f"Preface.\n\n- {FEES}\n", f"Preface.\n\n1. {FEES}\n", "1 now numbered 1, before without a number"),
        ("Preface.\n\n1. All pay.\n", "Preface.\n\n- All pay.\n", "“All pay.” no longer numbered, was 1"),
        (f"2. {FEES}\n3. {DATA}\n", f"4. {FEES}\n5. {DATA}\n", "4–5 renumbered, were 2–3"),
    ],
)
def test_renumbering_is_a_quiet_line(old: str, new: str, words: str) -> None:
    (row,) = html.fragment_fromstring(redline(old, new).content, create_parent=True).find_class("pd-row-renumbered")
    assert said(row, "pd-quiet") == words


def test_renumbering_of_what_moved_or_was_amended_is_said_once() -> None:
    amended = rows(redline(f"1. {FEES}\n", f"2. {FEES.replace('month', 'year')}\n"))["clause-2"]
    assert said(amended, "pd-row-notes") == "renumbered, was 1"
    plain = rows(redline(f"1. {FEES}\n", f"1. {FEES.replace('month', 'year')}\n"))["clause-1"]
    assert plain.find_class("pd-row-notes") == []


def test_a_removed_clause_is_read_in_full_in_the_edition_that_had_it() -> None:
    first = f"1. {FEES}\n2. {DATA}\n3. {OFFICE}\n"
    for omitted, edition in (((), 2), ((2,), 1)):
        page = redline(first, f"{first}4. {NOTICE}\n", f"1. {FEES}\n2. {DATA}\n", omitted=omitted)
        full, past = rows(page)["old-clause-3"].find_class("pd-tools")[0].iter("a")
        assert full.get("href") == f"../../editions/{edition}/#clause-3"
        assert past.get("href") == "../../clauses/e1-3/"


def test_a_clause_that_lost_its_words_shows_those_that_it_had() -> None:
    row = rows(redline(f"1. {FEES}\n2. {DATA}\n", f"1. ![Plan](plan.png)\n2. {DATA}\n"))
    shown = next(each for name, each in row.items() if "clause-1" in name)
    assert "Fees are paid" in said(shown, "pd-inline")
