"""Where things are, and links between them."""

from __future__ import annotations

import pytest

from policydiff.publish.addresses import Addresses, base_of, below, relative_url


@pytest.mark.parametrize(
    ("directory_urls", "address", "file", "url"),
    [
        (True, "privacy", "privacy/index.html", "privacy/"),
        (True, "privacy/changes/4", "privacy/changes/4/index.html", "privacy/changes/4/"),
        (True, "privacy/clauses/e1-3.1.2", "privacy/clauses/e1-3.1.2/index.html", "privacy/clauses/e1-3.1.2/"),
        (True, "", "index.html", "./"),
        (False, "privacy", "privacy.html", "privacy.html"),
        (False, "privacy/changes/4", "privacy/changes/4.html", "privacy/changes/4.html"),
        (False, "privacy/clauses/e1-3.1.2", "privacy/clauses/e1-3.1.2.html", "privacy/clauses/e1-3.1.2.html"),
        (False, "", "index.html", "index.html"),
        (True, "terms of use", "terms of use/index.html", "terms%20of%20use/"),
    ],
)
def test_addresses_are_those_of_the_contract(directory_urls: bool, address: str, file: str, url: str) -> None:
    addresses = Addresses(directory_urls)
    assert addresses.file_of(address) == file
    assert addresses.url_of(address) == url


@pytest.mark.parametrize(
    ("start", "target", "link"),
    [
        ("privacy/", "privacy/changes/4/", "changes/4/"),
        ("privacy/changes/4/", "privacy/", "../../"),
        ("privacy/changes/4/", "./", "../../../"),
        ("./", "privacy/", "privacy/"),
        ("privacy/", "privacy/", "./"),
        ("privacy.html", "privacy/changes/4.html", "privacy/changes/4.html"),
        ("privacy/changes/4.html", "privacy.html", "../../privacy.html"),
        ("privacy/changes/4.html", "index.html", "../../index.html"),
        ("./", "e1:2/", "./e1:2/"),
    ],
)
def test_links_are_relative(start: str, target: str, link: str) -> None:
    assert relative_url(start, target) == link


def test_a_fragment_is_encoded_and_a_link_within_the_page_is_only_a_fragment() -> None:
    addresses = Addresses()
    assert addresses.link("privacy", "privacy", "clause-§5") == "#clause-%C2%A75"
    assert addresses.link("privacy/changes", "privacy", "clause-1") == "../#clause-1"


def test_a_policy_in_a_lone_index_file_is_at_the_root() -> None:
    assert base_of("index") == ""
    assert below("", "changes", 4) == "changes/4"
    assert below("terms/eu", "changes", 4) == "terms/eu/changes/4"
