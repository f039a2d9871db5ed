"""What the scripts of a page need to know: addresses, words and days. What they show is in the static pages, too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from policydiff.history.standing import edition_in_force, withdrawal_day
from policydiff.model import Edition
from policydiff.publish.subject import Subject
from policydiff.publish.words import ENGLISH

_DAY = re.compile(r"<time[^>]*>([^<]*)</time>")
ANY = "~~"
"""Stands in an address for what the script puts in."""
SPOKEN = ("affected.", "count.", "kind.", "live.")
"""The names of the words that scripts say begin so, and those in ALSO_SPOKEN."""
ALSO_SPOKEN = (
    "moved_here", "renumbered", "numbered_now", "unnumbered_now", "split", "merged", "format", "inserted", "deleted",
    "change_ends", "added.whole", "removed.whole", "in_full", "in_full.of", "history", "history.short", "side.old",
    "side.new", "no_changes", "clause", "edition", "edition.inline", "renumbered.run", "moved_away", "posted",
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """The attributes of the element that scripts read, for a page of a policy."""

    subject: Subject
    page: str
    number: int

    @property
    def attributes(self) -> Mapping[str, str]:
        """By name, without `data-pd-`."""
        subject, page = self.subject, self.page
        link = subject.addresses.link
        return {
            "data": subject.addresses.file_link(page, subject.at("compare.json")),
            "base": link(page, subject.base),
            "compare": link(page, subject.at("compare")),
            "edition": link(page, subject.at("editions", ANY)),
            "redline": link(page, subject.at("changes", ANY)),
            "clause": link(page, subject.at("clauses", ANY)),
            "latest": str(subject.latest.number),
            "zone": subject.latest.own_timezone,
            "number": str(self.number),
            "cite": self._citation(subject.edition(self.number)),
            "cite-clause": subject.wording.plain("clause", label="{label}"),
            "changes": link(page, subject.at("changes")),
            "changes-name": subject.wording.plain("all_changes"),
            "failed": subject.wording.raw("live.failed"),
            "copied": subject.wording.plain("live.copied"),
            "link-title": subject.wording.raw("live.link"),
            "cite-title": subject.wording.raw("live.cite"),
        }

    @property
    def choices(self) -> list[Edition]:
        """The editions that can be chosen, newest first."""
        return [edition for edition in reversed(self.subject.editions) if not edition.omitted]

    def _citation(self, edition: Edition) -> str:
        say = self.subject.wording.plain
        first = self.subject.standing(edition.number).in_force_from
        names = [self.subject.facts.name, self.subject.title, "{clause}", say("edition.inline", number=edition.number)]
        if first is None:
            names.append(say("never.short"))
        else:
            names.append(say("cite.from", day=self.subject.wording.day_text(first)))
        return ", ".join(name for name in names if name)


def reader_data(subject: Subject) -> dict[str, object]:
    """What goes with the compare data: words, days and how the editions are called."""
    return {
        "language": subject.wording.language,
        "words": {
            name: subject.wording.raw(name) for name in ENGLISH if name.startswith(SPOKEN) or name in ALSO_SPOKEN
        },
        "days": [[day.isoformat(), number] for day, number in days_of(subject)],
        "names": [
            {
                "posted": _without_breaks(subject.posted(edition)),
                "applies": _without_breaks(subject.applies(edition.number)),
                "title": edition.title,
            }
            for edition in subject.editions
        ],
    }


def _without_breaks(words: Markup) -> str:
    """A sentence as text, with no line ending within one of its days."""
    said = str(words.striptags())
    for day in _DAY.findall(words):
        said = said.replace(day, day.replace(" ", "\u00a0"))
    return said


def days_of(subject: Subject) -> list[tuple[date, int]]:
    """The days on which another edition (0: none) comes into force, with what applies from then on."""
    history = subject.chronicle.history
    days = {edition.effective for edition in history.editions} | {edition.posting_day for edition in history.editions}
    days |= {withdrawal_day(history, withdrawal) for withdrawal in history.withdrawals}
    found: list[tuple[date, int]] = []
    for day in sorted(days):
        edition = edition_in_force(history, day)
        number = edition.number if edition else 0
        if number != (found[-1][1] if found else 0):
            found.append((day, number))
    return found


__all__ = ["Reader", "days_of", "reader_data"]
