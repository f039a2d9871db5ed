"""Short ways to write texts, histories and what is said about them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from policydiff.clauses import parse_clauses
from policydiff.compare import compare_trees
from policydiff.compare.answer import redline_to_data
from policydiff.model import Change, Comparison, Edition, NoticeRule, PolicyHistory, Redline

SIGNS = {"=": "{}", "+": "{{+{}+}}", "-": "[-{}-]"}


def compare(old: str, new: str) -> Comparison:
    return compare_trees(parse_clauses(old), parse_clauses(new))


def say(comparison: Comparison) -> list[str]:
    """Every change in a line: `amended, renumbered: 1 -> 2`."""
    return [_line(change) for change in comparison.changes]


def _line(change: Change) -> str:
    old, new = (clause.anchor.removeprefix("clause-") if clause else "" for clause in (change.old, change.new))
    related = [anchor.removeprefix("clause-") for anchor in (*change.related_old, *change.related_new)]
    sides = f"{old} -> {new}" if old and new else old or new
    return f"{', '.join(change.kinds)}: {sides}" + (f" with {', '.join(related)}" if related else "")


def show(redline: Redline) -> str:
    """A redline in one line: `kept [-deleted-]{+inserted+}`."""
    return "".join(SIGNS[op].format(text) for op, text in redline_to_data(redline))


def rebuilt(redline: Redline) -> tuple[str, str]:
    """The old and the new text that a redline claims."""
    return (
        "".join(segment.text for segment in redline if segment.op != "+"),
        "".join(segment.text for segment in redline if segment.op != "-"),
    )


def history(*sources: str, omitted: tuple[int, ...] = ()) -> PolicyHistory:
    """A policy with these editions, a day apart."""
    editions = tuple(
        Edition(
            policy="privacy",
            number=number,
            commit=f"{number:040x}",
            path="policy/privacy.md",
            source="" if number in omitted else source,
            committed=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number),
            posted=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number),
            effective=date(2024, 1, 2) + timedelta(days=number),
            timezone="UTC",
            rule=NoticeRule(),
            omitted=number in omitted,
        )
        for number, source in enumerate(sources, 1)
    )
    return PolicyHistory("privacy", "policy/privacy.md", "privacy", (), editions)
