"""A change as those see it who decide about it: as a comment for a merge request, and as one HTML file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from policydiff.check.finding import Finding
from policydiff.compare.knock_on import KnockOn
from policydiff.model import KINDS, Change, Comparison
from policydiff.publish.affected import state_affected
from policydiff.publish.redline_html import Spoken, render_redline
from policydiff.publish.templating import fill
from policydiff.publish.wording import Wording

GITHUB_LIMIT = 65_536
"""Characters of a comment on GitHub; GitLab takes a million. https://github.com/orgs/community/discussions/27190"""
_KEPT = 60
"""How many kept characters are shown on each side of a change in a comment."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~])")


@dataclass(frozen=True)
class Review:
    """What is to be decided about."""

    policy: str
    old: str
    """What the earlier text is called (`edition 4`); empty for a policy that was never posted."""
    new: str
    """What the later text is called: `the draft`."""
    comparison: Comparison
    knock_on: Sequence[KnockOn] = ()
    findings: Sequence[Finding] = ()
    effective: date | None = None
    """From when the new text applies, if it is posted today."""
    promised: date | None = None
    """The day that the notice rule grants, when that is later."""
    wording: Wording = field(default_factory=Wording)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that a reader sees."""
        return tuple(change for change in self.comparison.changes if change.kinds != ("format",))

    @property
    def title(self) -> str:
        """What is compared with what."""
        if not self.old:
            return self.wording.plain("review.first", policy=self.policy)
        return self.wording.plain("review.head", policy=self.policy, new=self.new, old=self.old)

    def redline(self, change: Change) -> Markup:
        """A change word by word, as HTML that can be heard too."""
        say = self.wording.plain
        spoken = Spoken(f"{say('inserted')} ", f"{say('deleted')} ", f" ({say('change_ends')}) ", "pd-sr")
        return render_redline(change.redline, spoken=spoken) if change.redline else Markup()

    @property
    def counts(self) -> str:
        """How many clauses of each kind, in words."""
        counts = {kind: self.comparison.counts[kind] for kind in KINDS} | {"unchanged": self.comparison.unchanged}
        return str(Markup(" · ").join(self.wording.counts(counts)).unescape())

    @property
    def notice(self) -> str:
        """From when it applies, in a sentence; empty where nothing is posted."""
        if self.effective is None:
            return ""
        said = self.wording.plain("draft.effect", day=self.wording.weekday_text(self.effective))
        if self.promised:
            said += " " + self.wording.plain("draft.shorter", day=self.wording.weekday_text(self.promised))
        return said

    @property
    def affected(self) -> list[str]:
        """The knock-on effects in words."""
        lines = state_affected(self.knock_on, self.wording, lambda clause: clause.label or clause.name)
        return [str(line.unescape()) for line in lines]


def describe_change(change: Change, wording: Wording) -> str:
    """What a clause is called and what happened to it."""
    old = change.old.label if change.old else ""
    said = []
    for kind in change.kinds:
        entry = {"renumbered": "renumbered", "moved": "moved_from"}.get(kind) if old else None
        said.append(wording.plain(entry, label=old) if entry else wording.plain(f"kind.{kind}"))
    clause = change.clause
    name = clause.name if clause.heading else clause.label or clause.name
    return f"{name}: {', '.join(said)}"


def review_markdown(review: Review, limit: int = GITHUB_LIMIT) -> str:
    """The review as a comment that fits within `limit` characters; what does not fit is counted in a sentence.

    Nobody is notified by what a policy says: `@name` and `#1` in its words are no mentions.
    """
    say = review.wording.plain
    if not review.changes:
        return f"### {_quiet(review.title)}\n\n{say('review.same')}\n"
    head = [f"### {_quiet(review.title)}", "", review.counts, ""]
    if review.notice:
        head += [f"**{_quiet(review.notice)}**", ""]
    tail = _as_list(say("affected"), review.affected)
    tail += _as_list(say("findings"), _state(review))
    changes = [_change_block(change, review.wording) for change in review.changes]
    return _fit(["\n".join(head)], changes, tail, limit, review.wording)


def review_html(reviews: Sequence[Review]) -> str:
    """The reviews as one complete HTML file that needs nothing else."""
    shown = [
        {
            "review": review,
            "changes": [(describe_change(change, review.wording), review.redline(change)) for change in review.changes],
        }
        for review in reviews
    ]
    wording = reviews[0].wording if reviews else Wording()
    return str(fill("review.html", reviews=shown, language=wording.language, say=wording.say))


def _state(review: Review) -> list[str]:
    return [
        f"{review.wording.plain(f'finding.{finding.severity}')}: {finding.path}:{finding.line}: "
        f"{finding.message} {finding.proposal}".strip()
        for finding in review.findings
    ]


def _as_list(title: str, lines: Sequence[str]) -> list[str]:
    return ["\n".join([f"**{title}**", "", *(f"- {_quiet(line)}" for line in lines), ""])] if lines else []


def _change_block(change: Change, wording: Wording) -> str:
    parts = [f"**{_quiet(describe_change(change, wording))}**", ""]
    count = len(change.redline)
    shown = "".join(_segment(segment.op, segment.text, place, count) for place, segment in enumerate(change.redline))
    if shown.strip():
        parts += [f"> {shown.strip()}", ""]
    return "\n".join(parts)


def _segment(op: str, text: str, place: int, count: int) -> str:
    if op != "=":
        element = "ins" if op == "+" else "del"
        return f"<{element}>{_quiet(text)}</{element}>"
    if len(text) > 2 * _KEPT:
        first = text[:_KEPT].rsplit(" ", 1)[0] if place else ""
        last = text[-_KEPT:].split(" ", 1)[-1] if place + 1 < count else ""
        return f"{_quiet(first)} … {_quiet(last)}"
    return _quiet(text)


def _quiet(words: str) -> str:
    """Words as words: no markup, no HTML, no mention. A comment between @ and the name is not seen and breaks it."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(words.split(" ")).replace("\n", " ").replace("&", "&amp;"))
    return re.sub(r"([@#!])(?=\w)", r"\1<!-- -->", plain)


def _fit(head: list[str], changes: list[str], tail: list[str], limit: int, wording: Wording) -> str:
    """As many changes and closing lists as there is room for."""
    text = "\n".join(head)
    rest = "\n".join(tail)
    note = f"\n_{wording.count('review.more', len(changes))}_\n"
    room = limit - len(text) - len(note) - len("\n\n\n")
    if len(rest) > room // 2:
        cut = rest[: max(room // 2, 0)].rsplit("\n", 1)[0]
        rest = f"{cut}\n\n_{wording.plain('review.cut')}_\n"
    room -= len(rest)
    shown: list[str] = []
    for change in changes:
        room -= len(change) + 1
        if room < 0:
            break
        shown.append(change)
    text += "\n" + "\n".join(shown)
    left = len(changes) - len(shown)
    text += (f"\n_{wording.count('review.more', left)}_\n" if left else "") + ("\n" + rest if rest else "")
    return text.strip() + "\n"
