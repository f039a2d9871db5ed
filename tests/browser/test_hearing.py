"""What somebody hears who does not see the pages: names, order, and what is announced."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.edges import LEFT

pytestmark = pytest.mark.browser


def test_a_heading_of_an_old_edition_begins_with_its_own_words(page: Page, demo_address: str) -> None:
    """A list of headings, in which screen readers jump, is one of sections, not of controls."""
    page.goto(f"{demo_address}/privacy/editions/3/")
    for words in ("Use of Google Workspace APIs", "1. Terms and definitions", "11. Other Provisions"):
        expect(page.get_by_role("heading", name=re.compile(f"^{re.escape(words)}"), level=2)).to_have_count(1)


def test_where_a_clause_of_an_old_edition_is_now_is_in_the_name_of_its_link(page: Page, demo_address: str) -> None:
    """Links of one name lead to one place: where a clause was merged into another, two of them do."""
    page.goto(f"{demo_address}/privacy/editions/3/")
    leads = page.locator("a.pd-history").evaluate_all(
        "links => links.map((link) => [link.title, decodeURIComponent(link.hash), link.closest('[id]').id])"
    )
    assert ["In the latest edition: clause 5.6.3", "#clause-5.6.3", "clause-5.6.3"] in leads
    moved = [lead for lead in leads if lead[1] and lead[1] != f"#{lead[2]}"]
    assert moved
    for title, target, _ in moved:
        assert title == f"In the latest edition: clause {target.removeprefix('#clause-')}"
    assert len({title for title, *_ in leads}) == len({(title, target) for title, target, _ in leads})


def test_what_was_remembered_is_announced(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/privacy/")
    page.get_by_role("button", name="Remember on this device").click()
    expect(page.get_by_role("status").filter(has_text="You read edition 11 on")).to_be_visible()


def test_signs_between_counts_and_at_links_are_only_seen(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/privacy/changes/8/")
    expect(page.get_by_role("link", name="Edition 7", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Edition 9", exact=True)).to_be_visible()
    heard = page.locator(".pd-lead").aria_snapshot()
    assert "1 split" in heard
    assert "·" not in heard


@pytest.mark.parametrize("place", ["changes/6/", "compare/?from=5&to=6"])
def test_side_by_side_each_side_says_which_text_it_is(browser: Browser, demo_address: str, place: str) -> None:
    """Above the columns to the eye; on a phone, where one stands above the other, at each; always to the ear."""
    for width in (1280, 360):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{demo_address}/privacy/{place}")
        page.get_by_label("Side by side").check()
        row = page.locator("#clause-1\\.4")
        expect(row).to_be_visible()
        assert re.search(r"Before:.*1\.4.*After:.*1\.4", row.inner_text(), re.DOTALL)
        if width > 360:
            for name, side in (("Edition 5", "old"), ("Edition 6", "new")):
                head = page.locator(".pd-sides-head").get_by_text(name, exact=True)
                expect(head).to_be_visible()
                below = row.locator(f".pd-side-{side} > p").last
                assert abs(head.evaluate(LEFT) - below.evaluate(LEFT)) < 3
        else:
            for words in ("Before:", "After:"):
                box = row.get_by_text(words).bounding_box()
                assert box
                assert box["width"] > 30
        page.close()
