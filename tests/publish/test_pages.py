"""Every kind of page of a small history, compared with what it was: `tests/publish/pages/*.html`.

After a wanted change: `UPDATE_PAGES=1 pytest tests/publish/test_pages.py`, and read the difference before committing.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from policydiff.compare import compile_chronicle
from policydiff.history import read_histories
from policydiff.model import Settings
from policydiff.publish.plan import plan_site
from policydiff.publish.site import Page, Plan, SiteFacts
from tests.repository import GitRepo
from tests.site.building import small_history

GOLDEN = Path(__file__).parent / "pages"
BASE = "legal/terms"
SHOWN = {
    "main": BASE,
    "changes": f"{BASE}/changes",
    "redline": f"{BASE}/changes/2",
    "redline-first": f"{BASE}/changes/1",
    "edition": f"{BASE}/editions/1",
    "compare": f"{BASE}/compare",
    "clause": f"{BASE}/clauses/e1-1.2",
    "clause-gone": f"{BASE}/clauses/e1-2.1",
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    repo = small_history(tmp_path_factory.mktemp("pages"))
    histories = read_histories(repo.path, Settings(docs_dir="policy"))
    chronicles = [compile_chronicle(history) for history in histories]
    facts = SiteFacts("ACME", "https://acme.example/", docs_dir="policy", notice_clauses={BASE: "2.1"})
    return plan_site(chronicles, today={c.slug: date(2025, 6, 1) for c in chronicles}, facts=facts, start=True)


def page_at(plan: Plan, address: str) -> Page:
    return next(page for page in plan.pages if page.address == address)


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_is_as_it_was(plan: Plan, name: str) -> None:
    page = page_at(plan, SHOWN[name])
    file = GOLDEN / f"{name}.html"
    text = f"<!-- {page.title} | {page.description} | {page.robots} -->\n{page.content}\n"
    if os.environ.get("UPDATE_PAGES"):
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")


def test_the_list_of_policies_is_as_it_was(plan: Plan) -> None:
    file = GOLDEN / "policies.html"
    if os.environ.get("UPDATE_PAGES"):
        file.write_text(plan.policies, "utf-8")
    assert plan.policies == file.read_text("utf-8")


def test_the_main_page_says_when_the_edition_applies_under_which_rule_and_what_applies_till_then(plan: Plan) -> None:
    content = page_at(plan, BASE).content
    assert "Takes effect on" in content
    assert "the day after posting" in content
    assert '<a href="#clause-2.1">clause 2.1</a>' in content
    assert 'Until then <a href="editions/2/">edition 2</a> applies.' in content


def test_no_page_says_what_time_alone_makes_false(plan: Plan) -> None:
    for page in plan.pages:
        for word in ("tomorrow", "today", "upcoming", "currently", "not yet"):
            assert word not in page.content.lower(), (page.address, word)


def test_anchors_of_earlier_editions_lead_to_where_the_clause_is_now_or_say_what_became_of_it(plan: Plan) -> None:
    content = page_at(plan, BASE).content
    assert 'id="clause-2.2"' in content


def test_renumbering_alone_is_a_quiet_note(plan: Plan) -> None:
    content = page_at(plan, f"{BASE}/changes/2").content
    assert "1.3 renumbered, was 1.2" in content
    assert "They apply everywhere" not in content


def test_a_key_that_an_editor_gave_leads_to_the_page_of_the_clause(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path)
    text = "# Policy\n\n1.1. We keep data for a year. {#data-retention}\n"
    repo.commit("Post", "2024-05-01T09:00:00+00:00", {"policy/privacy.md": text})
    chronicles = [compile_chronicle(history) for history in read_histories(repo.path, Settings(docs_dir="policy"))]
    made = plan_site(chronicles, today={"privacy": date(2025, 6, 1)}, facts=SiteFacts())
    targets = {redirect.address: redirect.target for redirect in made.redirects}
    assert targets == {"privacy/clauses/data-retention": "privacy/clauses/e1-1.1"}


def test_what_is_over_is_never_said_to_last(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever the day of the build: an edition that another follows applies, or applied, from a day to a day."""
    repo = small_history(tmp_path_factory.mktemp("over"))
    chronicles = [compile_chronicle(history) for history in read_histories(repo.path, Settings(docs_dir="policy"))]
    for day in (date(2025, 6, 1), date(2025, 6, 2), date(2030, 1, 1)):
        made = plan_site(chronicles, today={c.slug: day for c in chronicles}, facts=SiteFacts())
        for page in (f"{BASE}/changes/2", f"{BASE}/editions/2", f"{BASE}/changes/1", f"{BASE}/editions/1"):
            content = re.sub("<[^>]+>", "", page_at(made, page).content)
            assert not re.search("since|Takes effect", content), (day, page)
        redline = re.sub("<[^>]+>", "", page_at(made, f"{BASE}/changes/2").content)
        verb = "Applies" if day < date(2025, 6, 2) else "Applied"
        assert f"{verb} from 2 June 2024, the day after posting, to 1 June 2025." in redline


def test_a_page_for_a_day_after_its_build_is_still_true(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Only sentences on the latest edition differ between the day of its posting and a later day, and both are true."""
    repo = small_history(tmp_path_factory.mktemp("later"))
    chronicles = [compile_chronicle(history) for history in read_histories(repo.path, Settings(docs_dir="policy"))]
    early, late = (
        plan_site(chronicles, today={c.slug: day for c in chronicles}, facts=SiteFacts())
        for day in (date(2025, 6, 1), date(2030, 1, 1))
    )
    for page in early.pages:
        words = re.sub("<[^>]+>", "", page.content)
        assert not re.search(r"(in force|In effect) since 2 June 2025|is in force|not yet", words), page.address
        if page.address == BASE:
            assert "Takes effect on 2 June 2025" in words
            assert "In effect since 2 June 2025" in re.sub("<[^>]+>", "", page_at(late, BASE).content)


@pytest.mark.parametrize("page", [BASE, f"{BASE}/editions/1"])
def test_a_clause_without_number_is_named_by_its_first_words_behind_which_its_links_stand(
    tmp_path: Path, page: str
) -> None:
    repo = GitRepo(tmp_path)
    text = "# Terms\n\nWelcome to all who read.\n\n## Your data\n\nWe keep none. Not even for a day, or an hour.\n"
    repo.commit("First", "2024-05-01T12:00:00+02:00", {"policy/legal/terms.md": text})
    repo.commit("Second", "2024-06-01T12:00:00+02:00", {"policy/legal/terms.md": text.replace("all", "everybody")})
    chronicle = compile_chronicle(read_histories(tmp_path, Settings(docs_dir="policy"))[0])
    content = page_at(plan_site([chronicle], today={BASE: date(2025, 6, 1)}, facts=SiteFacts("", "")), page).content
    first, latest = "Welcome to all who read.", "Welcome to everybody who read."
    assert re.findall(r'>([^<>]*)<a class="pd-history"[^<>]* title="[^"]*“([^"]*)”"', content) == [
        (latest if page == BASE else first, latest),
        ("Your data", "Your data"),
        ("We keep none. Not even for a day, or an hour.", "We keep none. Not even for a …"),
    ]
