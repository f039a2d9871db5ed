"""What is to be said about an edition beside its days: short notice, corrections of the record, restoration."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from policydiff.model import Correction, Edition
from policydiff.publish.subject import Subject


def state_remarks(subject: Subject, edition: Edition) -> list[Markup]:
    """Each remark in a sentence."""
    say, day = subject.wording.say, subject.wording.day
    found = []
    if edition.promised is not None:
        found.append(say("shorter", rule=subject.wording.rule(edition.rule), day=day(edition.promised)))
    if edition.dated and edition.effective < edition.posting_day:
        found.append(say("retroactive"))
    if abs(edition.posted - edition.committed) > timedelta(days=1):
        posted, committed = day(edition.posting_day), day(edition.committed.date())
        found.append(say("committed", posted=posted, committed=committed))
    if edition.restored:
        found.append(say("restored"))
    found += [_state_correction(subject, fix) for fix in edition.corrections if fix.field != "omit"]
    if edition.omitted:
        reason = next((fix.reason for fix in edition.corrections if fix.field == "omit"), "")
        found.append(say("omitted", reason=reason) if reason else say("omitted.short"))
    for number, _, old, new in subject.chronicle.history.link_changes:
        if number == edition.number:
            found.append(say("links_changed", old=old, new=new))
    return found


def _state_correction(subject: Subject, fix: Correction) -> Markup:
    return subject.wording.say(
        "corrected",
        day=subject.wording.day(fix.corrected.date()),
        field=subject.wording.say(f"field.{fix.field}"),
        was=fix.was,
        now=fix.now,
        reason=fix.reason,
    )
