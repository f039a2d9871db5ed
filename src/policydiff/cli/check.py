"""`policydiff check`: what is wrong with a text, before it is posted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

import click

from policydiff.check.finding import SEVERITIES, Finding, Level
from policydiff.check.rules import RULES
from policydiff.check.run import check_draft, only_new
from policydiff.cli.drafts import CheckedFile, open_files, read_text
from policydiff.cli.lookup import today_option
from policydiff.errors import SettingError
from policydiff.history import Site, resolve_edition

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

    PATH is a file or a folder; without PATH, all policies of the site are checked. The files are read as they are now,
    committed or not. Exit status 1 when there is an error or a warning.

    A finding that is right as it is can be silenced where it stands, with the reason:
    <!-- policydiff ignore undefined-term: defined by law -->
    """
    if list_rules:
        from policydiff.cli.check_view import print_rules

        print_rules(RULES)
        return 0
    found: list[Finding] = []
    for checked in open_files(directory, paths):
        found += _check_file(checked, since, given, today)
    _print(found, "json" if as_json else form)
    return int(any(finding.severity != "info" for finding in found))


def _check_file(checked: CheckedFile, since: str | None, given: tuple[str, ...], today: date | None) -> list[Finding]:
    levels = {**site_levels(checked.site), **_read_levels(given)}
    found = check_draft(read_text(checked, checked.source, today), levels)
    if since and checked.site and checked.draft and checked.draft.history:
        earlier = resolve_edition(checked.draft.history, since, checked.site.repository).source
        before = read_text(checked, earlier, today, with_record=False)
        found = only_new(found, check_draft(before, levels))
    return list(found)


def site_levels(site: Site | None) -> dict[str, Level]:
    """The severities that the site lays down: the option `check` of the plugin, a mapping from rule to level."""
    configured = site.options.get("check") if site and site.options else None
    if configured is None:
        return {}
    if not isinstance(configured, Mapping):
        raise SettingError(f"{site and site.config_file}: `check` is a mapping such as `undefined-term: info`.")
    # YAML reads a bare `off` as false
    return _read_levels(tuple(f"{rule}={'off' if level is False else level}" for rule, level in configured.items()))


def _read_levels(given: tuple[str, ...]) -> dict[str, Level]:
    known = {rule.name for rule in RULES}
    levels: dict[str, Level] = {}
    for setting in given:
        rule, _, level = setting.partition("=")
        if rule not in known:
            raise SettingError(f"There is no rule {rule!r}. `policydiff check --rules` lists them.")
        if level not in {*SEVERITIES, "off"}:
            raise SettingError(f"{rule} can be set to error, warning, info or off, not to {level!r}.")
        levels[rule] = cast("Level", level)
    return levels


def _print(found: list[Finding], form: str) -> None:
    if form == "text":
        from policydiff.cli.check_view import print_findings

        print_findings(found)
        return
    from policydiff.check import report

    click.echo({"json": report.to_json, "github": report.to_github, "gitlab": report.to_gitlab}[form](found), nl=False)
