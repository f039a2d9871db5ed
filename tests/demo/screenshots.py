"""Takes the pictures in the README: `python -m tests.demo.screenshots` from the project's folder.

The example is written as of one day, so that the pictures change only where the pages do.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path
from threading import Thread

from playwright.sync_api import ViewportSize, sync_playwright

from policydiff.demo.repository import write_repository
from policydiff.demo.site import build_site, open_server
from tests.conftest import CHROMIUM, QUIET

TODAY = date(2026, 11, 24)
PAGES = {"page.png": "privacy/", "changes.png": "privacy/changes/", "redline.png": "privacy/changes/11/"}
SIZE: ViewportSize = {"width": 1200, "height": 860}


def take_screenshots(folder: Path) -> None:
    """Write a picture of each page into the folder."""
    with tempfile.TemporaryDirectory() as temporary:
        repository = Path(temporary, "example")
        write_repository(repository, TODAY)
        server = open_server(build_site(repository, TODAY), 0)
        Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            page = browser.new_page(viewport=SIZE)
            for name, address in PAGES.items():
                page.goto(f"http://127.0.0.1:{server.server_address[1]}/{address}", wait_until="networkidle")
                page.screenshot(path=folder / name)
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    take_screenshots(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
