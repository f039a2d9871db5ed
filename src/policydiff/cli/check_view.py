"""Findings and rules for people in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from policydiff.check.finding import SEVERITIES, Finding
from policydiff.check.rule import Rule

_STYLES = {"error": "bold red", "warning": "yellow", "info": "blue"}


def print_findings(found: Sequence[Finding]) -> None:
    """Print the findings of each file, and how many there are."""
    console = Console(highlight=False, soft_wrap=True)
    for path, findings in groupby(found, key=lambda finding: finding.path):
        for finding in findings:
            line = Text(f"{path}:{finding.line}:{finding.column}: ")
            line.append(f"{finding.severity}: ", _STYLES[finding.severity])
            line.append(finding.message)
            line.append(f" [{finding.rule}]", "dim")
            console.print(line)
            if finding.proposal:
                console.print(Text(f"    {finding.proposal}", "dim"))
    console.print(Text(_summarise(found), "bold"))


def _summarise(found: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in found)
    if not found:
        return "Nothing found."
    words = {"error": "errors", "warning": "warnings", "info": "notes"}
    return (
        ", ".join(
            f"{counts[severity]} {words[severity] if counts[severity] != 1 else words[severity][:-1]}"
            for severity in SEVERITIES
            if counts[severity]
        )
        + "."
    )


def print_rules(rules: Iterable[Rule]) -> None:
    """Print a table of the rules."""
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("Rule", "Level", "Reports that"):
        table.add_column(name, no_wrap=name != "Reports that")
    for rule in rules:
        table.add_row(rule.name, Text(rule.severity, _STYLES[rule.severity]), rule.summary)
    console.print(table)
