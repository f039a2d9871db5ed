"""On MkDocs' own themes the scripts work, and what they send to the browser stays little."""

from __future__ import annotations

import re
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.builds import build

pytestmark = pytest.mark.browser


def _build(repository: Path, folder: Path, edit: Callable[[str], str]) -> None:
    shutil.copytree(repository, folder, ignore=shutil.ignore_patterns("site"))
    config = folder / "mkdocs.yml"
    config.write_text(edit(config.read_text("utf-8")), "utf-8")
    built = build(folder)
    assert built.status == 0, built.output


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_the_scripts_work_on_the_theme(
    page: Page, once: Callable[..., Path], demo_repository: Path, serve: Callable[[Path], str], theme: str
) -> None:
    def plain(text: str) -> str:
        return re.sub(
            r"^theme:\n(?:  .*\n|\n)*", f"theme:\n  name: {theme}\n  highlightjs: false\n", text, flags=re.MULTILINE
        )

    address = serve(once(theme, lambda folder: _build(demo_repository, folder, plain)) / "site")
    page.goto(f"{address}/privacy/?since=5")
    expect(page.locator(".pd-count")).to_have_text("14 changes")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".pd-count")).to_have_text("change 1 of 14")
    page.get_by_role("link", name="What applied on …").click()
    page.locator("#pd-applied input").fill("2025-03-01")
    expect(page.locator(".pd-answer")).to_contain_text("edition 5 was in force")
    page.keyboard.press("Escape")
    expect(page.locator("#pd-applied")).to_be_hidden()
    page.locator("#clause-5\\.6 > .pd-label").focus()
    expect(page.get_by_role("button", name="Copy a citation of clause 5.6", exact=True)).to_be_visible()
    page.goto(f"{address}/privacy/compare/?from=2&to=7")
    expect(page.locator(".pd-result-head")).to_contain_text("Edition 7 against edition 2")
    page.get_by_label("Side by side").check()
    expect(page.locator(".pd-sides").first).to_be_visible()


def test_a_page_weighs_little_more_than_the_same_page_of_material(
    page: Page, once: Callable[..., Path], demo_repository: Path, demo_address: str, serve: Callable[[Path], str]
) -> None:
    """HTML and assets, compressed: at most 15 KiB over the very page without the plugin."""

    def without(text: str) -> str:
        return re.sub(r"^  - policydiff:\n(?:    .*\n)*", "", text, flags=re.MULTILINE)

    plain = serve(once("material", lambda folder: _build(demo_repository, folder, without)) / "site")
    sent: dict[str, int] = {}
    page.on("response", lambda answer: sent.update({answer.url: len(zlib.compress(answer.body(), 9))}))
    weights = []
    for address in (plain, demo_address):
        sent.clear()
        page.goto(f"{address}/privacy/")
        page.wait_for_load_state("networkidle")
        weights.append({url: size for url, size in sent.items() if not url.endswith("search_index.json")})
    bare, full = (sum(weight.values()) for weight in weights)
    assert bare > 50_000, weights[0]
    assert full - bare <= 15 * 1024, (full - bare, weights[1])
