"""`policydiff log`: the editions of a policy, or of all policies of the site."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from policydiff.cli.lookup import find_policies, find_policy, today_option
from policydiff.history import policy_today, standing_of
from policydiff.model import Chronicle, Edition, PolicyHistory, Standing


@click.command
@click.argument("policy", metavar="[POLICY]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the answer for programs.")
@today_option
@click.pass_obj
def command(directory: Path, policy: str | None, as_json: bool, today: date | None) -> None:
    """List the editions of POLICY with their dates, newest first; without POLICY, of all policies of the site.

    POLICY is a slug, or the path of a Markdown file in any git repository.
    """
    histories = (find_policy(directory, policy).history,) if policy else find_policies(directory)[1]
    chronicles = [_compile(history) for history in histories]
    if as_json:
        entries = [entry for chronicle in chronicles for entry in log_entries(chronicle, today)]
        click.echo(json.dumps(entries, ensure_ascii=False))
    else:
        from policydiff.cli.log_view import print_logs

        print_logs(chronicles, today)


def log_entries(chronicle: Chronicle, today: date | None) -> list[dict[str, object]]:
    """The editions of a policy as the contract's JSON, oldest first."""
    history = chronicle.history
    day = policy_today(history, today)
    return [
        _entry(edition, standing_of(history, edition.number, day), chronicle.comparisons[edition.number - 1].counts)
        for edition in history.editions
    ]


def _entry(edition: Edition, standing: Standing, counts: Mapping[str, int]) -> dict[str, object]:
    return {
        "policy": edition.policy,
        "number": edition.number,
        "commit": edition.commit,
        "posted": edition.posted.isoformat(),
        "effective": edition.effective.isoformat(),
        "status": standing.status,
        "in_force_from": _iso(standing.in_force_from),
        "in_force_until": _iso(standing.in_force_until),
        "title": edition.title,
        "note": edition.note,
        "change": edition.change,
        "counts": dict(counts),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _compile(history: PolicyHistory) -> Chronicle:
    from policydiff.compare import compile_chronicle

    return compile_chronicle(history)
