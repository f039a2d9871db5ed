"""Chronicles for tests: histories written by hand, their clauses and changes by the real parser and comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from policydiff.compare import compile_chronicle
from policydiff.model import Chronicle, Correction, Edition, NoticeRule, PolicyHistory, Withdrawal
from policydiff.publish.addresses import Addresses
from policydiff.publish.site import SiteFacts

TODAY = date(2026, 11, 24)
SITE = SiteFacts(name="ApiWay", url="https://policies.example/legal/")
ADDRESSES = Addresses()

FIRST = """# Privacy policy

## 1. Terms

1.1. "User" means a person who uses the service.

## 2. Collection

2.1. The Licensor collects the User's name.

2.2. The Licensor passes data to partners in order to fulfil its obligations.

## 3. Changes

3.1. Changes take effect the day after posting.
"""
SECOND = FIRST.replace("in order to fulfil", "to the extent needed to fulfil")
THIRD = SECOND.replace(
    "2.2. The Licensor passes",
    "2.2. The Licensor stores the User's address for 30 days.\n\n2.3. The Licensor passes",
)


def commit_of(name: str) -> str:
    return hashlib.sha1(name.encode()).hexdigest()


def edition(number: int, source: str, *, slug: str = "privacy", **fields: Any) -> Edition:
    posted = fields.pop("posted", datetime(2024, 1, 1, 12, tzinfo=UTC) + timedelta(days=30 * number))
    return Edition(
        policy=slug,
        number=number,
        commit=fields.pop("commit", commit_of(f"{slug} {number}")),
        path=f"policy/{slug}.md",
        source=source,
        committed=fields.pop("committed", posted),
        posted=posted,
        effective=fields.pop("effective", posted.date() + timedelta(days=1)),
        timezone=fields.pop("timezone", "UTC"),
        rule=fields.pop("rule", NoticeRule()),
        title=fields.pop("title", f"Title {number}"),
        **fields,
    )


def chronicle(
    *editions: Edition, slug: str = "privacy", withdrawals: Sequence[Withdrawal] = (), **fields: Any
) -> Chronicle:
    placed = tuple(replace(each, policy=slug) for each in editions)
    history = PolicyHistory(
        slug=slug,
        path=f"policy/{slug}.md",
        first_slug=fields.pop("first_slug", slug),
        former_slugs=fields.pop("former_slugs", ()),
        editions=placed,
        withdrawals=tuple(withdrawals),
        latest_source=placed[-1].source,
        **fields,
    )
    return compile_chronicle(history)


def privacy(**fields: Any) -> Chronicle:
    """Three editions: the first, one with an amendment, one with a new clause that renumbers the next."""
    return chronicle(
        edition(1, FIRST, title="First edition"),
        edition(
            2, SECOND, title="Partners", note="We say how much we pass on.\n\nNothing else changes.", change="material"
        ),
        edition(3, THIRD, title="Addresses"),
        **fields,
    )


def many(count: int) -> Chronicle:
    """A history of many editions, each with one more clause."""
    sources = [FIRST + "".join(f"\n3.{n}. Sentence number {n}.\n" for n in range(2, k + 2)) for k in range(count)]
    return chronicle(*(edition(number, source) for number, source in enumerate(sources, 1)))


def correction(field: Any, was: str, now: str, corrected: datetime, reason: str = "A slip of the pen.") -> Correction:
    return Correction(field, was, now, reason, corrected)
