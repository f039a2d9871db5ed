"""Drafts as reviews: their findings, their knock-on effects, and from when they would apply."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from policydiff.cli.drafts import open_files, seen_from
from policydiff.cli.lookup import find_policy
from policydiff.compare.knock_on import KnockOn
from policydiff.desk import CheckedFile
from policydiff.errors import PolicyError
from policydiff.model import Comparison
from policydiff.publish.review import GITHUB_LIMIT, Review, review_html, review_markdown


def changed_drafts(directory: Path, names: tuple[str, ...]) -> list[CheckedFile]:
    """The policies whose draft would make a new edition, the first one too; of one policy its draft in any case."""
    if names:
        found = find_policy(directory, names[0])
        file = found.site.repository.root.resolve() / found.history.path
        if not file.is_file():
            raise PolicyError(f"{found.history.path} is not in the working tree: there is no draft of it.")
        return open_files(directory, (seen_from(directory, file),))
    return [each for each in open_files(directory, ()) if each.draft and each.draft.makes_edition]


def review_of(policy: str, old: str, new: str, comparison: Comparison, knock_on: Sequence[KnockOn]) -> Review:
    """A review of two texts of which nothing more is known."""
    return Review(policy, old, new, comparison, knock_on)


def print_reviews(reviews: Sequence[Review], form: str) -> None:
    """Print reviews as Markdown, all within one comment, or as HTML."""
    if form == "html":
        click.echo(review_html(reviews), nl=False)
        return
    share = GITHUB_LIMIT // max(len(reviews), 1) - 1
    click.echo("\n".join(review_markdown(review, share) for review in reviews), nl=False)
    if not reviews:
        click.echo("No policy changes.")
