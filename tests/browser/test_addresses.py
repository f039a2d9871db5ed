"""A link into the text, made when the text was another one, leads to where the clause is now."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SHOWN = """() => {
  const target = document.querySelector(":target");
  const place = target?.closest(".pd-clause") ?? target;
  const box = place?.getBoundingClientRect();
  return [place?.id ?? "", Boolean(box && box.top >= 0 && box.bottom <= innerHeight && box.height)];
}"""


@pytest.mark.parametrize(
    ("anchor", "place"),
    [
        pytest.param("clause-1.1", "clause-1.1", id="as it was"),
        pytest.param("clause-2.3", "clause-2.9", id="moved"),
        pytest.param("clause-3.2", "clause-3.1", id="merged"),
        pytest.param("clause-3.3", "clause-3.3", id="removed: what became of it"),
        pytest.param("clause-1.3", "clause-1.3", id="the number is another clause's now"),
        pytest.param("clause-2.3-p2", "clause-2.2-p3", id="without number, moved"),
    ],
)
def test_an_earlier_anchor_leads_to_the_clause(page: Page, terms_address: str, anchor: str, place: str) -> None:
    page.goto(f"{terms_address}/terms/#{anchor}")
    page.wait_for_load_state("networkidle")
    page.wait_for_function("document.querySelector(':target')")
    assert page.evaluate(SHOWN) == [place, True]


def test_of_a_removed_clause_the_page_says_so_and_links_its_history(page: Page, terms_address: str) -> None:
    page.goto(f"{terms_address}/terms/#clause-3.3")
    gone = page.locator("[id='clause-3.3']")
    expect(gone).to_have_text("Clause 3.3 was removed in edition 2.")
    gone.get_by_role("link").click()
    expect(page.locator(".pd-clause-text")).to_contain_text("We may call customers on working days.")


def test_a_link_followed_on_the_page_itself_leads_there_too(page: Page, terms_address: str) -> None:
    page.goto(f"{terms_address}/terms/")
    expect(page.locator("#pd-live-tools")).to_be_visible()
    page.evaluate("location.hash = 'clause-2.3-p4'")
    page.wait_for_function("document.querySelector(':target')")
    assert page.evaluate(SHOWN) == ["clause-2.2-p5", True]


def test_what_an_anchor_meant_in_an_edition_stays_in_the_address_of_the_edition(page: Page, terms_address: str) -> None:
    page.goto(f"{terms_address}/terms/editions/1/#clause-1.3")
    expect(page.locator("[id='clause-1.3']")).to_contain_text("We tell customers about new services by letter.")
