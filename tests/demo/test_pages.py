"""Every page of the example's site keeps to itself, and says that it is an example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

LOADED = {"img": "src", "script": "src", "source": "src", "iframe": "src", "embed": "src", "object": "data"}
"""Elements that a browser fetches by itself, and the attribute that says from where."""
LOADED_LINKS = {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "modulepreload", "manifest"}

Pages = dict[str, etree._Element]


@pytest.fixture(scope="module")
def pages(demo_site: Path) -> Pages:
    """All pages by their path in the site."""
    return {
        file.relative_to(demo_site).as_posix(): html.document_fromstring(file.read_bytes())
        for file in sorted(demo_site.rglob("*.html"))
    }


def attributes(root: etree._Element, name: str, *tags: str) -> list[str]:
    """The values of an attribute, in document order, of all elements or of those with the tags."""
    return [str(element.get(name)) for element in root.iter(*tags) if element.get(name) is not None]


def loaded(root: etree._Element) -> Iterator[str]:
    for tag, attribute in LOADED.items():
        yield from attributes(root, attribute, tag)
    for link in root.iter("link"):
        if LOADED_LINKS & set((link.get("rel") or "").split()):
            yield link.get("href") or ""


def test_nothing_is_loaded_from_another_host(pages: Pages) -> None:
    assert {link for root in pages.values() for link in loaded(root) if link.startswith(("http", "//"))} == set()


def test_links_with_a_full_address_lead_into_the_site_or_are_meant_for_people(pages: Pages, demo_site: Path) -> None:
    full = {link for root in pages.values() for link in attributes(root, "href") if link.startswith("http")}
    assert {link for link in full if not link.startswith("http://127.0.0.1:8000/")} == set()
    paths = [link.removeprefix("http://127.0.0.1:8000/").split("#")[0] for link in full]
    assert [path for path in paths if not (demo_site / path).exists()] == []


def test_every_page_says_that_it_is_an_example(pages: Pages) -> None:
    silent = []
    for path, root in pages.items():
        text = " ".join(" ".join(str(each) for each in root.itertext()).split())
        if "Example. The history of these policies is invented" not in text:
            silent.append(path)
    assert silent == []


def test_ids_are_unique_in_each_page_without_regard_to_case(pages: Pages) -> None:
    for path, root in pages.items():
        ids = [each.casefold() for each in attributes(root, "id")]
        assert len(ids) == len(set(ids)), (path, sorted({each for each in ids if ids.count(each) > 1}))


def test_an_edition_is_followed_by_the_one_that_took_its_place(pages: Pages) -> None:
    """Edition 4 was overtaken on the day it was posted and never applied."""
    words = "".join(str(text) for text in pages["privacy/editions/3/index.html"].itertext())
    banner = " ".join(words.split())
    assert "It was followed by edition 5." in banner
