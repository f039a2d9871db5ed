"""Runs the rules over a text: places what they found, leaves out what is silenced or switched off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from policydiff.check.draft import DraftText
from policydiff.check.finding import Finding, Level
from policydiff.check.rule import Remark, Rule
from policydiff.check.rules import RULES
from policydiff.check.silence import Silence, read_silences


def check_draft(
    draft: DraftText, levels: Mapping[str, Level] | None = None, rules: Iterable[Rule] = RULES
) -> tuple[Finding, ...]:
    """All findings in a text, in the order of the file. `levels` changes the severity of rules or turns them `off`."""
    levels = levels or {}
    silences = read_silences(draft.lines, map(draft.locator.line_of, range(len(draft.tree.clauses))))
    found = [finding for rule in rules if levels.get(rule.name) != "off" for finding in _apply(rule, draft, levels)]
    kept = [finding for finding in found if not any(silence.covers(finding) for silence in silences)]
    kept += _useless(draft, silences)
    unique = dict.fromkeys(kept)
    return tuple(sorted(unique, key=lambda finding: (finding.line, finding.column, finding.rule)))


def only_new(findings: Iterable[Finding], earlier: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that an earlier text did not have, wherever they stand now."""
    known = Counter((finding.rule, finding.about) for finding in earlier)
    found: list[Finding] = []
    for finding in findings:
        key = (finding.rule, finding.about)
        if known[key]:
            known[key] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _apply(rule: Rule, draft: DraftText, levels: Mapping[str, Level]) -> Iterator[Finding]:
    for remark in rule.find(draft):
        level = levels.get(rule.name) or remark.severity or rule.severity
        if level != "off":
            yield _place(remark, rule.name, level, draft)


def _place(remark: Remark, rule: str, severity: Level, draft: DraftText) -> Finding:
    spot = remark.spot
    clause = None if spot.place is None else draft.tree.clauses[spot.place]
    if spot.line:
        line, column = spot.line, spot.column
    elif spot.place is None:
        line, column = 1, 1
    elif spot.start is None:
        line, column = draft.locator.start_of(spot.place)
    else:
        line, column = draft.locator.locate(spot.place, spot.field, spot.start, spot.end)
    assert severity != "off"
    return Finding(
        rule, severity, draft.path, line, column, clause.anchor if clause else "", clause.label if clause else "",
        remark.message, remark.proposal, remark.about or remark.message,
    )  # fmt: skip


def _useless(draft: DraftText, silences: tuple[Silence, ...]) -> Iterator[Finding]:
    """A comment that does not silence anything hides a mistake: it says so."""
    known = {rule.name for rule in RULES}
    for silence in silences:
        unknown = sorted(silence.rules - known)
        if not silence.reason:
            message = "This comment gives no reason, so it silences nothing."
            proposal = "Write the reason behind a colon: <!-- policydiff ignore RULE: REASON -->."
        elif unknown:
            message = f"No rule is called {unknown[0]!r}, so this comment silences nothing."
            proposal = "`policydiff check --rules` lists the rules."
        else:
            continue
        yield Finding("silence", "warning", draft.path, silence.line, silence.column, "", "", message, proposal)
