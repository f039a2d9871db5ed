"""What is kept of a site between builds is what was made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TypeVar

import pytest

from policydiff.compare import compile_chronicle
from policydiff.history import read_histories
from policydiff.model import Chronicle, Settings
from policydiff.publish.context import Context
from policydiff.publish.policy_plan import PolicyPlan, plan_policy
from policydiff.publish.site import SiteFacts
from policydiff.publish.stored_pages import restore_page, store_page
from policydiff.publish.stored_plan import restore_plan, store_plan
from tests.site.building import small_history

Made = TypeVar("Made")


def _call(makers: Mapping[str, Callable[[], Made]], address: str) -> Made:
    return makers[address]()


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Chronicle, PolicyPlan]]:
    repo = small_history(tmp_path_factory.mktemp("stored"))
    histories = read_histories(repo.path, Settings(docs_dir="policy"))
    facts = SiteFacts("ACME", "https://acme.example/", docs_dir="policy")
    context = Context(facts, histories, {history.slug: date(2025, 6, 1) for history in histories})
    chronicles = [compile_chronicle(history) for history in histories]
    return [(chronicle, plan_policy(chronicle, context)) for chronicle in chronicles]


def test_every_page_comes_back(planned: list[tuple[Chronicle, PolicyPlan]]) -> None:
    for chronicle, plan in planned:
        for page in (page.make() for page in plan.pages):
            stored = json.loads(json.dumps(store_page(page)))
            assert restore_page(stored, page.content, chronicle.trees[-1]) == page


def test_a_plan_comes_back(planned: list[tuple[Chronicle, PolicyPlan]]) -> None:
    for _, plan in planned:
        pages = {page.address: page.make for page in plan.pages}
        files = {file.address: file.write for file in plan.files}
        restored = restore_plan(
            json.loads(json.dumps(store_plan(plan))),
            plan.news.history,
            partial(_call, pages),
            partial(_call, files),
        )
        assert [page.make() for page in restored.pages] == [page.make() for page in plan.pages]
        assert [(f.address, f.content, f.media_type, f.daily) for f in restored.files] == [
            (f.address, f.content, f.media_type, f.daily) for f in plan.files
        ]
        assert (restored.redirects, restored.listed) == (plan.redirects, plan.listed)
        assert restored.news.titles == plan.news.titles
        assert [(e.id, e.updated, e.facts, e.body) for e in restored.news.entries] == [
            (e.id, e.updated, e.facts, e.body) for e in plan.news.entries
        ]
