"""Drafts under `mkdocs serve`: each in the place of the edition that it would follow, for its editor's eyes only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from markupsafe import Markup

from policydiff.clauses import parse_clauses
from policydiff.compare import compare_trees
from policydiff.compare.knock_on import find_knock_on
from policydiff.desk import CheckedFile, read_levels, review_draft
from policydiff.history import Draft
from policydiff.model import ClauseTree, Settings
from policydiff.publish.addresses import Addresses, base_of
from policydiff.publish.draft_page import draft_frame
from policydiff.publish.policy_title import title_of_text
from policydiff.publish.site import Page
from policydiff.publish.wording import Wording


def draft_page(
    draft: Draft,
    before: ClauseTree,
    posted: Page | None,
    root: Path,
    settings: Settings,
    levels: object,
    language: str,
    today: date | None,
) -> Page:
    """The page of a draft after some text, `posted` being that of the latest edition, if there is one.

    `root` is the folder of the repository, `levels` the option `check`. Raises PolicydiffError.
    """
    tree = parse_clauses(draft.source)
    comparison = compare_trees(before, tree)
    checked = CheckedFile(
        root / draft.path, draft.path, draft.source, settings, draft, read_levels(levels, "mkdocs.yml"), of_site=True
    )
    review = review_draft(checked, comparison, find_knock_on(before, tree, comparison), today, Wording(language))
    title = title_of_text(tree, draft.policy)
    frame = draft_frame(title, review, tree)
    if posted:
        return replace(posted, frame=frame)
    return Page(
        kind="main",
        address=base_of(draft.policy),
        title=title,
        description=title,
        content="",
        language=language,
        robots="noindex",
        frame=frame,
    )


def list_new(pages: Iterable[Page], addresses: Addresses, language: str) -> str:
    """The policies that were never posted as HTML, for the start page."""
    wording = Wording(language)
    entry = Markup('<section class="pd-policy"><h2><a href="{}">{}</a></h2><p><strong>{}</strong>, {}</p></section>')
    return str(
        Markup("").join(
            entry.format(addresses.link("", page.address), page.title, wording.say("draft"), wording.say("draft.first"))
            for page in pages
        )
    )
