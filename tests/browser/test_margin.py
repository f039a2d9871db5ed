"""What stands at a clause on hover is beside the text, and covers nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.edges import LEFT

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 1920])
@pytest.mark.parametrize("clause", ["#clause-5", "#clause-5\\.6"])
def test_the_ways_of_a_clause_stand_between_the_text_and_the_table_of_contents(
    browser: Browser, demo_address: str, width: int, clause: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{demo_address}/privacy/{clause}")
    page.locator(clause).hover()
    ways = page.locator(f"{clause} > :is(a.pd-history, a.pd-follow, .pd-actions)")
    expect(ways.last).to_be_visible()
    text = page.locator(clause).bounding_box()
    assert text
    contents = page.locator(".md-sidebar--secondary .md-nav__title").evaluate(LEFT)
    for way in ways.all():
        box = way.bounding_box()
        assert box
        assert text["x"] + text["width"] <= box["x"]
        assert box["x"] + box["width"] <= contents
    page.close()
