"""The site's content for programs: all policies, each policy's editions, each edition with its clauses and changes.

The fields are those of the command line (`log`, `show`, `diff`), so that what reads one reads the other; the JSON
Schemas are published beside the data. What depends on the day of the build says so with `as_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from importlib.resources import files
from typing import Any

from policydiff.compare import text_before
from policydiff.compare.answer import comparison_to_data
from policydiff.history.notice import state_notice
from policydiff.history.standing import edition_in_force, standing_of
from policydiff.model import Chronicle, Clause, ClauseTree, Comparison, Correction, Edition, PolicyHistory, Withdrawal
from policydiff.publish.addresses import Addresses, base_of, below
from policydiff.publish.feeds.news import News
from policydiff.publish.json_bytes import json_bytes
from policydiff.publish.policy_title import policy_title
from policydiff.publish.remote_links import RemoteLinks
from policydiff.publish.site import DataFile, SiteFacts

SCHEMAS = ("index", "editions", "edition")


def plan_data(chronicle: Chronicle, site: SiteFacts, addresses: Addresses, today: date) -> Iterator[DataFile]:
    """`editions.json` and `editions/N.json` of a policy; `today` is the day in its zone.

    Links are absolute where the site's address is known, otherwise relative to the file that they are in.
    """
    data = _Data(site, addresses, {chronicle.slug: today})
    yield data.editions(chronicle)
    for edition in chronicle.history.editions:
        yield data.edition(chronicle, edition)


def plan_common_data(
    news: Sequence[News], site: SiteFacts, addresses: Addresses, today: Mapping[str, date]
) -> Iterator[DataFile]:
    """`index.json` and the schemas; `today` has the day for each slug."""
    yield _Data(site, addresses, today).index(news)
    for name in SCHEMAS:
        yield DataFile(_schema_address(name), partial(read_schema, name), "application/schema+json")


def read_schema(name: str) -> bytes:
    """The JSON Schema of `index.json` (`index`), `editions.json` (`editions`) or `editions/N.json` (`edition`)."""
    return files("policydiff.publish").joinpath("schemas", f"{name}.schema.json").read_bytes()


def describe_edition(chronicle: Chronicle, number: int, today: date) -> dict[str, Any]:
    """The fields that `policydiff log` prints for an edition."""
    edition = chronicle.history.editions[number - 1]
    standing = standing_of(chronicle.history, number, today)
    return {
        "policy": chronicle.slug,
        "number": number,
        "commit": edition.commit,
        "posted": _instant(edition.posted),
        "effective": edition.effective.isoformat(),
        "status": standing.status,
        "in_force_from": _day(standing.in_force_from),
        "in_force_until": _day(standing.in_force_until),
        "title": edition.title,
        "note": edition.note,
        "change": edition.change,
        "counts": dict(chronicle.comparisons[number - 1].counts),
    }


def describe_clauses(tree: ClauseTree, keys: Mapping[str, str]) -> list[dict[str, Any]]:
    """The fields that `policydiff show` prints for the clauses of a text."""
    return [_describe_clause(tree, clause, keys.get(clause.anchor, "")) for clause in tree.clauses]


def _describe_clause(tree: ClauseTree, clause: Clause, key: str) -> dict[str, Any]:
    above = tree.parent_of(clause)
    return {
        "key": key,
        "anchor": clause.anchor,
        "label": clause.label,
        "heading": clause.heading,
        "text": clause.text,
        "parent": above.anchor if above else None,
        "level": clause.level,
    }


@dataclass(frozen=True)
class _Data:
    site: SiteFacts
    addresses: Addresses
    today: Mapping[str, date]

    def address(self, slug: str, *parts: object) -> str:
        return below(base_of(slug), *parts)

    def index(self, news: Sequence[News]) -> DataFile:
        day = max(self.today[each.slug] for each in news)
        return self._file("index", "index.json", day, partial(self._index, news))

    def _index(self, news: Sequence[News], links: RemoteLinks) -> dict[str, Any]:
        return {
            "site": self.site.name,
            "policies": [self._policy(each.history, each.title, links) for each in news],
        }

    def editions(self, chronicle: Chronicle) -> DataFile:
        address = self.address(chronicle.slug, "editions.json")
        return self._file("editions", address, self.today[chronicle.slug], partial(self._editions, chronicle))

    def _editions(self, chronicle: Chronicle, links: RemoteLinks) -> dict[str, Any]:
        history = chronicle.history
        return {
            **self._policy(history, policy_title(chronicle), links),
            "first_slug": history.first_slug,
            "former_slugs": list(history.former_slugs),
            "path": history.path,
            "withdrawals": [_describe_withdrawal(each) for each in history.withdrawals],
            "link_changes": [
                {"edition": number, "commit": commit, "old": old, "new": new}
                for number, commit, old, new in history.link_changes
            ],
            "editions": [self._facts(chronicle, edition, links) for edition in history.editions],
        }

    def edition(self, chronicle: Chronicle, edition: Edition) -> DataFile:
        address = self.address(chronicle.slug, "editions", f"{edition.number}.json")
        return self._file("edition", address, self.today[chronicle.slug], partial(self._edition, chronicle, edition))

    def _edition(self, chronicle: Chronicle, edition: Edition, links: RemoteLinks) -> dict[str, Any]:
        number = edition.number
        before = text_before(chronicle, number) or None
        comparison = Comparison((), (), 0) if edition.omitted else chronicle.comparisons[number - 1]
        compared = comparison_to_data(comparison, chronicle.slug, before, number)
        return {
            **self._facts(chronicle, edition, links),
            "policy_title": policy_title(chronicle, number),
            "clauses": describe_clauses(chronicle.trees[number - 1], chronicle.keys[number - 1]),
            "compared_with": before,
            "pairs": compared["pairs"],
            "changes": compared["changes"],
        }

    def _policy(self, history: PolicyHistory, title: str, links: RemoteLinks) -> dict[str, Any]:
        slug = history.slug
        in_force = edition_in_force(history, self.today[slug])
        withdrawn = history.withdrawn
        return {
            "policy": slug,
            "as_of": self.today[slug].isoformat(),
            "title": title,
            "latest": history.latest.number,
            "in_force": in_force.number if in_force else None,
            "withdrawn": _describe_withdrawal(withdrawn) if withdrawn else None,
            "url": links.policy(slug),
            "changes_url": links.changes(slug),
            "editions_url": links.file(self.address(slug, "editions.json")),
            "calendar_url": links.file(self.address(slug, "effective.ics")),
            "feed_url": links.file(self.address(slug, "feed.json")) if self.site.url else None,
        }

    def _facts(self, chronicle: Chronicle, edition: Edition, links: RemoteLinks) -> dict[str, Any]:
        slug, number = chronicle.slug, edition.number
        files_of = (links.file(self.address(slug, "editions", f"{number}.{kind}")) for kind in ("json", "md"))
        json_url, markdown_url = files_of
        return {
            **describe_edition(chronicle, number, self.today[slug]),
            "committed": _instant(edition.committed),
            "timezone": edition.timezone,
            "notice": state_notice(edition.rule),
            "holidays": edition.rule.country,
            "dated": edition.dated,
            "promised": _day(edition.promised),
            "restored": edition.restored,
            "omitted": edition.omitted,
            "tag": edition.tag,
            "path": edition.path,
            "corrections": [_describe_correction(fix) for fix in edition.corrections],
            "edition_url": links.edition(slug, number),
            "redline_url": links.redline(slug, number),
            "json_url": json_url,
            "markdown_url": None if edition.omitted else markdown_url,
        }

    def _file(
        self, schema: str, address: str, day: date, describe: Callable[[RemoteLinks], Mapping[str, Any]]
    ) -> DataFile:
        def write() -> bytes:
            links = RemoteLinks(self.site, self.addresses, address)
            head = {"$schema": links.file(_schema_address(schema)), "as_of": day.isoformat()}
            return json_bytes({**head, **describe(links)})

        return DataFile(address, write, "application/json", daily=True)


def _describe_correction(fix: Correction) -> dict[str, Any]:
    # What a title or note was is not repeated: it may have been corrected because it should not be seen.
    hidden = fix.field in {"title", "note", "omit"}
    return {
        "field": fix.field,
        "was": None if hidden else fix.was,
        "now": fix.now,
        "reason": fix.reason,
        "corrected": _instant(fix.corrected),
    }


def _describe_withdrawal(withdrawal: Withdrawal) -> dict[str, Any]:
    return {
        "commit": withdrawal.commit,
        "posted": _instant(withdrawal.posted),
        "after_edition": withdrawal.after_edition,
    }


def _schema_address(name: str) -> str:
    return f"schemas/{name}.schema.json"


def _instant(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
