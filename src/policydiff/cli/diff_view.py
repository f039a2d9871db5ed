"""What a person reads in the terminal after `policydiff diff`."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from policydiff.compare.answer import redline_to_data
from policydiff.compare.knock_on import KnockOn, state_knock_on
from policydiff.model import KINDS, Change, Comparison, Redline

STYLES = {"=": "", "+": "green underline", "-": "red strike"}
MARKS = {"=": ("", ""), "+": ("{+", "+}"), "-": ("[-", "-]")}
KEPT_WORDS = 12
"""How many kept words are shown on each side of a change."""


def print_comparison(comparison: Comparison, old: str, new: str, knock_on: Sequence[KnockOn] = ()) -> None:
    """Print the counts, and every change with its redline; without colour insertions and deletions are in brackets."""
    console = Console(highlight=False, soft_wrap=True)
    counts = [f"{comparison.counts[kind]} {kind}" for kind in KINDS if comparison.counts[kind]]
    counts.append(f"{comparison.unchanged} unchanged")
    console.print(Text(f"{new} against {old}: {' · '.join(counts)}", "bold"))
    for change in comparison.changes:
        if change.kinds != ("format",):
            console.print()
            console.print(_describe(change))
            shown = _redline(change.redline, plain=console.color_system is None)
            if shown.plain.strip() and any(segment.op != "=" for segment in change.redline):
                console.print(shown)
    quiet = [
        change.clause.label or change.clause.anchor for change in comparison.changes if change.kinds == ("format",)
    ]
    if quiet:
        console.print()
        console.print(Text(f"Only the markup changed in: {', '.join(quiet)}", "dim"))
    if knock_on:
        console.print()
        console.print(Text("Also affected, with the same words:", "bold"))
        for line in state_knock_on(knock_on):
            console.print(Text(f"  {line}"))


def _describe(change: Change) -> Text:
    clause = change.clause
    name = clause.name if clause.heading else clause.label or clause.name
    text = Text(name, "bold")
    text.append(f"  {' · '.join(_say(change))}", "cyan")
    return text


def _say(change: Change) -> list[str]:
    said: list[str] = []
    old = change.old.label or change.old.anchor if change.old else ""
    new = change.new.label or change.new.anchor if change.new else ""
    for kind in change.kinds:
        if kind == "renumbered":
            said.append(f"renumbered, was {old}")
        elif kind == "moved":
            said.append(f"moved from {old}" if old != new else "moved")
        elif kind == "split":
            said.append(f"split, with {_names(change.related_new)}")
        elif kind == "merged":
            said.append(f"merged, with {_names(change.related_old)}")
        else:
            said.append(kind)
    return said


def _names(anchors: Sequence[str]) -> str:
    return ", ".join(anchor.removeprefix("clause-") for anchor in anchors)


def _redline(redline: Redline, *, plain: bool) -> Text:
    text = Text()
    parts = redline_to_data(redline)
    for at, (op, words) in enumerate(parts):
        shown = _shortened(words, is_first=at == 0, is_last=at == len(parts) - 1) if op == "=" else words
        before, after = MARKS[op] if plain else ("", "")
        text.append(f"{before}{shown}{after}", STYLES[op])
    return text


def _shortened(kept: str, *, is_first: bool, is_last: bool) -> str:
    """A kept text without its middle, or without the end that touches no change."""
    words = kept.split(" ")
    if len(words) <= 2 * KEPT_WORDS + 2:
        return kept
    start = "" if is_first else " ".join(words[:KEPT_WORDS]) + " "
    end = "" if is_last else " " + " ".join(words[-KEPT_WORDS:])
    return f"{start}…{end}"
