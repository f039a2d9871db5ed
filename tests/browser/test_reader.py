"""What a reader does on the pages of a policy: with Material's instant navigation and without, by mouse and by keys."""

from __future__ import annotations

import datetime
import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

TEXT = "[...document.querySelectorAll('.pd-clause')].map((clause) => clause.outerHTML)"


def enter(page: Page, address: str) -> None:
    """Come to the privacy policy as a visitor does: from the start page, by a link."""
    page.goto(f"{address}/")
    page.get_by_role("link", name="Privacy policy", exact=True).last.click()
    expect(page.locator("#pd-live-tools")).to_be_visible()


def since(page: Page) -> str:
    found = re.search(r"[?&]since=([^&#]*)", page.url)
    return found[1] if found else ""


def test_the_page_becomes_a_redline_and_the_text_again(page: Page, address: str) -> None:
    enter(page, address)
    before = page.evaluate(TEXT)
    page.get_by_label("Show changes since").first.check()
    page.locator("#pd-since select").select_option("7")
    expect(page.locator(".pd-count")).to_have_text("8 changes")
    assert since(page) == "7"
    assert page.locator("article ins.pd-ins").count() > 0
    assert page.locator("article del.pd-del").count() > 0
    expect(page.locator(".pd-live-removed").first).to_contain_text("Use of Google Workspace APIs")
    page.get_by_label("Show changes since").first.uncheck()
    expect(page.locator(".pd-live")).to_have_count(0)
    assert page.evaluate(TEXT) == before
    assert since(page) == ""


def test_the_state_in_the_address_is_shown_to_whoever_gets_it(page: Page, address: str) -> None:
    page.goto(f"{address}/privacy/?since=2025-03-01")
    expect(page.locator("#pd-since input[type=date]")).to_have_value("2025-03-01")
    expect(page.locator(".pd-count")).to_have_text("14 changes")
    by_day = page.locator(".pd-live").all_inner_texts()
    page.goto(f"{address}/privacy/?since=5")
    expect(page.locator(".pd-count")).to_have_text("14 changes")
    assert page.locator(".pd-live").all_inner_texts() == by_day


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("99", "There is no edition 99"),
        ("2020-01-01", "no edition of this policy was in force"),
        ("11", "Nothing changed"),
    ],
)
def test_a_state_that_cannot_be_is_answered(page: Page, demo_address: str, state: str, words: str) -> None:
    page.goto(f"{demo_address}/privacy/?since={state}")
    expect(page.locator(".pd-count")).to_contain_text(words)


def test_changes_are_walked_through_by_keys(page: Page, address: str) -> None:
    page.goto(f"{address}/privacy/?since=10")
    expect(page.locator(".pd-count")).to_have_text("3 changes")
    for number, anchor in enumerate(["clause-5.2.4", "clause-5.6.3", "clause-9.3", "clause-5.2.4"]):
        page.keyboard.press("Alt+ArrowDown")
        expect(page.locator(".pd-count")).to_have_text(f"change {number % 3 + 1} of 3")
        assert page.evaluate("document.activeElement.id") == anchor
    page.keyboard.press("Alt+ArrowUp")
    assert page.evaluate("document.activeElement.id") == "clause-9.3"
    expect(page.locator(".pd-count")).to_have_attribute("class", "pd-count")
    assert page.locator("output.pd-count").count() == 1, "an <output> is a live region: the step is announced"


def test_a_screen_reader_hears_what_was_inserted_and_deleted(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/privacy/?since=10")
    expect(page.locator("#clause-5\\.2\\.4 ins").first).to_contain_text("inserted:")
    assert "end of change" in (page.locator("#clause-5\\.2\\.4").text_content() or "")


def test_nothing_is_kept_before_it_is_asked_for_and_it_is_forgotten_with_one_press(page: Page, address: str) -> None:
    enter(page, address)
    assert page.evaluate(
        "localStorage.length && Object.keys(localStorage).filter((k) => k.includes('policydiff'))"
    ) in (
        0,
        [],
    )
    page.get_by_role("button", name="Remember on this device").click()
    expect(page.locator("#pd-read")).to_contain_text("You read edition 11 on")
    [name] = page.evaluate("Object.keys(localStorage).filter((k) => k.includes('policydiff'))")
    page.evaluate("name => localStorage.setItem(name, JSON.stringify([5, '2025-10-04']))", name)
    page.reload()
    expect(page.locator("#pd-read")).to_contain_text("You read edition 5 on 4 October 2025. 14 clauses changed since.")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".pd-count")).to_have_text("14 changes")
    page.get_by_role("button", name="Forget").click()
    assert page.evaluate("name => localStorage.getItem(name)", name) is None
    expect(page.locator("#pd-read")).not_to_contain_text("You read")
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-03-01", "edition 5 was in force"),
        ("2024-11-22", "edition 3 was in force"),
        ("2023-11-24", "no edition of this policy was in force"),
        ("2099-01-01", "edition 11 will be in force"),
    ],
)
def test_what_applied_on_a_day(page: Page, demo_address: str, day: str, words: str) -> None:
    page.clock.set_fixed_time(datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC))
    page.goto(f"{demo_address}/privacy/")
    expect(page.locator("#pd-live-tools")).to_be_visible()
    page.get_by_role("link", name="What applied on …").click()
    page.locator("#pd-applied input").fill(day)
    expect(page.locator(".pd-answer")).to_contain_text(words)


