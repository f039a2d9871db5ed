"""Where the data does not come, whoever asked is told, and where else to look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FAILED = "The data could not be loaded. Every edition and what it changed is under All changes."


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page that gets everything but the data; a script's own failure is a failure."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route("**/compare.json", lambda route: route.abort())
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert not wrong, wrong


def test_changes_in_place(offline: Page, demo_address: str) -> None:
    offline.goto(f"{demo_address}/privacy/")
    box = offline.get_by_label("Show changes since").first
    box.click()
    expect(offline.locator("output.pd-count")).to_have_text(FAILED)
    expect(box).not_to_be_checked()
    offline.locator("output.pd-count").get_by_role("link", name="All changes").click()
    expect(offline.locator("h1")).to_have_text("Changes to Privacy policy")


def test_they_can_be_asked_for_again(offline: Page, demo_address: str) -> None:
    offline.goto(f"{demo_address}/privacy/")
    box = offline.get_by_label("Show changes since").first
    box.click()
    expect(offline.locator("output.pd-count")).to_have_text(FAILED)
    offline.context.unroute("**/compare.json")
    box.click()
    expect(offline.locator("output.pd-count")).to_have_text("3 changes")


def test_compare(offline: Page, demo_address: str) -> None:
    offline.goto(f"{demo_address}/privacy/compare/?from=2&to=7")
    expect(offline.locator(".pd-result-head")).to_have_text(FAILED)
    expect(offline.locator(".pd-redline")).to_be_hidden()
    expect(offline.locator(".pd-table")).to_be_visible()


def test_what_applied(offline: Page, demo_address: str) -> None:
    offline.goto(f"{demo_address}/privacy/")
    expect(offline.locator("#pd-live-tools")).to_be_visible()
    offline.get_by_role("link", name="What applied on …").click()
    offline.locator("#pd-applied input").fill("2025-03-01")
    expect(offline.locator(".pd-answer")).to_have_text(FAILED)


def test_since_it_was_last_read(offline: Page, demo_address: str) -> None:
    offline.goto(f"{demo_address}/privacy/")
    offline.get_by_role("button", name="Remember on this device").click()
    expect(offline.locator("#pd-read")).to_contain_text("You read edition 11")
    [name] = offline.evaluate("Object.keys(localStorage).filter((k) => k.includes('policydiff'))")
    offline.evaluate("name => localStorage.setItem(name, JSON.stringify([5, '2025-10-04']))", name)
    offline.reload()
    expect(offline.locator("#pd-read")).to_contain_text("You read edition 5 on 4 October 2025.")
    offline.get_by_role("button", name="Show", exact=True).click()
    expect(offline.locator("output.pd-count")).to_have_text(FAILED)


def test_an_anchor_that_is_not_there(offline: Page, demo_address: str) -> None:
    offline.goto(f"{demo_address}/privacy/#clause-4.5.6")
    offline.wait_for_load_state("networkidle")
    expect(offline.locator("h1")).to_be_visible()
