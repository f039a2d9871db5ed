"""Sites are built strictly, in every setting of MkDocs that moves addresses about."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from tests.repository import GitRepo
from tests.site.building import FIRST, build, small_history
from tests.site.dead_links import dead_links

AFTER = "2025-06-01T10:00:00+00:00"


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("site_url", ["https://acme.example/", "https://acme.example/legal/site/"])
def test_every_address_of_the_contract_is_there(tmp_path: Path, directory_urls: bool, site_url: str) -> None:
    small_history(tmp_path)
    built = build(tmp_path, use_directory_urls=directory_urls, site_url=site_url)
    assert built.status == 0, built.output
    base = "legal/terms"
    for address in [
        "",
        "/changes",
        "/changes/1",
        "/changes/3",
        "/editions/1",
        "/compare",
        "/clauses/e1-2.1",
    ]:
        file = f"{base}{address}/index.html" if directory_urls else f"{base}{address}.html"
        assert (built.site / file).is_file(), file
    assert built.page(f"{base}/editions/1.md") == FIRST
    assert dead_links(built.site, prefix=urlsplit(site_url).path) == []
    assert not (tmp_path / "policy" / "legal" / "terms").exists()


@pytest.mark.parametrize("strict", [True, False])
def test_without_site_url_a_site_is_built_and_says_what_is_missing(tmp_path: Path, strict: bool) -> None:
    small_history(tmp_path)
    built = build(tmp_path, site_url=None, strict=strict)
    assert built.status == 0, built.output
    assert built.output.count("`site_url` is not set") == 1
    warnings = [line for line in built.output.splitlines() if line.startswith("WARNING")]
    assert len(warnings) == (0 if strict else 1), "a warning would be an error of a strict build"
    assert not list(built.site.rglob("feed.xml"))
    assert json.loads(built.page("legal/terms/editions.json"))["editions"][1]["edition_url"] == "editions/2/"
    assert 'rel="canonical"' not in built.page("legal/terms/changes/2/index.html")
    assert dead_links(built.site) == []


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_build_and_keep_old_editions_out_of_search(tmp_path: Path, theme: str) -> None:
    small_history(tmp_path)
    built = build(tmp_path, theme=theme)
    assert built.status == 0, built.output
    assert "Edition 3" in built.page("legal/terms/index.html")
    places = {entry["location"].split("#")[0] for entry in json.loads(built.page("search/search_index.json"))["docs"]}
    assert "legal/terms/" in places
    assert not [page for page in built.site.rglob("*.html") if "pd0" in page.read_text("utf-8")], "marks left behind"
    assert dead_links(built.site) == []
    assert not [place for place in places if "/editions/" in place or "/clauses/" in place or "/changes/3" in place]


def test_the_search_finds_each_edition_by_its_title_and_what_it_changed(tmp_path: Path) -> None:
    small_history(tmp_path).commit(
        "Fees & charges\n\nWe ask for <money>.", AFTER, {"policy/privacy.md": "# Privacy\n\n1. No data.\n\n2. Pay.\n"}
    )
    docs = json.loads(build(tmp_path).page("search/search_index.json"))["docs"]
    found = {entry["location"]: entry for entry in docs if entry["location"].startswith("privacy/changes/")}
    assert list(found) == [f"privacy/changes/{anchor}" for anchor in ("", "#edition-2", "#edition-1")]
    assert found["privacy/changes/#edition-2"] == {
        "location": "privacy/changes/#edition-2",
        "title": "Edition 2: Fees &amp; charges",
        "text": "We ask for &lt;money&gt;.\n2 Pay.",
    }
    assert not found["privacy/changes/"]["text"], "the words of the picture say nothing by themselves"


def test_the_search_finds_that_a_policy_was_withdrawn(tmp_path: Path) -> None:
    repo = small_history(tmp_path)
    repo.git("rm", "--quiet", "policy/privacy.md")
    repo.commit("Withdraw", AFTER, {})
    docs = json.loads(build(tmp_path).page("search/search_index.json"))["docs"]
    assert any(entry["location"].startswith("privacy/") and "withdrawn" in entry["text"] for entry in docs)


def test_properdocs_builds_the_same_site(tmp_path: Path) -> None:
    small_history(tmp_path)
    built = build(tmp_path, program="properdocs")
    assert built.status == 0, built.output
    assert dead_links(built.site) == []


def test_old_editions_are_not_for_search_engines(tmp_path: Path) -> None:
    small_history(tmp_path)
    built = build(tmp_path)
    sitemap = built.page("sitemap.xml")
    assert "https://acme.example/legal/terms/" in sitemap
    assert "https://acme.example/legal/terms/changes/" in sitemap
    assert "/editions/" not in sitemap
    assert "/changes/2/" not in sitemap
    old = built.page("legal/terms/editions/2/index.html")
    assert '<meta name="robots" content="noindex">' in old
    assert '<link rel="canonical" href="https://acme.example/legal/terms/editions/2/">' in old
    for relation, link in {
        "latest-version": "../../",
        "version-history": "../../changes/",
        "predecessor-version": "../1/",
        "successor-version": "../3/",
    }.items():
        assert f'<link rel="{relation}" href="{link}">' in old
    assert "noindex" not in built.page("legal/terms/index.html")


def test_a_draft_never_appears_as_posted(tmp_path: Path) -> None:
    small_history(tmp_path)
    (tmp_path / "policy/legal/terms.md").write_text(FIRST.replace("Welcome", "This is a draft"))
    built = build(tmp_path)
    assert built.status == 0, built.output
    assert "This is a draft" not in built.page("legal/terms/index.html")
    assert "changes that are not posted" in built.output


def test_other_pages_are_left_alone_and_the_start_page_lists_the_policies(tmp_path: Path) -> None:
    repo = small_history(tmp_path)
    repo.commit("Add a page", AFTER, {"policy/about.md": "---\npolicy: false\n---\n# About\n\n1. One\n"})
    built = build(tmp_path)
    assert built.status == 0, built.output
    assert "pd-clause" not in built.page("about/index.html")
    assert not (built.site / "about/changes").exists()
    start = built.page("index.html")
    assert '<a href="legal/terms/">Terms of service</a>' in start
    assert "Edition 3" in start


def test_a_page_at_an_address_of_ours_is_an_error(tmp_path: Path) -> None:
    repo = small_history(tmp_path)
    repo.commit(
        "Take an address",
        "2025-06-01T10:00:00+00:00",
        {"policy/privacy/changes.md": "---\npolicy: false\n---\n# Mine\n"},
    )
    built = build(tmp_path)
    assert built.status != 0
    assert "privacy/changes.md stands at /privacy/changes/index.html" in built.output
    assert "Traceback" not in built.output


def test_no_page_has_inline_scripts_styles_or_handlers_of_ours(tmp_path: Path) -> None:
    small_history(tmp_path)
    built = build(tmp_path)
    for name in (
        "index.html",
        "changes/index.html",
        "changes/2/index.html",
        "compare/index.html",
        "clauses/e1-2.1/index.html",
    ):
        html = built.page(f"legal/terms/{name}")
        article = html[html.index("<article") : html.index("</article")]
        assert "<script" not in article
        assert "<style" not in article
        assert " style=" not in article
        assert " onclick=" not in article


def test_former_addresses_lead_to_the_present_ones_and_a_withdrawn_policy_keeps_its_editions(tmp_path: Path) -> None:
    repo = small_history(tmp_path)
    repo.git("mv", "policy/legal/terms.md", "policy/terms.md")
    repo.commit(
        "Move the terms and withdraw the privacy policy",
        AFTER,
        {"policy/index.md": "# Policies\n\n<!-- policydiff: policies -->\n", "policy/privacy.md": None},
    )
    built = build(tmp_path)
    assert built.status == 0, built.output
    assert 'content="0; url=../../terms/"' in built.page("legal/terms/index.html")
    assert 'content="0; url=../../../../terms/changes/2/"' in built.page("legal/terms/changes/2/index.html")
    withdrawn = built.page("privacy/index.html")
    assert "withdrawn on" in withdrawn
    assert "No data." not in withdrawn
    assert "No data." in built.page("privacy/editions/1/index.html")
    assert dead_links(built.site) == []


@pytest.mark.parametrize("directory_urls", [True, False])
def test_the_navigation_of_an_old_edition_leads_where_it_says(tmp_path: Path, directory_urls: bool) -> None:
    repo = small_history(tmp_path)
    more = {f"policy/{name}.md": f"# Policy {name}\n\n1. One\n" for name in ("cookies", "legal/refunds")}
    repo.commit("Post more policies", AFTER, more)
    built = build(tmp_path, use_directory_urls=directory_urls)
    assert built.status == 0, built.output
    ending = "/index.html" if directory_urls else ".html"
    names = {"Privacy": "privacy", "Policy cookies": "cookies", "Policy legal/refunds": "legal/refunds"}
    for page in ("privacy/changes/1", "cookies/editions/1", "legal/refunds/changes/1", "legal/terms/editions/2"):
        led: dict[str, set[str]] = {name: set() for name in names}
        for link, words in re.findall(r'<a[^>]* href="([^"#]+)"[^>]*>(.*?)</a>', built.page(page + ending), re.DOTALL):
            name = re.sub("<[^>]+>", "", words).strip()
            if name in led:
                led[name].add(urljoin(f"/{page}{ending}", link))
        for name, place in names.items():
            assert led[name] == {f"/{place}/" if directory_urls else f"/{place}.html"}, page


def test_old_editions_link_to_policies_as_they_were_then(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path)
    terms = "# Terms\n\n1.1. [Privacy](privacy.md#clause-1.1), [above](terms.md#clause-1.1), [gone](no.md).\n"
    privacy = "# Privacy\n\n1.1. No data.\n"
    repo.commit("Post", "2024-05-01T09:00:00+00:00", {"policy/terms.md": terms, "policy/privacy.md": privacy})
    repo.commit("Change", "2024-06-01T09:00:00+00:00", {"policy/privacy.md": privacy.replace("No", "Little")})
    repo.git("mv", "policy/privacy.md", "policy/data.md")
    repo.commit("Move", "2024-07-01T09:00:00+00:00", {"policy/terms.md": "# Terms\n\n1.1. See [data](data.md).\n"})
    built = build(tmp_path)
    assert built.status == 0, built.output
    old = built.page("terms/editions/1/index.html")
    assert 'href="../../../data/editions/1/#clause-1.1"' in old
    assert 'href="./#clause-1.1"' in old
    assert "no.md" not in old
    assert 'href="../../../data/editions/2/"' in built.page("terms/editions/2/index.html")
    assert dead_links(built.site) == []
