"""The example's site, clicked through in a real browser: nothing dead, nothing that complains, nobody else asked."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def links_of(page: Page, address: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "a[href]", "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
    )
    return [urldefrag(link)[0] for link in found if link.startswith(address)]


def test_every_page_can_be_reached_by_links_and_opens_without_complaint(
    page: Page, demo_address: str, demo_site: Path
) -> None:
    """The fixture `page` fails the test on a console error or a request to another host."""
    todo, seen = [f"{demo_address}/"], set()
    failed = []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        seen.add(address)
        if Path(address).suffix in {".md", ".json", ".xml", ".ics"}:
            assert page.request.get(address).ok, address
            continue
        page.goto(address, wait_until="load")
        todo += links_of(page, demo_address)
    assert failed == []
    pages = {
        f"{demo_address}/{file.parent.relative_to(demo_site).as_posix()}/" for file in demo_site.rglob("index.html")
    }
    assert {address.replace("/./", "/") for address in pages} <= seen


def test_a_visitor_finds_what_changed_and_the_clause(page: Page, demo_address: str) -> None:
    page.goto(demo_address)
    page.get_by_role("link", name="Privacy policy").last.click()
    page.get_by_role("link", name="All changes").first.click()
    page.get_by_role("link", name="Redline").first.click()
    assert page.url.startswith(f"{demo_address}/privacy/changes/")
    assert "advertising materials only with the User's consent" in page.inner_text("article")
    assert page.locator("article ins").count() > 0
