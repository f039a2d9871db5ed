"""What a person reads in the terminal after `policydiff diff`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console
from rich.text import Text

from policydiff.cli.redline_text import redline_text
from policydiff.compare.knock_on import KnockOn
from policydiff.model import KINDS, Change, Clause, ClauseTree, Comparison
from policydiff.publish.parts import keeps_all_words, merged_runs, parts_of, sides_of

LISTED = 12
"""So many clauses are named in a line; the rest are counted."""


@dataclass(frozen=True)
class Seen:
    """Two texts, what they are called, and what was found between them."""

    comparison: Comparison
    old: ClauseTree
    new: ClauseTree
    old_name: str
    new_name: str
    knock_on: Sequence[KnockOn] = ()


def print_comparison(seen: Seen) -> None:
    """Print the counts, and every change with its redline; without colour insertions and deletions are in brackets."""
    console = Console(highlight=False, soft_wrap=True)
    comparison = seen.comparison
    counts = [f"{comparison.counts[kind]} {kind}" for kind in KINDS if comparison.counts[kind]]
    counts.append(f"{comparison.unchanged} unchanged")
    console.print(Text(f"{seen.new_name} against {seen.old_name}: {' · '.join(counts)}", "bold"))
    around = ""
    changes = [change for change in comparison.changes if change.kinds != ("format",)]
    for place, run in _with_places(changes, seen):
        console.print()
        if place != around:
            around = place
            console.print(Text(f"In {place or 'the text itself'}:", "dim"))
        for line in _lines(run, seen, plain=console.color_system is None):
            console.print(line)
    quiet = [_number(change.clause) for change in comparison.changes if change.kinds == ("format",)]
    if quiet:
        console.print()
        console.print(Text(f"Only the markup changed in: {_listed(quiet)}", "dim"))
    if seen.knock_on:
        console.print()
        console.print(Text("Also affected, with the same words:", "bold"))
        for said in _state_knock_on(seen.knock_on):
            console.print(Text(f"  {said}"))


def _with_places(changes: Sequence[Change], seen: Seen) -> Iterator[tuple[str, list[Change]]]:
    """The changes under the headings that they stand below; neighbours that were only renumbered together."""
    for (place, quiet, _), run in groupby(
        enumerate(changes),
        key=lambda each: (
            _place(each[1], seen),
            each[1].kinds == ("renumbered",),
            each[1].clause.parent if each[1].kinds == ("renumbered",) else each[0],
        ),
    ):
        found = [change for _, change in run]
        if quiet and len(found) < 3:
            yield from ((place, [change]) for change in found)
        else:
            yield place, found


def _place(change: Change, seen: Seen) -> str:
    tree = seen.new if change.new else seen.old
    return next((above.name for above in tree.lineage(change.clause) if above.heading), "")


def _lines(run: Sequence[Change], seen: Seen, *, plain: bool) -> Iterator[Text]:
    """One change, or a run of renumbered clauses."""
    first, last = run[0], run[-1]
    if len(run) > 1 and first.old and last.old:
        text = Text(f"{_number(first.clause)} to {_number(last.clause)}", "bold")
        yield text.append(f"  renumbered, were {_number(first.old)} to {_number(last.old)}", "not bold cyan")
        return
    kinds = f"  {' · '.join(_say(first))}"
    if first.related_old or first.related_new:
        yield Text(_number(first.clause), "bold").append(kinds, "not bold cyan")
        sides = sides_of(first, seen.old, seen.new)
        if first.related_old and len(sides.new) == 1:
            for label, redline in merged_runs(first, sides):
                yield Text(f"  {label} ", "bold").append_text(redline_text(redline, plain=plain))
        else:
            for part in parts_of(first, sides):
                yield Text(f"  {part.label} ", "bold").append_text(
                    redline_text((*part.heading, *part.text), plain=plain)
                )
        return
    shown = redline_text(first.redline, plain=plain)
    is_shown = bool(shown.plain.strip()) and not keeps_all_words(first) and not _is_new_heading(first)
    yield Text(_name(first.clause, is_shown=is_shown), "bold").append(kinds, "not bold cyan")
    if is_shown:
        yield shown


def _is_new_heading(change: Change) -> bool:
    """Whether the name says it all already."""
    return not (change.old and change.new) and bool(change.clause.heading) and not change.clause.text


def _name(clause: Clause, *, is_shown: bool) -> str:
    if clause.heading:
        return clause.name
    if clause.label:
        return clause.label
    return f"{clause.form} {_number(clause)}" if is_shown else clause.name


def _number(clause: Clause) -> str:
    """What tells a clause from others: its label where that is a whole number, else the end of its anchor."""
    return clause.label if "." in clause.label.rstrip(".") else clause.anchor.removeprefix("clause-")


def _say(change: Change) -> list[str]:
    said: list[str] = []
    old = _number(change.old) if change.old else ""
    new = _number(change.new) if change.new else ""
    for kind in change.kinds:
        if kind == "renumbered":
            said.append(f"renumbered, was {old}" if change.old and change.old.label else "numbered now")
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


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"{', '.join(names[:LISTED])}{more}"


def _state_knock_on(knock_on: Sequence[KnockOn]) -> list[str]:
    """A sentence for each reference to something that changed, and one for all clauses that use a changed term."""
    lines: dict[str, None] = {}
    terms: dict[str, dict[str, None]] = {}
    for each in knock_on:
        name = _number(each.clause)
        if each.kind == "reference":
            lines[f"{name} refers to {each.about}, which changed."] = None
        else:
            terms.setdefault(each.about, {})[name] = None
    for term, names in terms.items():
        lines[f"{_listed(list(names))} {'uses' if len(names) == 1 else 'use'} “{term}”, whose definition changed."] = (
            None
        )
    return list(lines)
