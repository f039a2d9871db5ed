"""The plan of a site: what stands at each address (DESIGN: "Addresses"). Pure; knows nothing of MkDocs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from policydiff.errors import PolicyError
from policydiff.model import Chronicle
from policydiff.publish.addresses import Addresses
from policydiff.publish.context import Context
from policydiff.publish.documents import plan_common_documents
from policydiff.publish.former_addresses import at_former_addresses
from policydiff.publish.policy_plan import PolicyPlan, plan_policy
from policydiff.publish.site import DataFile, Plan, PlannedPage, Redirect, SiteFacts
from policydiff.publish.start_page import common_relations, policies_list, start_page


def plan_site(
    chronicles: Sequence[Chronicle], *, today: Mapping[str, date], facts: SiteFacts, start: bool = False
) -> Plan:
    """Plan all pages, files and redirects of some policies.

    `today` has for each slug the current day in the zone of that policy. `start` asks for a start page at the root.
    Raises PolicyError when two things would stand at one address, SettingError for an unusable `feed_id`.
    """
    context = Context(facts, tuple(chronicle.history for chronicle in chronicles), today)
    return join_plans([plan_policy(chronicle, context) for chronicle in chronicles], context, start=start)


def join_plans(policies: Sequence[PolicyPlan], context: Context, *, start: bool = False) -> Plan:
    """The plan of a site from those of its policies, with what tells of all of them. Raises PolicyError as above."""
    pages = [page for policy in policies for page in policy.pages]
    listed = policies_list((policy.listed for policy in policies), context)
    if start:
        page = start_page(listed, context)
        pages.append(PlannedPage(page.kind, page.address, page.indexed, lambda: page))
    common = tuple(plan_common_documents([policy.news for policy in policies], context))
    # Where one policy among several is at the root, what is about all of them takes the place of its own.
    replaced = {file.address for file in common}
    files = [file for policy in policies for file in policy.files if file.address not in replaced]
    files += common
    if context.facts.url:
        # A list of its own: for a policy at the root each copy would be a file to copy again, without an end.
        files = [*files, *at_former_addresses(files, context.histories)]
    taken = _taken(pages, files, context.addresses)
    redirects: dict[str, Redirect] = {}
    for redirect in (redirect for policy in policies for redirect in policy.redirects):
        file = context.addresses.file_of(redirect.address).lower()
        if file not in taken:
            redirects.setdefault(file, redirect)
    return Plan(tuple(pages), tuple(files), tuple(redirects.values()), listed, common_relations(context))


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
