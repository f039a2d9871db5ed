"""The plan of a policy as JSON and back, without what is in its pages and files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from policydiff.model import PolicyHistory
from policydiff.publish.feeds.documents import Body, Entry
from policydiff.publish.feeds.news import News
from policydiff.publish.policy_plan import PolicyPlan
from policydiff.publish.site import DataFile, Page, PlannedPage, Redirect


def store_plan(plan: PolicyPlan) -> dict[str, Any]:
    """What JSON can say of a plan."""
    return {
        "titles": list(plan.news.titles),
        "entries": [_store_entry(entry) for entry in plan.news.entries],
        "pages": [[page.kind, page.address, page.indexed] for page in plan.pages],
        "files": [[file.address, file.media_type, file.daily] for file in plan.files],
        "redirects": [[redirect.address, redirect.target, redirect.content] for redirect in plan.redirects],
        "listed": plan.listed,
    }


def restore_plan(
    stored: Any, history: PolicyHistory, make: Callable[[str], Page], write: Callable[[str], bytes]
) -> PolicyPlan:
    """The plan again; `make` and `write` give the page and the content of the file at an address.

    Raises ValueError, KeyError or TypeError for anything that `store_plan` does not give.
    """
    return PolicyPlan(
        News(history, tuple(stored["titles"]), tuple(_restore_entry(entry) for entry in stored["entries"])),
        tuple(
            PlannedPage(kind, address, indexed, partial(make, address)) for kind, address, indexed in stored["pages"]
        ),
        tuple(
            DataFile(address, partial(write, address), media_type, daily)
            for address, media_type, daily in stored["files"]
        ),
        tuple(Redirect(*each) for each in stored["redirects"]),
        stored["listed"],
    )


def _store_entry(entry: Entry) -> list[Any]:
    body = entry.body
    return [
        entry.id,
        entry.title,
        entry.url,
        entry.edition_url,
        entry.published.isoformat(),
        entry.updated.isoformat(),
        [list(category) for category in entry.categories],
        dict(entry.facts),
        [body.summary, body.html, body.text],
    ]


def _restore_entry(stored: Sequence[Any]) -> Entry:
    identifier, title, url, edition_url, published, updated, categories, facts, body = stored
    said = Body(*body)
    return Entry(
        identifier,
        title,
        url,
        edition_url,
        datetime.fromisoformat(published),
        datetime.fromisoformat(updated),
        lambda: said,
        tuple((term, label) for term, label in categories),
        facts,
    )
