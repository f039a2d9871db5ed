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
from policydiff.cli.drafts import find_files, find_history, open_draft, read_record, read_text, today_of
from policydiff.cli.lookup import today_option
from policydiff.errors import RepositoryError, SettingError
from policydiff.history import Site, find_site, resolve_edition
from policydiff.history.reading import read_histories

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
    for file, name in find_files(directory, paths) if paths else _policies(directory):
        found += _check_file(file, name, since, given, today)
    _print(found, "json" if as_json else form)
    return int(any(finding.severity != "info" for finding in found))


def _check_file(file: Path, name: str, since: str | None, given: tuple[str, ...], today: date | None) -> list[Finding]:
    source = read_text(file, name)
    site, history = find_history(file)
    levels = {**_levels(site), **_read_levels(given)}
    record = read_record(file, source, site, history, today)
    day = today_of(history, today)
    found = check_draft(open_draft(file, name, source, record, day), levels)
    if since and history is not None and site is not None:
        earlier = resolve_edition(history, since, site.repository).source
        found = only_new(found, check_draft(open_draft(file, name, earlier, None, day), levels))
    return list(found)


def _policies(directory: Path) -> list[tuple[Path, str]]:
    """The files of all policies of the site, under their names as seen from the folder."""
    site = find_site(directory)
    if site.repository.bare:
        raise RepositoryError(f"{site.repository.root} is a bare repository: there is no working tree to check.")
    root = site.repository.root.resolve()
    files = [root / history.path for history in read_histories(root, site.settings) if not history.withdrawn]
    present = [file for file in files if file.is_file()]
    return [(file, _relative(file, directory.resolve())) for file in present]


def _relative(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.as_posix()


def _levels(site: Site | None) -> dict[str, Level]:
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