def test_what_applied_then_is_compared_with_what_applies_today(page: Page, address: str) -> None:
    page.clock.set_fixed_time(datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC))
    enter(page, address)
    page.get_by_role("link", name="What applied on …").click()
    page.locator("#pd-applied input").fill("2025-03-01")
    page.get_by_role("link", name="Compare with what applies today").click()
    expect(page.locator(".pd-result-head")).to_contain_text("Edition 10 against edition 5")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-12-10T12:00:00Z", "Takes effect on 12 December 2026"),
        ("2026-12-10T23:30:00Z", "Takes effect tomorrow, 12 December 2026"),
        ("2026-12-11T22:59:00Z", "Takes effect tomorrow, 12 December 2026"),
        ("2026-12-11T23:00:00Z", "In effect since 12 December 2026"),
        ("2027-05-01T00:00:00Z", "In effect since 12 December 2026"),
    ],
)
def test_when_it_takes_effect_in_the_time_zone_of_the_policy(
    page: Page, demo_address: str, now: str, words: str
) -> None:
    page.clock.set_fixed_time(now)
    page.goto(f"{demo_address}/privacy/")
    expect(page.locator(".pd-effect")).to_contain_text(words)
    assert ("Until then" in page.inner_text(".pd-effect")) == words.startswith("Takes")


