"""The plan of a site: what stands at each address (DESIGN: "Addresses"). Pure; knows nothing of MkDocs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from policydiff.errors import PolicyError
from policydiff.model import Chronicle
from policydiff.publish.addresses import Addresses, base_of, below
from policydiff.publish.change_log import change_log
from policydiff.publish.clause_page import clause_page
from policydiff.publish.compare_data import compare_file
from policydiff.publish.compare_page import compare_page
from policydiff.publish.documents import plan_documents
from policydiff.publish.edition_page import edition_markdown, edition_page
from policydiff.publish.main_page import main_page
from policydiff.publish.redirects import redirect
from policydiff.publish.redline_page import redline_page
from policydiff.publish.site import DataFile, Plan, PlannedPage, Redirect, SiteFacts
from policydiff.publish.start_page import common_relations, policies_list, start_page
from policydiff.publish.subject import Subject
from policydiff.publish.wording import Wording


def plan_site(
    chronicles: Sequence[Chronicle], *, today: Mapping[str, date], facts: SiteFacts, start: bool = False
) -> Plan:
    """Plan all pages, files and redirects of some policies.

    `today` has for each slug the current day in the zone of that policy.
    `start` asks for a start page at the root. Raises PolicyError when two things would stand at one address.
    """
    addresses = Addresses(facts.directory_urls, facts.places)
    wording = Wording(facts.language)
    documents = plan_documents(chronicles, facts, addresses, today)
    known = frozenset(file.address for file in documents)
    subjects = [
        Subject(chronicle, today[chronicle.slug], facts, wording, addresses, known, tuple(chronicles))
        for chronicle in chronicles
    ]
    pages = [page for subject in subjects for page in _pages(subject)]
    if start:
        pages.append(PlannedPage.made(start_page(subjects, wording, facts)))
    files = [*documents, *(file for subject in subjects for file in _files(subject))]
    taken = _taken(pages, files, addresses)
    redirects: dict[str, Redirect] = {}
    for found in (found for subject in subjects for found in _redirects(subject, pages)):
        file = addresses.file_of(found.address).lower()
        if file not in taken:
            redirects.setdefault(file, found)
    return Plan(
        tuple(pages),
        tuple(files),
        tuple(redirects.values()),
        policies_list(subjects, wording, ""),
        common_relations(subjects, wording, facts),
    )


def _pages(subject: Subject) -> Iterator[PlannedPage]:
    yield PlannedPage.made(main_page(subject))
    yield PlannedPage.made(change_log(subject))
    yield PlannedPage.made(compare_page(subject))
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
    own = [page.address for page in pages if page.address == subject.base or page.address.startswith(subject.at(""))]
    for slug in subject.chronicle.history.former_slugs:
        former = base_of(slug)
        for address in own:
            rest = address[len(subject.base) :].strip("/") if subject.base else address
            yield redirect(subject, below(former, rest) if rest else former, address)


def _editors_keys(subject: Subject) -> Iterator[Redirect]:
    """From the keys that editors gave to clauses to the pages of these clauses."""
    for tree, keys in zip(reversed(subject.chronicle.trees), reversed(subject.chronicle.keys), strict=True):
        for clause in tree.clauses:
            if clause.alias and clause.anchor in keys:
                address = subject.clause_address(keys[clause.anchor])
                yield redirect(subject, subject.clause_address(clause.alias), address)


def _taken(pages: Sequence[PlannedPage], files: Sequence[DataFile], addresses: Addresses) -> set[str]:
    """Every file of the plan, in lower case: not all servers tell case apart."""
    taken: set[str] = set()
    for address, file in [
        *((page.address, addresses.file_of(page.address)) for page in pages),
        *((found.address, found.address) for found in files),
    ]:
        if file.lower() in taken:
            raise PolicyError(
                f"Two pages would stand at /{address}: rename one of the policies, or exclude it with `policy: false`."
            )
        taken.add(file.lower())
    return taken
