"""What many tests share: the example's site, built once in a run, and a real browser to look at it."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from policydiff.demo.repository import write_repository
from policydiff.demo.site import build_site, open_server

DEMO_TODAY = date(2026, 11, 24)
"""The day on which the example's site is built in tests."""

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Callable[..., Path]:
    """Make a folder once in a whole run, whichever of the parallel processes asks first.

    `once(name, make)` calls `make(folder)` with a folder that does not exist yet, and gives the folder.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base

    def make_once(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                make(folder)
                done.touch()
        return folder

    return make_once


@pytest.fixture(scope="session")
def demo_repository(once: Callable[..., Path]) -> Path:
    """The example repository as of DEMO_TODAY, with its site in `site/`. Not to be changed: copy it."""

    def make(folder: Path) -> None:
        write_repository(folder, DEMO_TODAY)
        build_site(folder, DEMO_TODAY)

    return once("demo", make)


@pytest.fixture(scope="session")
def demo_site(demo_repository: Path) -> Path:
    """The folder of the example's site."""
    return demo_repository / "site"


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on 127.0.0.1 until the end of the run, and give its address, without a slash at its end."""
    servers = []

    def start(folder: Path) -> str:
        server = open_server(folder, 0)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def demo_address(demo_site: Path, serve: Callable[[Path], str]) -> str:
    """Where the example's site is served, without a slash at its end."""
    return serve(demo_site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests of a process."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page in a browser of its own; the test fails on a console error or a request to another host."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    sheet = context.new_page()
    sheet.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    sheet.on("pageerror", lambda error: wrong.append(str(error)))
    context.on("request", lambda request: None if _is_ours(request.url) else wrong.append(f"asked {request.url}"))
    yield sheet
    context.close()
    assert not wrong, "\n".join(wrong)


def _is_ours(address: str) -> bool:
    return address.startswith(("http://127.0.0.1:", "file:", "data:", "blob:", "about:"))
