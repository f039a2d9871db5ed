"""The edition, or the draft if it were posted now, takes effect earlier than the governing rule grants."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.history.notice import state_notice


def find(draft: DraftText) -> Iterator[Remark]:
    """Notice shorter than promised, at the line of the front matter that says so."""
    record = draft.record
    if record is None:
        return
    effective, promised = record.effective, record.promised
    if record.posted:
        effective, promised = record.latest.effective, record.latest.promised
    if effective is None or promised is None:
        return
    rule = record.latest.rule if record.posted else record.governing
    line = next((number for number, text in enumerate(draft.lines, 1) if text.startswith("effective:")), 1)
    yield Remark(
        Spot(line=line),
        f"This takes effect on {effective.isoformat()}; the notice rule ({state_notice(rule)}) promises readers "
        f"{promised.isoformat()}.",
        f"State {promised.isoformat()} or a later day.",
    )


RULE = Rule("short-notice", "error", "notice is shorter than the governing rule grants", find)
