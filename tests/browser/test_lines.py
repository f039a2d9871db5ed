"""Where the lines of a page end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PLACES = (
    "privacy/",
    "privacy/changes/",
    "privacy/changes/6/",
    "privacy/compare/?from=2&to=11",
    "privacy/clauses/e1-5.6/",
    "privacy/editions/3/",
    "",
)
BROKEN_DAYS = r"""() => {
  const broken = [];
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const day of texts.currentNode.data.matchAll(/\d{1,2}\s[A-Z][a-z]+\s20\d\d/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, day.index);
      range.setEnd(texts.currentNode, day.index + day[0].length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(day[0]);
    }
  }
  return broken;
}"""
BELOW_THE_LAST_WORD = """(entry, width) => {
  entry.style.width = `${width}px`;
  const texts = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.data.indexOf("Entities");
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + "Entities".length);
    return entry.getBoundingClientRect().bottom - range.getBoundingClientRect().bottom;
  }
}"""
MARKS = """() => [...document.querySelectorAll(".pd-counts span")].map((count, at, counts) => {
  const { left, right, top, height } = count.getBoundingClientRect();
  const seen = (x) => document.elementFromPoint(x, top + height / 2)?.closest(".pd-counts span") ?? null;
  const before = counts[at - 1]?.getBoundingClientRect();
  const font = parseFloat(getComputedStyle(count).fontSize);
  return {
    starts: before?.top !== top,
    marked: seen(left - 0.65 * font) === count,
    after: counts[at + 1]?.getBoundingClientRect().top === top ? null : seen(right + 0.6 * font) !== null,
  };
})"""
"""Of each count whether it starts a line, whether a mark stands before it, and whether one ends its line."""


@pytest.mark.parametrize("width", [390, 1280])
def test_no_line_ends_within_a_day(page: Page, demo_address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for place in PLACES:
        page.goto(f"{demo_address}/{place}")
        if "compare" in place:
            expect(page.locator(".pd-result-head")).to_contain_text("applies from 12 December 2026")
        assert page.evaluate(BROKEN_DAYS) == [], place


@pytest.mark.parametrize("place", ["changes/11/", "compare/?from=2&to=11"])
def test_what_stands_between_counts_is_at_neither_end_of_a_line(page: Page, demo_address: str, place: str) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{demo_address}/privacy/{place}")
    page.locator(".pd-counts span").first.scroll_into_view_if_needed()
    marks = page.evaluate(MARKS)
    assert sum(mark["starts"] for mark in marks) > 1
    for mark in marks:
        assert mark["marked"] is not mark["starts"]
        assert not mark["after"]


def test_what_only_scripts_show_takes_one_line(page: Page, demo_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{demo_address}/privacy/")
    boxes = [
        place.bounding_box()
        for place in (page.get_by_label("Show changes since").last, page.get_by_role("button", name="Remember on this"))
    ]
    middles = [box["y"] + box["height"] / 2 for box in boxes if box]
    assert len(middles) == 2
    assert abs(middles[0] - middles[1]) < 2


def test_one_word_in_the_place_of_another_is_seen_to_be_two(page: Page, demo_address: str) -> None:
    """`her` that became `it` is not read as `herit`, though no space stands between them."""
    page.goto(f"{demo_address}/privacy/changes/6/")
    gap = page.locator(".pd-inline del", has_text="her").last.evaluate(
        """gone => {
          const words = (element) => {
            const range = document.createRange();
            range.selectNode([...element.childNodes].find((node) => node.nodeType === Node.TEXT_NODE));
            return range.getBoundingClientRect();
          };
          const [before, after] = [words(gone), words(gone.nextElementSibling)];
          return (after.left - before.right) / parseFloat(getComputedStyle(gone).fontSize);
        }"""
    )
    assert gap > 0.2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_numbers_dates_and_notes_are_dark(browser: Browser, demo_address: str, scheme: str) -> None:
    """A printer has no light on the paper: what is quiet, or meant for a dark screen, would not be read."""
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    for address, places in {
        "privacy/": ".pd-label, .pd-lead-edition > span, .pd-kind, .pd-effect",
        "privacy/changes/": ".pd-entry-days, .pd-class, .pd-note, .pd-counts, .pd-kind",
        "privacy/changes/6/": ".pd-row .pd-label, .pd-row ins, .pd-row del, .pd-note p",
    }.items():
        page.goto(f"{demo_address}/{address}")
        page.emulate_media(media="print")
        colours = page.locator(places).evaluate_all("found => found.map((part) => getComputedStyle(part).color)")
        assert colours
        for colour in colours:
            *parts, opacity = [float(part) for part in re.findall(r"[\d.]+", f"{colour} 1")][:4]
            assert max(parts) <= 0x60, (address, colour)
            assert opacity >= 0.8, (address, colour)
    page.close()


def test_a_mark_in_the_table_of_contents_stands_beside_the_last_word(page: Page, demo_address: str) -> None:
    """However narrow the column is: alone on a line it would belong to nothing."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{demo_address}/privacy/")
    entry = page.locator(".md-sidebar--secondary .md-nav__link", has_text="Rights of Personal Data Entities")
    below = [entry.evaluate(BELOW_THE_LAST_WORD, width) for width in range(150, 230, 2)]
    assert max(below) < 12
