"""A date that the text states about itself disagrees with the history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:{_MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_STATED = re.compile(
    r"\b(?P<what>last (?:updated|modified|revised|changed|reviewed)|(?:date of )?(?:last )?(?:update|revision)"
    r"|effective(?: date| as of| from| on)?|in (?:force|effect) (?:since|from)|version (?:date|of)|posted(?: on)?"
    r"|updated(?: on)?|revised(?: on)?|published(?: on)?)"
    r"\W{1,6}(?:is |on |as of |from )?"
    rf"(?P<date>\d{{4}}-\d{{2}}-\d{{2}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}})",
    re.IGNORECASE,
)


def find(draft: DraftText) -> Iterator[Remark]:
    """Stated dates at the head of the text that are neither the posting day nor the effective day."""
    if draft.record is None:
        return
    latest = draft.record.latest
    for place, clause in enumerate(draft.tree.clauses[:12]):
        for field in ("heading", "text"):
            for match in _STATED.finditer(draft.words_of(place, field)):
                if len(clause.text) > 300 and match.start() > 0:
                    continue
                day = read_day(match["date"])
                if day is None:
                    continue
                spot = Spot(place, field, match.start("date"), match.end("date"))
                effective = "effect" in match["what"].casefold() or "force" in match["what"].casefold()
                if draft.record.posted:
                    yield from _against_edition(spot, match[0], day, latest.posting_day, latest.effective, effective)
                else:
                    yield from _against_posting(draft, spot, match[0], day, effective)


def _against_edition(spot: Spot, words: str, day: date, posted: date, due: date, effective: bool) -> Iterator[Remark]:
    near = {posted + timedelta(days=shift) for shift in (-1, 0, 1)} | {due}
    if day in near:
        return
    if effective:
        message = f"The text says “{words}”, but by the history this edition takes effect on {due.isoformat()}."
        proposal = (
            f"Give that day with the next posting (Policy-Effective: {day.isoformat()}), or leave it out of the text."
        )
    else:
        message = f"The text says “{words}”, but this edition was posted on {posted.isoformat()}."
        proposal = "Leave the date out of the text: the site shows it."
    yield Remark(spot, message, proposal)


def _against_posting(draft: DraftText, spot: Spot, words: str, day: date, effective: bool) -> Iterator[Remark]:
    """In a draft the date has to be that of this change: at least it must not be that of the posted edition."""
    assert draft.record is not None
    if day <= draft.record.latest.effective and day < draft.today - timedelta(days=1):
        what = "takes effect" if effective else "is posted"
        yield Remark(spot, f"The draft still says “{words}”, which is before it {what}.", "Give the new date, or none.")


def read_day(words: str) -> date | None:
    """A day as people write it; None when it is none."""
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", "", words)
    plain = re.sub(r"\bSept\b", "Sep", plain)
    for form in ("%Y-%m-%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


RULE = Rule("stated-date", "warning", "a date in the text disagrees with the history", find)
