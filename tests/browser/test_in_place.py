"""Changes in place: every kind of block, every kind of change, and back to the very text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TEXT = "[...document.querySelectorAll('.pd-clause')].map((clause) => clause.outerHTML)"
CELLS = "row => [...row.cells].map((cell) => cell.innerText.trim())"


def show(page: Page, address: str, since: str = "1") -> None:
    page.goto(f"{address}/terms/?since={since}")
    expect(page.locator(".pd-count")).to_contain_text("changes")


def clause(page: Page, anchor: str) -> str:
    """What a clause says, as it is seen."""
    said: str = page.locator(f"[id='{anchor}']").evaluate(
        """place => {
          const copy = place.cloneNode(true);
          copy.querySelectorAll(".pd-sr, a.pd-history").forEach((part) => part.remove());
          return copy.textContent.replace(/\\s+/g, " ").trim();
        }"""
    )
    return said


def test_a_row_of_a_table_changes_cell_by_cell(page: Page, terms_address: str) -> None:
    show(page, terms_address)
    rows = page.locator("table tr")
    assert rows.nth(2).evaluate("row => [...row.cells].map((cell) => cell.querySelectorAll('ins, del').length)") == [
        0,
        2,
        0,
    ]
    assert clause(page, "clause-2.1-p4").startswith("Support")
    assert rows.evaluate_all("rows => rows.map((row) => row.cells.length)") == [3] * 5
    lefts = page.locator("tbody tr > :first-child").evaluate_all(
        "cells => cells.map((cell) => cell.getBoundingClientRect().left)"
    )
    assert len(set(lefts)) == 1, "marks move no cell into another column"
    removed = page.locator("tr.pd-live-removed del").all_inner_texts()
    assert [words.replace("(end of change)", "").removeprefix("deleted: ").strip() for words in removed] == [
        "Storage",
        "1 EUR",
        "gigabyte",
    ]


def test_each_part_of_a_split_clause_keeps_its_own_words(page: Page, terms_address: str) -> None:
    show(page, terms_address)
    assert clause(page, "clause-1.2").endswith("We keep invoices for ten years.")
    assert clause(page, "clause-1.3").startswith("1.3. Payments are made within fourteen days")
    assert "split: the text of 1.2 is now in 1.2 and 1.3" in clause(page, "clause-1.3")


def test_what_moved_says_so_in_both_places(page: Page, terms_address: str) -> None:
    show(page, terms_address)
    assert clause(page, "clause-2.9").endswith("moved here from 2.3")
    away = page.locator(".pd-live", has_text="2.3 moved to 2.9").last
    away.get_by_role("link", name="2.9").click()
    assert page.url.endswith("#clause-2.9")


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("clause-2.2-p3", "Customers outside of the European Union pay no tax."),
        ("clause-2.2-p5", "Norway isand Iceland are outside of it."),
        ("clause-3-2-1", "by the customer with a notice of one monthtwo weeks,"),
        ("clause-3-p1-p1", "A word with a meaningwhose meaning is given here."),
        ("clause-3-p2", "Quoted words of the new law apply to us."),
    ],
)
def test_raw_html_items_definitions_and_quotations(page: Page, terms_address: str, anchor: str, words: str) -> None:
    show(page, terms_address)
    assert clause(page, anchor).startswith(words)


def test_code_keeps_its_block_and_says_above_what_it_was(page: Page, terms_address: str) -> None:
    show(page, terms_address)
    assert "order --pay later" in page.locator(".pd-live-block del").inner_text()
    expect(page.locator("pre").first).to_contain_text("order --plan small\norder --pay now")


def test_the_way_back_is_the_very_text(page: Page, terms_address: str) -> None:
    page.goto(f"{terms_address}/terms/")
    expect(page.locator("#pd-live-tools")).to_be_visible()
    before = page.locator("article").evaluate("article => article.innerText")
    marked = page.evaluate(TEXT)
    for since in ("1", "2", "1"):
        page.locator("#pd-since select").select_option(since)
        expect(page.locator(".pd-live").first).to_be_attached()
    page.get_by_label("Show changes since").first.uncheck()
    expect(page.locator(".pd-live")).to_have_count(0)
    assert page.evaluate(TEXT) == marked
    assert page.locator("article").evaluate("article => article.innerText") == before


def test_steps_go_down_the_page(page: Page, terms_address: str) -> None:
    show(page, terms_address)
    places = []
    for _ in range(page.locator(".pd-live-changed, .pd-live-removed").count()):
        page.keyboard.press("Alt+ArrowDown")
        places.append(
            page.evaluate("document.activeElement.getBoundingClientRect().top + document.documentElement.scrollTop")
        )
    assert len(places) > 10
    assert places == sorted(places)


def test_a_copied_redline_says_what_was_inserted_and_deleted(page: Page, terms_address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for address, place in (
        ("terms/?since=1", "[id='clause-3-3']"),
        ("terms/changes/2/", "[id='clause-3-3'] .pd-inline"),
    ):
        page.goto(f"{terms_address}/{address}")
        expect(page.locator(f"{place} ins").first).to_be_attached()
        page.locator(place).evaluate("place => getSelection().selectAllChildren(place)")
        page.keyboard.press("Control+C")
        copied = " ".join(page.evaluate("navigator.clipboard.readText()").split())
        assert "deleted: Data (end of change)" in copied
        assert "inserted: All data (end of change) is deleted then." in copied


@pytest.mark.parametrize(("old", "new"), [(1, 2), (2, 3)])
def test_comparing_neighbours_shows_the_rows_of_the_static_redline(
    page: Page, terms_address: str, demo_address: str, old: int, new: int
) -> None:
    rows = """() => [...document.querySelectorAll(".pd-rows > .pd-row")]
      .filter((row) => getComputedStyle(row).display !== "none")
      .map((row) => row.className.replace(/ pd-level-\\d/, ""))"""
    for address, policy in ((terms_address, "terms"), (demo_address, "privacy")):
        page.goto(f"{address}/{policy}/changes/{new}/")
        static = page.evaluate(rows)
        page.goto(f"{address}/{policy}/compare/?from={old}&to={new}")
        expect(page.locator(".pd-rows .pd-row").first).to_be_attached()
        assert page.evaluate(rows) == static
