"""What the plan of a policy depends on, as a name: two builds with the same have the same pages and files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date

from policydiff.history.standing import standing_of
from policydiff.history.stored import store_histories
from policydiff.model import PolicyHistory
from policydiff.publish.context import Context


def name_scopes(context: Context) -> Mapping[str, str]:
    """The name of each policy's scope, by its slug: its history, the site around it, and how far each edition has come.

    The day itself is not in it, but in files that are `daily`; of other policies only what editions of this one link.
    """
    site = _digest([asdict(context.facts), sorted(context.common_files)])
    return {
        history.slug: _digest(
            [
                site,
                store_histories((history,)),
                list(_stages(history, context.today[history.slug])),
                list(_neighbours(history, context)),
                asdict(context.identities[history.slug]),
            ]
        )
        for history in context.histories
    }


def _digest(said: object) -> str:
    data = json.dumps(said, sort_keys=True).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _stages(history: PolicyHistory, today: date) -> Iterator[object]:
    for edition in history.editions:
        standing = standing_of(history, edition.number, today)
        first, until = standing.in_force_from, standing.in_force_until
        yield standing.status, str(first), str(until), bool(first and first <= today), bool(until and until <= today)


def _neighbours(history: PolicyHistory, context: Context) -> Iterator[object]:
    """What an edition links when it names another policy: the edition of that day."""
    last = history.latest.posted
    for other in context.histories:
        if other.slug != history.slug:
            postings = context.postings[other.slug]
            paths = sorted({path for _, path, _ in postings})
            yield other.slug, other.path, paths, [said for posted, *said in postings if posted <= last]
