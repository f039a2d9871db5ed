"""The compare page: without JavaScript a table of every edition with its text and its redline."""

from __future__ import annotations

from policydiff.publish.links import crumbs, relations
from policydiff.publish.reader import Reader
from policydiff.publish.site import Page
from policydiff.publish.subject import Subject
from policydiff.publish.templating import fill


def compare_page(subject: Subject) -> Page:
    """Plan the page that compares any two editions."""
    page, say = subject.at("compare"), subject.wording.plain
    content = fill(
        "compare.html",
        subject=subject,
        page=page,
        crumbs=crumbs(subject, page, say("compare")),
        reader=Reader(subject, page, subject.latest.number),
    )
    return Page(
        kind="compare",
        address=page,
        title=say("title.compare", policy=subject.title),
        description=say("description.compare", policy=subject.title),
        content=str(content),
        language=subject.wording.language,
        robots="noindex",
        relations=(*relations(subject, page, None),),
    )
