"""The example's site with Material's instant navigation, beside the plain one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policydiff.demo.site import build_site
from tests.browser.terms import write_terms
from tests.conftest import DEMO_TODAY


@pytest.fixture(scope="session")
def instant_address(once: Callable[..., Path], demo_repository: Path, serve: Callable[[Path], str]) -> str:
    """Where the example's site is served that has `navigation.instant`."""

    def make(folder: Path) -> None:
        shutil.copytree(demo_repository, folder, ignore=shutil.ignore_patterns("site"))
        config = folder / "mkdocs.yml"
        text = config.read_text("utf-8")
        config.write_text(text.replace("  features:\n", "  features:\n    - navigation.instant\n"), "utf-8")
        build_site(folder, DEMO_TODAY)

    return serve(once("instant", make) / "site")


@pytest.fixture(params=["loading", "instant"])
def address(request: pytest.FixtureRequest) -> str:
    """The example's site, with pages loaded one by one and with Material's instant navigation."""
    name = "demo_address" if request.param == "loading" else "instant_address"
    found: str = request.getfixturevalue(name)
    return found


@pytest.fixture(scope="session")
def terms_address(once: Callable[..., Path], serve: Callable[[Path], str]) -> str:
    """Where the site of a policy of all kinds of blocks is served."""
    return serve(once("terms", write_terms) / "site")
