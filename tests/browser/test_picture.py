"""The picture of a change log: where a reader looks first, the newest edition is to be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_on_a_phone_the_newest_edition_stands_beside_the_names_of_the_sections(
    browser: Browser, demo_address: str, script: bool
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 1600}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{demo_address}/privacy/changes/")
    newest = page.get_by_role("link", name="Edition 11, posted").last
    section = page.locator(".pd-names").get_by_role("link", name="5 Collection and processing")
    expect(newest).to_be_in_viewport(ratio=1)
    expect(section).to_be_in_viewport(ratio=1)
    mark = page.get_by_role("link", name="edition 11: amended").first
    expect(mark).to_be_in_viewport(ratio=1)
    place, beside = section.bounding_box(), mark.bounding_box()
    assert place
    assert beside
    assert place["x"] + place["width"] <= beside["x"]
    assert abs(place["y"] + place["height"] / 2 - beside["y"] - beside["height"] / 2) < 3
    page.locator(".pd-picture-table summary").click()
    expect(page.get_by_role("cell", name="amended").last).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("rowheader", name="5 Collection and processing")).to_be_in_viewport(ratio=1)
    context.close()


def test_by_keyboard_the_oldest_edition_comes_first_and_into_view(browser: Browser, demo_address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{demo_address}/privacy/changes/")
    oldest = page.get_by_role("link", name="Edition 1, posted").last
    expect(oldest).not_to_be_in_viewport()
    page.locator(".pd-picture-scroll").focus()
    page.keyboard.press("Tab")
    expect(oldest).to_be_focused()
    expect(oldest).to_be_in_viewport(ratio=1)
    page.close()


@pytest.mark.parametrize("width", [820, 1280, 1920])
def test_where_there_is_room_all_of_it_is_seen(browser: Browser, demo_address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(f"{demo_address}/privacy/changes/")
    for name in ("Edition 1, posted", "Edition 11, posted"):
        expect(page.get_by_role("link", name=name).last).to_be_in_viewport(ratio=1)
    assert page.locator(".pd-picture-scroll").evaluate("box => box.scrollWidth <= box.clientWidth")
    page.close()


def test_on_a_narrow_sheet_the_newest_editions_are_printed(page: Page, demo_address: str) -> None:
    """What is wider than the paper would be cut off at the newest, or make the whole page small."""
    page.set_viewport_size({"width": 480, "height": 800})
    page.goto(f"{demo_address}/privacy/changes/")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="edition 11: amended").first).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 480


def test_the_name_of_a_section_leads_to_its_history(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/privacy/changes/")
    page.locator(".pd-names").get_by_role("link", name="9 Rights of Personal Data Entities").click()
    expect(page.get_by_role("heading", name="Through all editions")).to_be_visible()
    assert page.url == f"{demo_address}/privacy/clauses/e1-9/"
