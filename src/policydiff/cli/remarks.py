"""What is odd in the record, said beside the answer of a command."""

from __future__ import annotations

import click

from policydiff.model import PolicyHistory


def report_remarks(histories: tuple[PolicyHistory, ...]) -> None:
    """Say on stderr, each once, what is odd in the record."""
    for remark in dict.fromkeys(remark for history in histories for remark in history.remarks):
        click.echo(f"policydiff: note: {remark}", err=True)
