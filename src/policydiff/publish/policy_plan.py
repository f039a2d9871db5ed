"""What one policy brings to a site: its pages and files, and what others say of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from policydiff.model import Chronicle
from policydiff.publish.addresses import base_of, below
from policydiff.publish.change_log import change_log
from policydiff.publish.clause_page import clause_page
from policydiff.publish.compare_data import compare_file
from policydiff.publish.compare_page import compare_page
from policydiff.publish.context import Context
from policydiff.publish.documents import plan_documents
from policydiff.publish.edition_page import edition_markdown, edition_page
from policydiff.publish.feeds.news import News
from policydiff.publish.main_page import main_page
from policydiff.publish.redirects import redirect
from policydiff.publish.redline_page import redline_page
from policydiff.publish.site import DataFile, PlannedPage, Redirect
from policydiff.publish.start_page import list_policy
from policydiff.publish.subject import Subject


@dataclass(frozen=True)
class PolicyPlan:
    """One policy's part of a site."""

    news: News
    pages: tuple[PlannedPage, ...]
    files: tuple[DataFile, ...]
    redirects: tuple[Redirect, ...]
    listed: str
    """The policy in the list of policies: HTML for the root of the site."""


def plan_policy(chronicle: Chronicle, context: Context) -> PolicyPlan:
    """Plan all pages, files and redirects of a policy."""
    news, documents = plan_documents(chronicle, context)
    known = context.common_files | {file.address for file in documents}
    today = context.today[chronicle.slug]
    subject = Subject(chronicle, today, context.facts, context.wording, context.addresses, known, context.histories)
    pages = tuple(_pages(subject))
    return PolicyPlan(
        news, pages, (*documents, *_files(subject)), tuple(_redirects(subject, pages)), list_policy(subject)
    )


def _pages(subject: Subject) -> Iterator[PlannedPage]:
    yield PlannedPage("main", subject.base, True, cache(partial(main_page, subject)))
    yield PlannedPage("changes", subject.at("changes"), True, cache(partial(change_log, subject)))
    yield PlannedPage("compare", subject.at("compare"), False, cache(partial(compare_page, subject)))
    for edition in subject.editions:
        number = edition.number
        yield PlannedPage("redline", subject.at("changes", number), False, partial(redline_page, subject, number))
        yield PlannedPage("edition", subject.at("editions", number), False, partial(edition_page, subject, number))
    for key in subject.spans:
        yield PlannedPage("clause", subject.clause_address(key), False, partial(clause_page, subject, key))


def _files(subject: Subject) -> Iterator[DataFile]:
    yield compare_file(subject)
    for edition in subject.editions:
        markdown = edition_markdown(subject, edition.number)
        if markdown is not None:
            yield markdown


def _redirects(subject: Subject, pages: Sequence[PlannedPage]) -> Iterator[Redirect]:
    """From the addresses of former slugs to those of the policy."""
    yield from _editors_keys(subject)
    for slug in subject.chronicle.history.former_slugs:
        former = base_of(slug)
        for page in pages:
            rest = page.address[len(subject.base) :].strip("/")
            yield redirect(subject, below(former, rest) if rest else former, page.address)


def _editors_keys(subject: Subject) -> Iterator[Redirect]:
    """From the keys that editors gave to clauses to the pages of these clauses."""
    for tree, keys in zip(reversed(subject.chronicle.trees), reversed(subject.chronicle.keys), strict=True):
        for clause in tree.clauses:
            if clause.alias and clause.anchor in keys:
                address = subject.clause_address(keys[clause.anchor])
                yield redirect(subject, subject.clause_address(clause.alias), address)
