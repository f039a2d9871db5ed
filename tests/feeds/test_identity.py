"""Identifiers: tag URIs as RFC 4151 writes them, one for each thing, the same for ever."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from policydiff.errors import SettingError
from policydiff.publish.identity import check_feed_id, identify
from tests.feeds import chronicles as made
from tests.feeds.chronicles import SITE
from tests.feeds.reading import documents, plain_atom

TAG = re.compile(
    r"tag:(?:[A-Za-z0-9._-]+@)?[a-z0-9]+(?:[.-][a-z0-9]+)*,[0-9]{4}(?:-[0-9]{2}){0,2}:"
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*"
)


@pytest.mark.parametrize("slug", ["privacy", "legal/terms of use", "Датенschutz", "index"])
@pytest.mark.parametrize("feed_id", ["", "apiway.example,2023", "legal@apiway.example,2023-05-01"])
def test_identifiers_are_tag_uris(slug: str, feed_id: str) -> None:
    identity = identify([made.privacy(slug=slug).history], feed_id)[slug]
    for found in (identity.tag, identity.edition(3), identity.section("e1-3.1.2"), identity.withdrawal(2)):
        assert TAG.fullmatch(found), found
        assert found.startswith(f"tag:{feed_id}")


def test_a_sites_own_name_is_used_when_it_gives_one() -> None:
    site = documents(made.privacy(), site=replace(SITE, feed_id="apiway.example,2023"))
    assert [entry.id for entry in plain_atom(site["privacy/feed.xml"])] == [
        f"tag:apiway.example,2023:privacy/editions/{number}" for number in (3, 2, 1)
    ]


@pytest.mark.parametrize(
    "feed_id", ["apiway.example", "https://apiway.example/,2023", "ApiWay.example,2023", "a b,2023"]
)
def test_a_name_that_no_tag_uri_can_have_is_refused(feed_id: str) -> None:
    with pytest.raises(SettingError, match=r"example\.com,2023"):
        check_feed_id(feed_id)


def test_two_policies_that_started_under_one_slug_are_told_apart() -> None:
    late = datetime(2026, 1, 1, tzinfo=UTC)
    first = made.privacy(slug="data-protection", first_slug="privacy").history
    second = made.chronicle(made.edition(1, made.FIRST, commit="c" * 40, posted=late)).history
    for feed_id in ("", "apiway.example,2023"):
        for order in ([first, second], [second, first]):
            found = identify(order, feed_id)
            assert found["data-protection"].tag != found["privacy"].tag
            assert found["data-protection"].tag == identify([first], feed_id)["data-protection"].tag
