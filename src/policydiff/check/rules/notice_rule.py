"""The words about how changes take effect disagree with the notice rule that the site computes with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.history.notice import state_notice
from policydiff.model import NoticeRule

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "five": 5, "seven": 7, "ten": 10, "fourteen": 14, "fifteen": 15, "twenty": 20,
    "twenty-one": 21, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90,
}  # fmt: skip
_POSTING = r"(?:post(?:ing|ed)|publi(?:cation|shing|shed)|(?:are|is) posted|placement|placing)"
_EFFECT = r"(?:tak(?:es?|ing)|(?:comes?|enters?|go(?:es)?) into|becomes?|be) (?:effect|effective|force)|effective"
_NEXT_DAY = re.compile(
    rf"(?:{_EFFECT})[^.]{{0,40}}\b(?:the|on the|from the) (?:day (?:after|following)|(?:next|following) day)\b"
    rf"[^.]{{0,40}}{_POSTING}",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    rf"(?:{_EFFECT})[^.;]{{0,30}}\b(?:immediately|(?:up)?on|as soon as|at the (?:time|moment) of|when|once)\b"
    rf"[^.;]{{0,40}}{_POSTING}",
    re.IGNORECASE,
)
_DAYS = re.compile(
    rf"(?:{_EFFECT})[^.]{{0,60}}?\b(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})(?: ?\(\w+\))? "
    rf"(?P<unit>(?:business |working |calendar )?(?:days?|weeks?))"
    rf"[^.]{{0,40}}(?:after|following|from)[^.]{{0,40}}{_POSTING}",
    re.IGNORECASE,
)
_CHANGES = re.compile(r"\b(?:chang|amend|modif|revis|updat|edition|version)", re.IGNORECASE)


def find(draft: DraftText) -> Iterator[Remark]:
    """The amendment clause, where it says something else than the configured rule."""
    if draft.record is None or not draft.record.configured:
        return
    rule = draft.record.own_rule
    for place, clause in enumerate(draft.tree.clauses):
        if not _CHANGES.search(clause.words):
            continue
        for said, start, end in read_promises(clause.text):
            if (said.days, said.business) != (rule.days, rule.business):
                yield Remark(
                    Spot(place, "text", start, end),
                    f"The text promises that changes take effect {state_notice(said)}; the site computes with "
                    f"{state_notice(rule)}.",
                    "Correct the clause, or the setting `notice`.",
                )


def read_promises(text: str) -> Iterator[tuple[NoticeRule, int, int]]:
    """The notice rules that some words state, with their places."""
    for match in _DAYS.finditer(text):
        number = int(match["number"]) if match["number"].isdigit() else _NUMBERS[match["number"].casefold()]
        weeks = 7 if "week" in match["unit"].casefold() else 1
        business = "business" in match["unit"].casefold() or "working" in match["unit"].casefold()
        yield NoticeRule(number * weeks, business), match.start(), match.end()
        return
    for pattern, rule in ((_NEXT_DAY, NoticeRule(1)), (_AT_ONCE, NoticeRule(0))):
        for match in pattern.finditer(text):
            yield rule, match.start(), match.end()
            return


RULE = Rule("notice-rule", "error", "the amendment clause disagrees with the configured notice rule", find)
