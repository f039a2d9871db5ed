"""The list of policies with status and dates, for a start page."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from policydiff.publish.context import Context
from policydiff.publish.effect import state_effect, state_until_then
from policydiff.publish.site import Page, Relation
from policydiff.publish.subject import Subject
from policydiff.publish.subscribe import common_feeds
from policydiff.publish.templating import fill

PLACEHOLDER = "<!-- policydiff: policies -->"
"""A page of the site has the list where this comment stands."""


def list_policy(subject: Subject) -> str:
    """A policy in the list, as HTML for the root of the site."""
    effect = Markup(" ").join((state_effect(subject, subject.latest, ""), state_until_then(subject, "")))
    return str(fill("policy.html", subject=subject, page="", effect=effect))


def policies_list(listed: Iterable[str], context: Context) -> str:
    """The list as HTML, for the root of the site."""
    policies = [Markup(each) for each in listed]
    return str(fill("policies.html", policies=policies, wording=context.wording, common=common_feeds(context)))


def common_relations(context: Context) -> tuple[Relation, ...]:
    """The feeds of all policies together, for programs that look for them in the head of the start page."""
    title = _title(context)
    return tuple(
        Relation("alternate", feed.url, feed.media_type, f"{title} ({feed.name})") for feed in common_feeds(context)
    )


def start_page(policies: str, context: Context) -> Page:
    """A start page of our own, for a site that has none; `policies` is the list."""
    title = _title(context)
    return Page(
        kind="start",
        address="",
        title=title,
        description=context.wording.plain("description.policies"),
        content=str(fill("start.html", title=title, policies=Markup(policies))),
        language=context.wording.language,
        relations=common_relations(context),
    )


def _title(context: Context) -> str:
    return context.facts.name or context.wording.plain("title.policies")
