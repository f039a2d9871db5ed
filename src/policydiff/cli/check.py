"""`policydiff check`: what is wrong with a text, before it is posted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from policydiff.check.finding import Finding, Level
from policydiff.check.rules import RULES
from policydiff.check.run import check_draft, only_new
from policydiff.cli.drafts import open_files
from policydiff.cli.today import today_option
from policydiff.desk import CheckedFile, read_levels, read_text
from policydiff.history import find_site, resolve_edition

FORMATS = ("text", "json", "github", "gitlab")


@click.command
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the findings for programs; the same as --format json.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text",
    help="text for people, json, github for annotations in GitHub Actions, gitlab for a Code Quality report.",
)  # fmt: skip
@click.option("--since", metavar="EDITION", help="Only findings that the text of EDITION does not have.")
@click.option(
    "--set", "given", metavar="RULE=LEVEL", multiple=True, help="Make RULE an error, a warning, info, or turn it off."
)
@click.option("--rules", "list_rules", is_flag=True, help="List the rules and exit.")
@today_option
@click.pass_obj
def command(
    directory: Path, paths: tuple[str, ...], as_json: bool, form: str, since: str | None, given: tuple[str, ...],
    list_rules: bool, today: date | None,
) -> int:  # fmt: skip
    """Find what is wrong in Markdown files: broken references, undefined terms, numbering, placeholders, short notice.

    PATH is a file, a folder or the slug of a policy; without PATH, all policies of the site are checked. The files are
    read as they are now, committed or not. Exit status 1 when there is an error or a warning.

    A finding that is right as it is can be silenced where it stands, with the reason:
    <!-- policydiff ignore undefined-term: defined by law -->
    """
    if list_rules:
        from policydiff.cli.check_view import print_rules

        print_rules(RULES)
        return 0
    levels = read_levels(dict(setting.partition("=")[::2] for setting in given), "--set")
    found: list[Finding] = []
    for checked in open_files(directory, paths):
        found += _check_file(checked, since, levels, today)
    _print(found, "json" if as_json else form)
    return int(any(finding.severity != "info" for finding in found))


def _check_file(
    checked: CheckedFile, since: str | None, levels: Mapping[str, Level], today: date | None
) -> list[Finding]:
    levels = {**(checked.levels or {}), **levels}
    found = check_draft(read_text(checked, checked.source, today), levels)
    if since and checked.draft and checked.draft.history:
        repository = find_site(checked.file.parent).repository
        earlier = resolve_edition(checked.draft.history, since, repository).source
        found = only_new(found, check_draft(read_text(checked, earlier, today, with_record=False), levels))
    return list(found)


def _print(found: list[Finding], form: str) -> None:
    if form == "text":
        from policydiff.cli.check_view import print_findings

        print_findings(found)
        return
    from policydiff.check import report

    click.echo({"json": report.to_json, "github": report.to_github, "gitlab": report.to_gitlab}[form](found), nl=False)
