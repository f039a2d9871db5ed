"""Other plugins and pages of a site work beside policies, and policies beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.site.building import build, small_history
from tests.site.dead_links import dead_links

AFTER = "2025-06-01T10:00:00+00:00"


@pytest.mark.parametrize("directory_urls", [True, False])
def test_the_list_of_policies_leads_right_from_any_page(tmp_path: Path, directory_urls: bool) -> None:
    repo = small_history(tmp_path)
    page = "---\npolicy: false\n---\n# More\n\n<!-- policydiff: policies -->\n"
    repo.commit("Add pages", AFTER, {"policy/more/about/us.md": page, "policy/more.md": page})
    built = build(tmp_path, use_directory_urls=directory_urls)
    assert built.status == 0, built.output
    deep = built.page("more/about/us/index.html" if directory_urls else "more/about/us.html")
    there = "../../../legal/terms/" if directory_urls else "../../legal/terms.html"
    assert f'<a href="{there}">Terms of service</a>' in deep
    assert dead_links(built.site) == []


def test_a_site_for_reading_from_files_has_only_links_that_work_there(tmp_path: Path) -> None:
    """The offline plugin turns directory URLs off after all plugins have seen the configuration."""
    small_history(tmp_path)
    built = build(tmp_path, plugins=["search", "offline", "policydiff"], site_url=None)
    assert built.status == 0, built.output
    assert (built.site / "legal/terms/changes/2.html").is_file()
    assert not (built.site / "legal/terms/changes/2/index.html").exists()
    assert 'href="../terms.html"' in built.page("legal/terms/changes.html")
    assert dead_links(built.site) == []


@pytest.mark.parametrize("first", ["before", "after"])
def test_material_s_own_plugins_do_not_break_the_pages(tmp_path: Path, first: str) -> None:
    repo = small_history(tmp_path)
    tagged = "---\npolicy: false\ntags: [law]\n---\n# About\n\nText.\n"
    repo.commit("Add a page", AFTER, {"policy/about.md": tagged, "policy/tags.md": "---\npolicy: false\n---\n# Tags\n"})
    # With its downloads the privacy plugin asks the network for a script that Material itself brings in.
    others: list[object] = ["search", {"privacy": {"assets": False}}, "tags", "meta"]
    plugins = ["policydiff", *others] if first == "after" else [*others, "policydiff"]
    built = build(tmp_path, plugins=plugins)
    assert built.status == 0, built.output
    assert "Edition 3" in built.page("legal/terms/index.html")
    assert 'id="clause-1.1"' in built.page("legal/terms/editions/1/index.html")
    assert dead_links(built.site) == []


def test_translations_beside_policies_are_pages_of_their_own(tmp_path: Path) -> None:
    """mkdocs-static-i18n builds a site once for each language: a policy is written once, with words of the first."""
    repo = small_history(tmp_path)
    german = "---\npolicy: false\n---\n# Datenschutz\n\nKeine Daten.\n"
    repo.commit("Translate", AFTER, {"policy/privacy.de.md": german, "policy/index.de.md": german})
    languages = [{"locale": "en", "name": "English", "default": True}, {"locale": "de", "name": "Deutsch"}]
    i18n = {"i18n": {"docs_structure": "suffix", "languages": languages}}
    built = build(tmp_path, plugins=["search", i18n, "policydiff"], validation=None)
    assert built.status == 0, built.output
    policy, translation = built.page("privacy/index.html"), built.page("de/privacy/index.html")
    assert '<html lang="en"' in policy
    assert "Edition 1" in policy
    assert "No data." in policy
    assert '<html lang="de"' in translation
    assert "Keine Daten." in translation
    assert "pd-lead" not in translation
    assert "Edition 3" in built.page("legal/terms/index.html")
    for page in ("changes", "changes/2", "editions/1", "clauses/e1-1.1"):
        assert "edition 1" in built.page(f"legal/terms/{page}/index.html").lower(), page
    for address in ("de/legal/terms/changes", "de/privacy/changes", "de/privacy/editions"):
        assert not (built.site / address).exists(), address
