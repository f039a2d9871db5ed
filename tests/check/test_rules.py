"""Golden findings: each rule on each `golden/RULE/CASE.md` must report what `CASE.txt` says, and nothing else.

A new case is a new file; `UPDATE_GOLDEN=1 pytest tests/check/test_rules.py` writes what is missing or has changed, to
be read before it is committed. Cases called `clean…` must report nothing.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from policydiff.check.addresses import find_ids, look_up
from policydiff.check.draft import DraftText
from policydiff.check.rules import RULES
from policydiff.check.run import check_draft
from policydiff.clauses import parse_clauses

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*/*.md"))
NEED_HISTORY = {"stated-date", "notice-rule", "short-notice", "renumbered-reference"}
"""Their cases are real repositories, in `test_history_rules.py`."""


def read(source: str, beside: dict[str, bytes] | None = None) -> DraftText:
    tree = parse_clauses(source)
    linked = look_up(tree, (beside or {}).get)
    return DraftText("policy.md", source, tree, date(2026, 1, 1), find_ids(source), linked)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_rule_reports_what_the_golden_file_says(case: Path) -> None:
    rules = [rule for rule in RULES if rule.name == case.parent.name]
    assert rules, f"no rule is called {case.parent.name}"
    beside = {"terms.md": b"# Terms\n\n## 1. Use\n\n1.1. Text.\n", "form.pdf": b"%PDF-1.7"}
    found = check_draft(read(case.read_text(encoding="utf-8"), beside), rules=rules)
    shown = "".join(
        f"{finding.line}:{finding.column} {finding.severity} {finding.clause}\n"
        f"    {finding.message}\n" + (f"    {finding.proposal}\n" if finding.proposal else "")
        for finding in found
    )
    expected = case.with_suffix(".txt")
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")
    assert not (case.stem.startswith("clean") and shown)


def test_every_rule_has_a_case_that_it_reports_and_one_that_it_lets_pass() -> None:
    for rule in RULES:
        if rule.name in NEED_HISTORY:
            continue
        cases = [case.with_suffix(".txt").read_text() for case in CASES if case.parent.name == rule.name]
        assert any(cases), f"{rule.name} reports nothing in its golden files"
        assert not all(cases), f"{rule.name} has no golden file in which it is silent"
