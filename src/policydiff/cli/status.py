"""`policydiff status`: the draft against the latest edition, and from when it would apply."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from policydiff.clauses import parse_clauses
from policydiff.cli.lookup import find_policies, find_policy
from policydiff.cli.today import today_option
from policydiff.errors import NotPosted
from policydiff.history import (
    Draft,
    current_instant,
    draft_of,
    due_if_posted,
    find_drafts,
    find_site,
    state_notice,
)
from policydiff.history.due import Due
from policydiff.history.statements import new_effective
from policydiff.history.texts import read_front_matter
from policydiff.model import KINDS, Comparison, Settings


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What is said about a draft."""

    draft: Draft
    due: Due | None
    """From when it applies if posted now; None where posting it makes no edition."""
    comparison: Comparison | None


@click.command
@click.argument("policy", metavar="[POLICY]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the answer for programs.")
@today_option
@click.pass_obj
def command(directory: Path, policy: str | None, as_json: bool, today: date | None) -> None:
    """Compare the text in the working tree with the latest edition, and say from when it applies if posted now.

    With --today it is posted at noon of that day.
    """
    settings, drafts = _find_drafts(directory, policy)
    reports = [_report(draft, settings, today) for draft in drafts]
    if as_json:
        click.echo(json.dumps([_as_data(report) for report in reports], ensure_ascii=False))
        return
    for place, report in enumerate(reports):
        click.echo(("\n" if place else "") + "\n".join(state_report(report)))
    if not reports:
        click.echo("There is no policy here.")
    states = [draft.state for draft in drafts]
    if states.count("new") == states.count("deleted") == 1:
        click.echo(
            "\nIf one of them was renamed to the other: post the renaming first, without other changes, and then the "
            "new words. Where much changes at once, git does not see that the file is the same, and it starts anew."
        )


def state_report(report: DraftReport) -> list[str]:
    """A draft in sentences."""
    draft, due = report.draft, report.due
    latest = draft.history.latest if draft.history else None
    lines = [click.style(draft.policy, bold=True) + f"  {draft.path}"]
    match draft.state:
        case "posted":
            lines.append(f"  The text is that of edition {latest.number if latest else 0}: nothing to post.")
        case "markup":
            lines.append("  Only the markup differs from the latest edition: posting it makes no new edition.")
            front = read_front_matter(draft.source, draft.path, whole=True)
            stated = new_effective(front, latest.source if latest else "")
            if stated:
                lines.append(f"  So the day that it states ({stated}) has no effect: correct it in .record.yml.")
        case "deleted":
            lines.append("  The file is gone: posting that withdraws the policy.")
        case "no policy":
            lines.append("  The file says `policy: false`: posting that withdraws the policy.")
        case "withdrawn":
            lines.append("  The policy is withdrawn.")
        case "new":
            lines.append("  The policy was never posted: this would be edition 1.")
        case "changed":
            lines.append(f"  Posting it makes edition {latest.number + 1 if latest else 1}: {_state_counts(report)}.")
    if due:
        lines.append(f"  Posted now, it takes effect on {due.effective} ({_state_why(due)}).")
        if due.stated:
            lines.append(f"  It states {due.stated}, which is before the day of posting.")
        if due.promised:
            lines.append(f"  That is shorter than promised: {state_notice(due.rule)} is {due.promised}.")
        if due.rule.business:
            lines.append(
                "  Tables of holidays change. To fix the day, write this line into the commit message:\n"
                f"  Policy-Effective: {due.effective}"
            )
    return lines


def _find_drafts(directory: Path, policy: str | None) -> tuple[Settings, tuple[Draft, ...]]:
    """The draft of one policy, which may never have been posted; without POLICY those of all."""
    if not policy:
        site, histories = find_policies(directory)
        return site.settings, find_drafts(site.repository, histories, site.settings)
    try:
        found = find_policy(directory, policy)
    except NotPosted:
        site = find_site(directory)
        file = (directory / policy).resolve()
        for draft in find_drafts(site.repository, (), site.settings):
            if draft.policy == policy or (site.repository.root / draft.path).resolve() == file:
                return site.settings, (draft,)
        raise
    return found.site.settings, (draft_of(found.site.repository, found.history),)


def _report(draft: Draft, settings: Settings, today: date | None) -> DraftReport:
    if not draft.makes_edition:
        return DraftReport(draft, None, None)
    instant = current_instant()
    if today is not None:
        zone = draft.history.latest.own_timezone if draft.history else settings.timezone[-1].value
        instant = datetime.combine(today, time(12), ZoneInfo(zone))
    return DraftReport(draft, due_if_posted(draft, settings, instant), _compare(draft))


def _compare(draft: Draft) -> Comparison:
    from policydiff.compare import EMPTY_TREE, compare_trees

    old = parse_clauses(draft.history.latest.source) if draft.history else EMPTY_TREE
    return compare_trees(old, parse_clauses(draft.source))


def _state_counts(report: DraftReport) -> str:
    counts = report.comparison.counts if report.comparison else {}
    return ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts.get(kind)) or "the same clauses"


def _state_why(due: Due) -> str:
    if due.is_stated:
        return "the day that it states"
    return state_notice(due.rule) + ("" if due.effective == due.granted else ", and not before the pending edition")


def _as_data(report: DraftReport) -> dict[str, object]:
    draft, due = report.draft, report.due
    return {
        "policy": draft.policy,
        "path": draft.path,
        "state": draft.state,
        "latest": draft.history.latest.number if draft.history else None,
        "effective": due.effective.isoformat() if due else None,
        "notice": state_notice(due.rule) if due else None,
        "timezone": due.timezone if due else None,
        "promised": due.promised.isoformat() if due and due.promised else None,
        "counts": dict(report.comparison.counts) if report.comparison else None,
    }
