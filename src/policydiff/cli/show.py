"""`policydiff show`: one text of a policy as its clauses."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from policydiff.cli.clause_lookup import find_clause, with_sub_clauses
from policydiff.cli.shown import Shown, find_text
from policydiff.model import Clause


@click.command
@click.argument("policy", metavar="POLICY")
@click.argument("edition", metavar="[EDITION]", default="")
@click.option("--clause", "wanted", metavar="CLAUSE", help="Show one clause: its label, anchor, key or given name.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer for programs; with --clause that clause alone.")
@click.pass_obj
def command(directory: Path, policy: str, edition: str, wanted: str | None, as_json: bool) -> None:
    """Show the text of a policy as clauses, by default that of its latest edition.

    POLICY is the path of a Markdown file, or the slug of a policy of the site. A file outside of every repository is
    shown as it is. EDITION is an edition number, an ISO date (the edition in force that day), `draft`, or a git
    revision.
    """
    shown = find_text(directory, policy, edition)
    clauses: tuple[Clause, ...] = shown.tree.clauses
    if wanted is not None:
        clause = find_clause(shown, wanted)
        clauses = (clause,) if as_json else with_sub_clauses(shown.tree, clause)
    if as_json:
        click.echo(json.dumps(text_to_data(shown, clauses), ensure_ascii=False))
    else:
        from policydiff.cli.clause_view import print_clauses

        print_clauses(shown, clauses)


def text_to_data(shown: Shown, clauses: Iterable[Clause]) -> dict[str, Any]:
    """The fields `policy, edition, commit, title, clauses`; edition and commit are null where there is none."""
    tree = shown.tree
    return {
        "policy": shown.policy,
        "edition": shown.edition.number if shown.edition else None,
        "commit": shown.commit or None,
        "title": tree.title,
        "clauses": [
            {
                "key": shown.keys[clause.anchor],
                "anchor": clause.anchor,
                "label": clause.label,
                "heading": clause.heading,
                "text": clause.text,
                "parent": above.anchor if (above := tree.parent_of(clause)) else None,
                "level": clause.level,
            }
            for clause in clauses
        ],
    }
