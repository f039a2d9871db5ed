"""The sentences of an entry on its edition: its days, its record, and how much it changed.

They are true for as long as the history stands: nothing in them depends on today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from policydiff.model import Correction, Edition
from policydiff.publish.feeds.topic import Topic
from policydiff.publish.printable import one_line
from policydiff.publish.revisions import overtaken_by
from policydiff.publish.wording import Wording


def state_facts(topic: Topic) -> list[str]:
    """When an edition was posted and takes effect, and what is remarkable about that."""
    return [one_line(sentence) for sentence in (_state_effect(topic), *_state_posting(topic), *_state_record(topic))]


def state_counts(topic: Topic) -> str:
    """The class of the change, and how many clauses changed in which way; empty where that says nothing."""
    if topic.edition.omitted or topic.is_first_text:
        return ""
    counts = topic.comparison.counts
    numbers = {kind: n for kind, n in counts.items() if not (topic.section and kind == "unchanged")}
    words = ", ".join(part.unescape() for part in topic.wording.counts(numbers))
    change = topic.wording.plain(f"class.{topic.edition.change}")
    return topic.wording.plain("feed.counts", change=change[:1].upper() + change[1:], counts=words) if words else ""


def _state_effect(topic: Topic) -> str:
    say, edition = topic.wording.plain, topic.edition
    day = topic.wording.day_text(edition.effective)
    overtaken = overtaken_by(topic.chronicle.history, edition)
    if isinstance(overtaken, Edition):
        return say("never", edition=say("edition.inline", number=overtaken.number), day=day)
    if overtaken is not None:
        return say("feed.never.withdrawn", day=day)
    name = "takes_effect.dated" if edition.dated else "takes_effect"
    return say(name, day=day, rule=topic.wording.rule(edition.rule), clause="")


def _state_posting(topic: Topic) -> Iterator[str]:
    say, day, edition = topic.wording.plain, topic.wording.day_text, topic.edition
    yield say("posted.long", day=day(edition.posting_day)) + "."
    if topic.section:
        yield say("feed.only", section=topic.section)
    elif topic.is_first_text:
        yield say("first")
    if edition.promised is not None:
        yield say("shorter", rule=topic.wording.rule(edition.rule), day=day(edition.promised))
    if edition.effective < edition.posting_day:
        yield say("retroactive")
    if abs(edition.posted - edition.committed) > timedelta(days=1):
        yield say("committed", posted=day(edition.posting_day), committed=day(edition.committed.date()))
    if edition.restored:
        yield say("restored")


def _state_record(topic: Topic) -> Iterator[str]:
    edition = topic.edition
    yield from (_state_correction(topic.wording, fix) for fix in edition.corrections if fix.field != "omit")
    if edition.omitted:
        reason = next((fix.reason for fix in edition.corrections if fix.field == "omit"), "")
        yield topic.wording.plain("omitted", reason=reason) if reason else topic.wording.plain("omitted.short")


def _state_correction(wording: Wording, fix: Correction) -> str:
    day, field = wording.day_text(fix.corrected.date()), wording.plain(f"field.{fix.field}")
    if fix.field in {"title", "note"}:
        # What it was is not repeated: it may have been corrected because it should not be seen.
        return wording.plain("feed.corrected", day=day, field=field, reason=fix.reason)
    return wording.plain("corrected", day=day, field=field, was=fix.was, now=fix.now, reason=fix.reason)
