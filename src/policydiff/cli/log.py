"""`policydiff log`: the editions of a policy, or of all policies of the site."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from policydiff.cli.remarks import report_remarks
from policydiff.cli.today import today_option
from policydiff.errors import NoCommit
from policydiff.history import Site, find_site, policy_today, standing_of
from policydiff.history.branches import find_publishing_branch
from policydiff.history.kept import Kept
from policydiff.history.stored import restore_histories, store_histories
from policydiff.model import Edition, PolicyHistory, Standing

_MANY = 200
"""So many editions are worth a second process."""


@click.command
@click.argument("policy", metavar="[POLICY]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the answer for programs.")
@today_option
@click.pass_obj
def command(directory: Path, policy: str | None, as_json: bool, today: date | None) -> None:
    """List the editions of POLICY with their dates, newest first; without POLICY, of all policies of the site.

    POLICY is a slug, or the path of a Markdown file in any git repository.
    """
    logs = _read_logs(directory, policy)
    if as_json:
        entries = [entry for log in logs for entry in log_entries(log, today)]
        click.echo(json.dumps(entries, ensure_ascii=False))
    else:
        from policydiff.cli.log_view import print_logs

        print_logs(logs, today)


@dataclass(frozen=True)
class Log:
    """A policy with the counts of changes of each edition."""

    history: PolicyHistory
    counts: Sequence[Mapping[str, int]]


def log_entries(log: Log, today: date | None) -> list[dict[str, object]]:
    """The editions of a policy as the contract's JSON, oldest first."""
    day = policy_today(log.history, today)
    return [
        _entry(edition, standing_of(log.history, edition.number, day), counts)
        for edition, counts in zip(log.history.editions, log.counts, strict=True)
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


def _read_logs(directory: Path, policy: str | None) -> Sequence[Log]:
    """The logs of one policy or of all; those of all are kept for as long as nothing is posted."""
    if policy:
        from policydiff.cli.lookup import find_policy

        return [_count(find_policy(directory, policy).history)]
    site = find_site(directory)
    try:
        key = _key(site)
        kept = Kept(site.repository)
        logs = _restore(kept.read("log", *key)) if key else None
        if logs is None:
            logs = _count_all(site, kept)
            if key:
                counts = [[dict(each) for each in log.counts] for log in logs]
                kept.write([store_histories(log.history for log in logs), counts], "log", *key)
    except NoCommit:
        return []
    report_remarks(tuple(log.history for log in logs))
    return logs


def _key(site: Site) -> tuple[object, ...]:
    """What the logs of a site follow from; nothing where that is more than its newest commit."""
    if site.settings.editions == "tags" or os.environ.get("SOURCE_DATE_EPOCH"):
        return ()
    return (find_publishing_branch(site.repository, site.settings.branch), site.settings)


def _restore(stored: object) -> list[Log] | None:
    if not (isinstance(stored, list) and len(stored) == 2 and isinstance(stored[1], list)):
        return None
    try:
        return [Log(history, each) for history, each in zip(restore_histories(stored[0]), stored[1], strict=True)]
    except (ValueError, TypeError):
        return None


def _count(history: PolicyHistory) -> Log:
    from policydiff.compare import count_editions

    return Log(history, count_editions(history))


def _count_all(site: Site, kept: Kept) -> list[Log]:
    from policydiff.cli.progress import tell_reading
    from policydiff.history import read_histories
    from policydiff.history.kept_texts import KeptTexts

    texts = KeptTexts(kept)
    words_of = tell_reading(texts.words_of)
    histories = read_histories(site.repository.root, site.settings, words_of=words_of, targets_of=texts.targets_of)
    logs = _count_histories(histories)
    texts.save()
    return logs


def _count_histories(histories: Sequence[PolicyHistory]) -> list[Log]:
    """The logs of several policies, counted by every processor where there is much to count."""
    if sum(len(history.editions) for history in histories) < _MANY:
        return [_count(history) for history in histories]
    from tempfile import TemporaryDirectory

    from policydiff.cli.progress import tell_terminal
    from policydiff.parallel import count_processors, do_all

    with TemporaryDirectory() as folder:

        def count(number: int) -> None:
            counts = [dict(each) for each in _count(histories[number]).counts]
            Path(folder, f"{number}.json").write_text(json.dumps(counts), "utf-8")

        do_all(count, len(histories), count_processors(), tell_terminal("Counting changes"))
        return [
            Log(history, json.loads(Path(folder, f"{number}.json").read_text("utf-8")))
            for number, history in enumerate(histories)
        ]
