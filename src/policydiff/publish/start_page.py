"""The list of policies with status and dates, for a start page."""

from __future__ import annotations

from markupsafe import Markup

from policydiff.publish.site import Page, Relation, SiteFacts
from policydiff.publish.subject import Subject
from policydiff.publish.subscribe import common_feeds
from policydiff.publish.templating import fill
from policydiff.publish.wording import Wording

PLACEHOLDER = "<!-- policydiff: policies -->"
"""A page of the site has the list where this comment stands."""


def policies_list(subjects: list[Subject], wording: Wording, page: str) -> str:
    """The list as HTML, for the page at an address."""
    common = common_feeds(subjects[0], page) if subjects else ()
    return str(fill("policies.html", subjects=subjects, wording=wording, page=page, common=common))


def common_relations(subjects: list[Subject], wording: Wording, facts: SiteFacts) -> tuple[Relation, ...]:
    """The feeds of all policies together, for programs that look for them in the head of the start page."""
    title = facts.name or wording.plain("title.policies")
    common = common_feeds(subjects[0], "") if subjects else ()
    return tuple(Relation("alternate", feed.url, feed.media_type, f"{title} ({feed.name})") for feed in common)


def start_page(subjects: list[Subject], wording: Wording, facts: SiteFacts) -> Page:
    """A start page of our own, for a site that has none."""
    title = facts.name or wording.plain("title.policies")
    return Page(
        kind="start",
        address="",
        title=title,
        description=wording.plain("description.policies"),
        content=str(fill("start.html", title=title, policies=Markup(policies_list(subjects, wording, "")))),
        language=wording.language,
        relations=common_relations(subjects, wording, facts),
    )
