"""What explains a term can be reached, read and closed, with a pointer and with the keyboard (WCAG 1.4.13)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

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


def test_nothing_of_it_is_printed(page: Page, demo_address: str) -> None:
    term = first_term(page, demo_address)
    page.emulate_media(media="print")
    assert term.evaluate("element => getComputedStyle(element, '::after').content") == "none"
