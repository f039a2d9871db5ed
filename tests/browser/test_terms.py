"""What explains a term can be reached, read and closed, with a pointer and with the keyboard (WCAG 1.4.13)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

SHOWN = "element => getComputedStyle(element, '::after').visibility"


def first_term(page: Page, address: str) -> Locator:
    page.goto(f"{address}/privacy/")
    term = page.locator(".pd-term").first
    term.scroll_into_view_if_needed()
    return term


def test_a_definition_is_shown_to_the_pointer_and_to_the_keyboard_and_escape_closes_it(
    page: Page, demo_address: str
) -> None:
    term = first_term(page, demo_address)
    assert term.evaluate(SHOWN) == "hidden"
    for reach in (term.hover, term.focus):
        reach()
        expect(page.locator("body.pd-walks-terms")).to_be_attached()
        assert term.evaluate(SHOWN) == "visible"
        page.keyboard.press("Escape")
        assert term.evaluate(SHOWN) == "hidden"
        page.mouse.move(0, 0)
        term.evaluate("element => element.blur()")
        page.wait_for_function("element => !element.classList.contains('pd-dismissed')", arg=term.element_handle())


def test_a_definition_stays_while_the_pointer_is_on_it(page: Page, demo_address: str) -> None:
    term = first_term(page, demo_address)
    term.hover()
    size = page.viewport_size
    assert size is not None
    page.mouse.move(size["width"] / 2, size["height"] - 30)
    page.wait_for_timeout(900)  # longer than it takes to vanish when the pointer is elsewhere
    assert term.evaluate(SHOWN) == "visible"
    page.mouse.move(size["width"] / 2, 10)
    page.wait_for_function(f"element => ({SHOWN})(element) === 'hidden'", arg=term.element_handle())


def test_the_tab_key_stops_once_in_a_chapter_and_the_arrow_keys_go_from_term_to_term(
    page: Page, demo_address: str
) -> None:
    first_term(page, demo_address)
    terms = page.locator(".pd-term")
    words = terms.all_inner_texts()
    stops = page.evaluate("[...document.querySelectorAll('.pd-term')].map((term) => term.tabIndex)")
    chapters = page.evaluate(
        """[...document.querySelectorAll('.pd-term')].map((term) => {
          const before = [...document.querySelectorAll('article h2')];
          return before.filter((title) => title.compareDocumentPosition(term) & 4).length;
        })"""
    )
    assert stops.count(0) == len(set(chapters)) < len(stops)
    assert [chapters[place] for place, stop in enumerate(stops) if stop == 0] == sorted(set(chapters))
    terms.first.focus()
    expect(page.locator("body.pd-walks-terms")).to_be_attached()
    walked = [page.evaluate("document.activeElement.innerText")]
    for _ in words[1:]:
        page.keyboard.press("ArrowRight")
        walked.append(page.evaluate("document.activeElement.innerText"))
        assert page.evaluate(f"({SHOWN})(document.activeElement)") == "visible"
    assert walked == words
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.innerText") == words[-2]


def test_a_tap_shows_a_definition_and_a_tap_elsewhere_closes_it(browser: Browser, demo_address: str) -> None:
    with browser.new_context(has_touch=True, viewport={"width": 390, "height": 780}) as context:
        page = context.new_page()
        first_term(page, demo_address)
        term = page.locator(".pd-term[tabindex='-1']").first
        term.scroll_into_view_if_needed()
        term.tap()
        assert term.evaluate(SHOWN) == "visible"
        page.locator("h1").first.tap()
        page.wait_for_function(f"element => ({SHOWN})(element) === 'hidden'", arg=term.element_handle())


def test_nothing_of_it_is_printed(page: Page, demo_address: str) -> None:
    term = first_term(page, demo_address)
    page.emulate_media(media="print")
    assert term.evaluate("element => getComputedStyle(element, '::after').content") == "none"
