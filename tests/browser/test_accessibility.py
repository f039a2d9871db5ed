"""axe-core finds nothing on any kind of page: WCAG 2.2 AA and best practices, light and dark, desktop and phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "privacy/",
    "privacy/?since=5",
    "privacy/changes/",
    "privacy/changes/8/",
    "privacy/changes/11/",
    "privacy/editions/3/",
    "privacy/compare/?from=2&to=8",
    "privacy/clauses/e1-5.6/",
    "cookies/",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser: Browser, demo_address: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    found = []
    for address in PAGES:
        page.goto(f"{demo_address}/{address}", wait_until="networkidle")
        results = Axe().run(page)
        found += [
            f"{address}: {violation['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for violation in results.response["violations"]
            for node in violation["nodes"][:3]
        ]
    context.close()
    assert not found, "\n\n".join(found)
