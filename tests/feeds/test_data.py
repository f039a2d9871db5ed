"""Data for programs: valid by the published schemas, and enough to rebuild the change log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import jsonschema
import pytest

from policydiff.compare.answer import comparison_to_data
from policydiff.model import Withdrawal
from tests.feeds import chronicles as made
from tests.feeds.chronicles import SITE, correction
from tests.feeds.reading import documents


def _site(url: str) -> Mapping[str, bytes]:
    base = made.privacy().history.editions
    reason = correction("omit", "", "", datetime(2026, 5, 4, tzinfo=UTC), "A court ordered it.")
    gone = Withdrawal("d" * 40, datetime(2026, 1, 1, tzinfo=UTC), 3)
    secret = replace(base[1], source="", omitted=True, corrections=(reason,))
    terms = made.chronicle(base[0], secret, base[2], slug="terms", withdrawals=[gone])
    return documents(made.privacy(), terms, site=replace(SITE, url=url))


@pytest.mark.parametrize("url", [SITE.url, ""])
def test_all_data_follow_the_published_schemas(url: str) -> None:
    site = _site(url)
    checked = 0
    for name, content in site.items():
        if name.startswith("schemas/"):
            jsonschema.Draft202012Validator.check_schema(json.loads(content))
            continue
        if not name.endswith(".json") or "feed" in name:
            continue
        value = json.loads(content)
        address = urljoin(urljoin("https://policies.example/legal/", name), value["$schema"])
        schema = json.loads(site[address.removeprefix("https://policies.example/legal/")])
        jsonschema.validate(value, schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
        checked += 1
    assert checked == 1 + 2 * (1 + 3)


def test_links_in_data_lead_where_they_say() -> None:
    for url in (SITE.url, ""):
        site = _site(url)
        editions = json.loads(site["privacy/editions.json"])
        for edition in editions["editions"]:
            for field, target in (
                ("json_url", f"privacy/editions/{edition['number']}.json"),
                ("markdown_url", f"privacy/editions/{edition['number']}.md"),
                ("redline_url", f"privacy/changes/{edition['number']}/"),
                ("edition_url", f"privacy/editions/{edition['number']}/"),
            ):
                assert urljoin(f"{SITE.url}privacy/editions.json", edition[field]) == SITE.url + target
        own = json.loads(site["privacy/editions/2.json"])
        assert urljoin(f"{SITE.url}privacy/editions/2.json", own["redline_url"]) == f"{SITE.url}privacy/changes/2/"


def test_the_change_log_can_be_rebuilt_from_the_data_alone() -> None:
    chronicle = made.privacy()
    site = documents(chronicle)
    index = json.loads(site["index.json"])
    (policy,) = index["policies"]
    log = json.loads(site[policy["editions_url"].removeprefix(SITE.url)])
    for number, told in enumerate(log["editions"], 1):
        edition: dict[str, Any] = json.loads(site[told["json_url"].removeprefix(SITE.url)])
        assert {name: edition[name] for name in told} == told
        expected = comparison_to_data(chronicle.comparisons[number - 1], "privacy", number - 1, number)
        assert (edition["changes"], edition["pairs"], edition["counts"]) == (
            json.loads(json.dumps(expected["changes"])), expected["pairs"], expected["counts"],
        )  # fmt: skip
        texts = {clause["anchor"]: clause["text"] for clause in edition["clauses"]}
        assert texts == {clause.anchor: clause.text for clause in chronicle.trees[number - 1].clauses}


def test_an_omitted_edition_has_no_text_anywhere() -> None:
    site = _site(SITE.url)
    omitted = json.loads(site["terms/editions/2.json"])
    assert omitted["omitted"]
    assert (omitted["clauses"], omitted["changes"], omitted["markdown_url"]) == ([], [], None)
    assert omitted["corrections"][0]["reason"] == "A court ordered it."
    assert json.loads(site["terms/editions.json"])["withdrawn"]["after_edition"] == 3
