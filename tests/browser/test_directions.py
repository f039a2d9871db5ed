"""In a language that is written from right to left everything stands on the side where its lines begin."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.builds import build

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def arabic_address(once: Callable[..., Path], demo_repository: Path, serve: Callable[[Path], str]) -> str:
    """The address of the example on a theme that speaks Arabic."""

    def make(folder: Path) -> None:
        shutil.copytree(demo_repository, folder, ignore=shutil.ignore_patterns("site"))
        config = folder / "mkdocs.yml"
        config.write_text(
            re.sub(r"^theme:\n", "theme:\n  language: ar\n", config.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
        )
        built = build(folder)
        assert built.status == 0, built.output

    return serve(once("arabic", make) / "site")


def _style(page: Page, selector: str, name: str) -> float:
    found: str = page.locator(selector).first.evaluate(f"element => getComputedStyle(element).{name}")
    return float(found.removesuffix("px"))


def test_accents_and_margins_are_on_the_right(page: Page, arabic_address: str) -> None:
    page.goto(f"{arabic_address}/privacy/")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert _style(page, ".pd-lead", "borderRightWidth") > _style(page, ".pd-lead", "borderLeftWidth")
    page.goto(f"{arabic_address}/privacy/changes/")
    assert _style(page, ".pd-fold > summary", "paddingLeft") > _style(page, ".pd-fold > summary", "paddingRight")
    page.goto(f"{arabic_address}/privacy/clauses/e1-5.6/")
    assert _style(page, ".pd-moment", "paddingRight") > _style(page, ".pd-moment", "paddingLeft")


@pytest.mark.parametrize("path", ["", "changes/", "changes/7/", "compare/", "clauses/e1-5.6/", "editions/2/"])
def test_a_phone_shows_the_whole_width(page: Page, arabic_address: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{arabic_address}/privacy/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
