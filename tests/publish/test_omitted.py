"""A site with an omitted edition: what follows is told against the last edition that has a text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policydiff.model import Chronicle
from policydiff.publish.plan import plan_site
from policydiff.publish.site import Page
from tests.feeds import chronicles as made


def pages(chronicle: Chronicle) -> dict[str, Page]:
    plan = plan_site([chronicle], today={chronicle.slug: made.TODAY}, facts=made.SITE)
    return {page.address: page for page in plan.pages}


def omitted(number: int) -> Chronicle:
    """Three editions, the third without clause 2.1; one of them is omitted."""
    without = made.SECOND.replace("2.1. The Licensor collects the User's name.\n\n", "")
    editions = [made.edition(1, made.FIRST), made.edition(2, made.SECOND), made.edition(3, without)]
    editions[number - 1] = replace(editions[number - 1], source="", omitted=True)
    return made.chronicle(*editions)


def test_a_clause_that_went_after_an_omitted_edition_is_shown_as_removed() -> None:
    site = pages(omitted(2))
    redline = site["privacy/changes/3"]
    assert "collects the User's name" in redline.content
    assert "edition 1" in redline.title
    assert 'href="../../editions/1/#clause-2.1"' in redline.content
    assert "<ins>" not in site["privacy/changes/2"].content


@pytest.mark.parametrize("number", [1, 2, 3])
def test_any_edition_can_be_omitted(number: int) -> None:
    site = pages(omitted(number))
    assert {f"privacy/{kind}/{n}" for kind in ("changes", "editions") for n in (1, 2, 3)} <= set(site)
    assert "partners" not in site[f"privacy/editions/{number}"].content
