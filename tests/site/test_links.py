"""Every link in the example's site leads somewhere."""

from __future__ import annotations

from pathlib import Path

from tests.site.dead_links import dead_links


def test_no_link_of_the_examples_site_is_dead(demo_site: Path) -> None:
    assert dead_links(demo_site) == []
