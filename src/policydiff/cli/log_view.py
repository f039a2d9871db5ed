"""The editions of policies as tables for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from policydiff.cli.log import Log
from policydiff.history import policy_today, standing_of
from policydiff.history.standing import withdrawal_day
from policydiff.model import KINDS, Edition, Standing

_STYLES = {"in force": "bold green", "upcoming": "bold yellow"}


def print_logs(logs: Sequence[Log], today: date | None) -> None:
    """Print a table for each policy, its newest edition first."""
    console = Console(highlight=False)
    for place, log in enumerate(logs):
        if place:
            console.print()
        _print_log(console, log, policy_today(log.history, today))
    if not logs:
        console.print("No policy has a posted edition: a commit posts its first. See policydiff status.")


def _print_log(console: Console, log: Log, day: date) -> None:
    history = log.history
    console.print(Text(history.slug, style="bold"))
    if history.withdrawn and (ended := withdrawal_day(history, history.withdrawn)) <= day:
        console.print(f"withdrawn on {ended}")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("No.", justify="right", no_wrap=True)
    table.add_column("Posted", no_wrap=True)
    # On a narrow terminal lines become long rather than that a number or a date loses its end.
    table.add_column("Effective", min_width=len("2024-05-31"), overflow="fold")
    for name in ("Status", "What changed"):
        table.add_column(name, overflow="fold")
    for edition in reversed(history.editions):
        standing = standing_of(history, edition.number, day)
        counts = log.counts[edition.number - 1]
        stated = "omitted" if edition.omitted else _state_counts(counts, is_first=edition.number == 1)
        table.add_row(
            str(edition.number),
            edition.posting_day.isoformat(),
            _state_effective(edition),
            Text(_state_status(standing), style=_STYLES.get(standing.status, "")),
            _state_title(edition).append(f"\n{stated}", style="dim"),
        )
    console.print(table)


def _state_effective(edition: Edition) -> str:
    return f"{edition.effective} (short notice)" if edition.promised else edition.effective.isoformat()


def _state_title(edition: Edition) -> Text:
    title = Text(edition.title)
    if edition.corrections:
        title.append(f" (corrected {max(each.corrected for each in edition.corrections):%Y-%m-%d})", style="dim")
    return title


def _state_status(standing: Standing) -> str:
    if standing.in_force_until and standing.status in ("superseded", "withdrawn"):
        return f"{standing.status} {standing.in_force_until}"
    return standing.status


def _state_counts(counts: Mapping[str, int], *, is_first: bool) -> str:
    if is_first:
        clauses = counts["added"]
        return f"{clauses} clause{'' if clauses == 1 else 's'}"
    return ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind]) or "words only"
