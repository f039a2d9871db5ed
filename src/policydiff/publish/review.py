"""A change as those see it who decide about it: as a comment for a merge request, and as one HTML file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from policydiff.check.finding import Finding
from policydiff.compare.knock_on import KnockOn, state_knock_on
from policydiff.model import KINDS, Change, Comparison
from policydiff.publish.redline_html import render_redline
from policydiff.publish.templating import fill

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
    new: str
    """What the two texts are called: `edition 4`, `the draft`."""
    comparison: Comparison
    knock_on: Sequence[KnockOn] = ()
    findings: Sequence[Finding] = ()
    effective: date | None = None
    """From when the new text applies, if it is posted today."""
    promised: date | None = None
    """The day that the notice rule grants, when that is later."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that a reader sees."""
        return tuple(change for change in self.comparison.changes if change.kinds != ("format",))

    @property
    def counts(self) -> str:
        """How many clauses of each kind, in words."""
        counts = [f"{self.comparison.counts[kind]} {kind}" for kind in KINDS if self.comparison.counts[kind]]
        return " · ".join([*counts, f"{self.comparison.unchanged} unchanged"])

    @property
    def notice(self) -> str:
        """From when it applies, in a sentence; empty where nothing is posted."""
        if self.effective is None:
            return ""
        said = f"Posted today, this takes effect on {_in_words(self.effective)}."
        if self.promised:
            said += f" The notice rule promises readers {_in_words(self.promised)}: this is shorter."
        return said

    @property
    def affected(self) -> list[str]:
        """The knock-on effects in sentences."""
        return state_knock_on(self.knock_on)


def describe_change(change: Change) -> str:
    """What a clause is called and what happened to it."""
    said = []
    for kind in change.kinds:
        old = change.old.label if change.old else ""
        said.append(f"{kind} from {old}" if kind in ("renumbered", "moved") and old else kind)
    clause = change.clause
    name = clause.name if clause.heading else clause.label or clause.name
    return f"{name}: {', '.join(said)}"


def review_markdown(review: Review, limit: int = GITHUB_LIMIT) -> str:
    """The review as a comment that fits within `limit` characters; what does not fit is counted in a sentence.

    Nobody is notified by what a policy says: `@name` and `#1` in its words are no mentions.
    """
    if not review.changes:
        return f"### {_quiet(review.policy)}: no words change\n"
    head = [f"### {_quiet(review.policy)}: {_quiet(review.new)} against {_quiet(review.old)}", "", review.counts, ""]
    if review.notice:
        head += [f"**{review.notice}**", ""]
    blocks = ["\n".join(head)]
    tail = _as_list("Also affected, with the same words", review.affected)
    tail += _as_list("Findings", _state(review.findings))
    changes = [_change_block(change) for change in review.changes]
    return _fit(blocks, changes, tail, limit)


def review_html(reviews: Sequence[Review]) -> str:
    """The reviews as one complete HTML file that needs nothing else."""
    shown = [
        {
            "review": review,
            "findings": _state(review.findings),
            "changes": [
                (describe_change(change), render_redline(change.redline) if change.redline else Markup())
                for change in review.changes
            ],
        }
        for review in reviews
    ]
    return str(fill("review.html", reviews=shown))


def _in_words(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"


def _state(findings: Sequence[Finding]) -> list[str]:
    return [
        f"{finding.severity}: {finding.path}:{finding.line}: {finding.message} {finding.proposal}".strip()
        for finding in findings
    ]


def _as_list(title: str, lines: Sequence[str]) -> list[str]:
    return ["\n".join([f"**{title}**", "", *(f"- {_quiet(line)}" for line in lines), ""])] if lines else []


def _change_block(change: Change) -> str:
    parts = [f"**{_quiet(describe_change(change))}**", ""]
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


def _fit(head: list[str], changes: list[str], tail: list[str], limit: int) -> str:
    """As many changes and closing lists as there is room for."""
    text = "\n".join(head)
    rest = "\n".join(tail)
    note = "\n_{} further changes do not fit into a comment: see the whole review._\n"
    room = limit - len(text) - len(note) - 10
    if len(rest) > room // 2:
        cut = rest[: max(room // 2, 0)].rsplit("\n", 1)[0]
        rest = f"{cut}\n\n_More of this does not fit into a comment: see the whole review._\n"
    room -= len(rest)
    shown: list[str] = []
    for change in changes:
        room -= len(change) + 1
        if room < 0:
            break
        shown.append(change)
    text += "\n" + "\n".join(shown)
    left = len(changes) - len(shown)
    text += (note.format(left) if left else "") + ("\n" + rest if rest else "")
    return text.strip() + "\n"