def test_an_address_without_a_place_stays_as_it_is(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/privacy/#CLAUSE-1-OF-NOTHING")
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/privacy/#CLAUSE-1-OF-NOTHING")


@pytest.mark.parametrize("label", ["5.6", "5.6.4", "1.3", "11.6"])
def test_the_citation_of_a_clause_is_a_hover_and_a_click(page: Page, demo_address: str, label: str) -> None:
    """The way of the mouse from a clause to its buttons crosses others."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{demo_address}/privacy/")
    expect(page.locator("#pd-live-tools")).to_be_visible()
    for name in ("1.1", label):
        clause = page.locator(f"[id='clause-{name}']")
        clause.scroll_into_view_if_needed()
        clause.hover()
        button = page.get_by_role("button", name=f"Copy a citation of clause {name}", exact=True)
        expect(button).to_be_visible()
        box = button.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=20)
        page.mouse.down()
        page.mouse.up()
        expect(page.get_by_role("status").filter(has_text="Copied:")).to_contain_text(f"clause {name}, edition 11")
        assert f"clause {name}, edition 11" in page.evaluate("navigator.clipboard.readText()")


def test_visiting_again_and_going_back_adds_no_controls(page: Page, instant_address: str) -> None:
    enter(page, instant_address)
    for _ in range(2):
        page.get_by_role("link", name="All changes").first.click()
        expect(page.locator("h1")).to_have_text("Changes to Privacy policy")
        page.go_back()
        expect(page.locator("#pd-live-tools")).to_be_visible()
    page.locator("#clause-5\\.3 > .pd-label").focus()
    for selector in (".pd-actions", ".pd-toast", "#pd-live-tools", "#pd-applied", "button.pd-print:visible"):
        expect(page.locator(selector)).to_have_count(1)
    page.locator("#pd-since select").select_option("7")
    expect(page.locator(".pd-count")).to_have_text("8 changes")
    assert page.locator("[id='clause-5.2.4'] .pd-live").count() == 1
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".pd-count")).to_have_text("change 1 of 8")
    page.get_by_role("link", name="All changes").first.click()
    expect(page.locator("h1")).to_have_text("Changes to Privacy policy")
    page.go_back()
    expect(page.locator(".pd-count")).to_have_text("8 changes")
    assert page.locator("[id='clause-5.2.4'] .pd-live").count() == 1


def test_escape_closes_the_dialog_and_gives_the_focus_back(page: Page, address: str) -> None:
    enter(page, address)
    link = page.get_by_role("link", name="What applied on …")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pd-applied input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pd-applied")).to_be_hidden()
    expect(link).to_be_focused()


def test_a_clause_offers_its_link_and_a_citation(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    enter(page, address)
    page.locator("#clause-5\\.6 > .pd-label").focus()
    page.get_by_role("button", name="Copy a citation of clause 5.6", exact=True).press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied:")).to_be_visible()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited == (
        "Example policies, Privacy policy, clause 5.6, edition 11, in force from 12 December 2026. "
        f"{address}/privacy/editions/11/#clause-5.6"
    )
    page.get_by_role("link", name="Link to clause 5.6", exact=True).press("Enter")
    assert page.url.endswith("/privacy/#clause-5.6")


def test_the_same_by_keyboard_alone(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/privacy/")
    expect(page.locator("#pd-live-tools")).to_be_visible()
    page.locator("#clause-5\\.3 > .pd-label").focus()
    expect(page.get_by_role("link", name="Link to clause 5.3", exact=True)).to_be_visible()
    for name in ("History of clause 5.3", "Link to clause 5.3"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy a citation of clause 5.3", exact=True)).to_be_focused()


def test_who_hears_the_page_hears_no_controls_at_every_clause(page: Page, address: str) -> None:
    enter(page, address)
    title = "5. Collection and processing of Personal Data and other Data"
    expect(page.get_by_role("heading", name=title, exact=True)).to_have_count(1)
    histories = page.get_by_role("link", name=re.compile("^(History of|Follow) clause"))
    expect(histories).to_have_count(0)
    page.locator("#clause-5\\.3 > .pd-label").focus()
    expect(histories).to_have_count(1)
    page.locator("#clause-5\\.4 > .pd-label").focus()
    expect(page.get_by_role("link", name="History of clause 5.4")).to_be_attached()
    expect(histories).to_have_count(1)


def test_any_two_editions_side_by_side_and_swapped(page: Page, address: str) -> None:
    page.goto(f"{address}/privacy/compare/?from=2&to=7")
    expect(page.locator(".pd-result-head")).to_contain_text("Edition 7 against edition 2")
    assert page.locator(".pd-rows ins").count() > 0
    page.get_by_label("Side by side").check()
    expect(page.locator(".pd-sides").first).to_be_visible()
    page.get_by_role("button", name="Swap").click()
    expect(page.locator(".pd-result-head")).to_contain_text("Edition 2 against edition 7")
    assert "from=7&to=2" in page.url
    page.get_by_label("To", exact=True).select_option("7")
    expect(page.locator(".pd-result-head")).to_contain_text("Both are edition 7")


def test_two_days_are_compared(page: Page, demo_address: str) -> None:
    page.goto(f"{demo_address}/privacy/compare/?from=2024-03-01&to=2025-09-01")
    expect(page.locator(".pd-result-head")).to_contain_text("Edition 7 against edition 2")


@pytest.mark.parametrize("query", ["5.6.3", "partners to the extent needed"])
def test_the_search_finds_single_clauses(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}/")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type(query)
    first = page.locator(".md-search-result__link[href*='#clause-']").first
    expect(first).to_have_attribute("href", re.compile(r"privacy/.*#clause-5\.6\.3$"))


def test_without_scripts_nothing_is_missing(browser: Browser, demo_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo_address}/privacy/")
    expect(page.locator("#pd-live-tools")).to_be_hidden()
    expect(page.locator(".pd-effect")).to_contain_text("Takes effect on 12 December 2026")
    expect(page.locator(".pd-effect")).to_contain_text("Until then")
    page.get_by_role("link", name="What applied on …").click()
    expect(page.locator("table")).to_contain_text("applied from 23 November 2024 to 24 March 2025")
    expect(page.locator("#pd-comparison")).to_be_hidden()
    context.close()


def test_a_page_sends_little_more_than_material_does(page: Page, demo_address: str) -> None:
    """What scripts need is loaded when it is asked for: before that, under 15 KiB compressed."""
    import zlib

    sent: dict[str, int] = {}
    page.on("response", lambda answer: sent.update({answer.url: len(zlib.compress(answer.body(), 9))}))
    page.goto(f"{demo_address}/privacy/")
    expect(page.locator("#pd-live-tools")).to_be_visible()
    page.wait_for_load_state("networkidle")
    ours = {url: size for url, size in sent.items() if "/assets/policydiff/" in url or url.endswith("compare.json")}
    assert ours
    assert not any(url.endswith("compare.json") for url in ours)
    assert sum(ours.values()) < 15 * 1024, ours


def test_the_tools_fit_a_phone(browser: Browser, demo_address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{demo_address}/privacy/?since=5")
    expect(page.locator(".pd-count")).to_have_text("14 changes")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{demo_address}/privacy/compare/?from=1&to=11")
    expect(page.locator(".pd-result-head")).to_contain_text("Edition 11 against edition 1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
