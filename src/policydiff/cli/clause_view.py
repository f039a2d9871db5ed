"""The clauses of a text as a person reads them in a terminal."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable

import click

from policydiff.cli.shown import Shown
from policydiff.model import Clause

WIDEST = 100
"""Longer lines are hard to read, however wide the terminal is."""


def print_clauses(shown: Shown, clauses: Iterable[Clause]) -> None:
    """Print clauses below a line that says what text they are from; on a terminal wrapped, else a line a clause."""
    width = min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else 0
    lines = [click.style(_describe(shown), dim=True), ""]
    for clause in clauses:
        lines += _set(clause, width)
    click.echo("\n".join(lines))


def _describe(shown: Shown) -> str:
    edition = shown.edition
    if not edition:
        return f"{shown.policy}, {shown.name}"
    return f"{shown.policy}, {shown.name}, posted {edition.posting_day}, effective {edition.effective}"


def _set(clause: Clause, width: int) -> list[str]:
    """The lines of a clause, indented by its level: label and heading, then its text."""
    margin = "  " * (clause.level - 1)
    is_headed = bool(clause.heading) or not clause.text
    heading = " ".join(part for part in (clause.label, clause.heading) if part) if is_headed else ""
    lines = [margin + click.style(heading, bold=True)] if heading else []
    if clause.text:
        label = f"{clause.label} " if clause.label and not heading else ""
        lines.append(_fill(label + clause.text, margin, " " * len(label), width))
    return [*lines, ""] if width and lines else lines


def _fill(text: str, margin: str, hanging: str, width: int) -> str:
    if not width:
        return margin + text
    return textwrap.fill(text, width, initial_indent=margin, subsequent_indent=margin + hanging, break_on_hyphens=False)
