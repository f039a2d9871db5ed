"""How long a browser takes to compare two editions of a policy of 2,500 words, once it has the data."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import Page, sync_playwright

from policydiff.compare import compile_chronicle
from policydiff.demo.site import open_server
from policydiff.history.reading import read_histories
from policydiff.model import Settings
from policydiff.publish.compare_data import compare_data
from tests.bench.histories import write_history
from tests.conftest import CHROMIUM, QUIET

ASSETS = Path(__file__).parents[2] / "src" / "policydiff" / "publish" / "assets"
EDITIONS = 60
COMPARE = """async ([old, now]) => {
  const { Chronicle } = await import("/chronicle.js");
  const { findKnockOn } = await import("/knock-on.js");
  const data = await (await fetch("/compare.json")).json();
  const start = performance.now();
  const chronicle = new Chronicle(data);
  const comparison = chronicle.compare(old, now);
  findKnockOn(comparison, data.terms);
  return performance.now() - start;
}"""
"""Reads the editions and compares them. The page is loaded anew for each measurement, so that nothing is warm."""


def measure_browser(rounds: int = 15) -> tuple[float, float]:
    """Medians in milliseconds: an edition against the one before, and the last of many against the first."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        repository = Path(folder) / "repository"
        write_history(repository, 1, EDITIONS)
        [history] = read_histories(repository, Settings(docs_dir="policy"))
        site = Path(folder) / "site"
        site.mkdir()
        (site / "index.html").write_text("<!doctype html><title>Compare</title>", "utf-8")
        (site / "compare.json").write_text(json.dumps(compare_data(compile_chronicle(history))), "utf-8")
        for script in ASSETS.glob("*.js"):
            (site / script.name).write_bytes(script.read_bytes())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        server = open_server(site, 0)
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        pairs = (EDITIONS - 1, EDITIONS), (1, EDITIONS)
        times = [[_compare(browser.new_page(), address, pair) for pair in pairs] for _ in range(rounds)]
        server.shutdown()
        browser.close()
    near, far = zip(*times, strict=True)
    return median(near), median(far)


def _compare(page: Page, address: str, pair: tuple[int, int]) -> float:
    page.goto(address)
    taken: float = page.evaluate(COMPARE, pair)
    page.close()
    return taken
