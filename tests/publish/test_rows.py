"""Which rows a redline page has, in which order: every clause once, and what went where it was."""

from __future__ import annotations

import pytest

from policydiff.clauses import parse_clauses
from policydiff.compare import compare_trees
from policydiff.publish.rows import rows_of

FEES = "Fees are paid each month by bank transfer."
NOTICE = "Notice of changes is given thirty days before they apply."
OFFICE = "Complaints go to the office in Berlin."
DATA = "Data is kept for as long as the contract runs."
LETTERS = "Letters are answered in the language in which they were written."

CASES = {
    "what did not change is kept": (
        f"## 1. Money\n\n1.1. {FEES}\n",
        f"## 1. Money\n\n1.1. {FEES}\n",
        ["kept 1", "kept 1.1"],
    ),
    "a changed clause stands under its headings": (
        f"# Terms\n\n## 1. Money\n\n1.1. {FEES}\n\n## 2. Rest\n\n2.1. {NOTICE}\n",
        f"# Terms\n\n## 1. Money\n\n1.1. {FEES.replace('month', 'year')}\n\n## 2. Rest\n\n2.1. {NOTICE}\n",
        ["kept terms", "context 1", "change 1.1", "kept 2", "kept 2.1"],
    ),
    "the title is above every page and not a heading of what changed": (
        f"# Terms\n\n{FEES}\n\n## 1. Rest\n\n1.1. {NOTICE}\n",
        f"# Terms\n\n{FEES.replace('month', 'year')}\n\n## 1. Rest\n\n1.1. {NOTICE}\n",
        ["kept terms", "change p1", "kept 1", "kept 1.1"],
    ),
    "what was removed stands where it stood, under the heading that it had": (
        f"## 1. Money\n\n1.1. {FEES}\n\n1.2. {OFFICE}\n\n## 2. Rest\n\n2.1. {NOTICE}\n",
        f"## 1. Money\n\n1.1. {FEES}\n\n## 2. Rest\n\n2.1. {NOTICE}\n",
        ["context 1", "kept 1.1", "change 1.2", "kept 2", "kept 2.1"],
    ),
    "what was removed from the beginning stands at the beginning": (
        f"1. {OFFICE}\n2. {FEES}\n3. {NOTICE}\n",
        f"2. {FEES}\n3. {NOTICE}\n",
        ["change 1", "kept 2", "kept 3"],
    ),
    "what moved is shown where it is, and where it was it is said where it went": (
        f"## 1. Money\n\n1.1. {OFFICE}\n\n1.2. {FEES}\n\n## 2. Rest\n\n2.1. {NOTICE}\n",
        f"## 1. Money\n\n1.1. {FEES}\n\n## 2. Rest\n\n2.1. {NOTICE}\n\n2.2. {OFFICE}\n",
        ["context 1", "moved away 1.1", "renumbered 1.1", "context 2", "kept 2.1", "change 2.2"],
    ),
    "what moved takes along what is below it": (
        f"## 1. One\n\n1.1. {FEES}\n\n## 2. Two\n\n2.1. {OFFICE}\n\n2.1.1. {DATA}\n\n2.2. {LETTERS}\n",
        f"## 1. One\n\n1.1. {FEES}\n\n1.2. {OFFICE}\n\n1.2.1. {DATA}\n\n## 2. Two\n\n2.1. {LETTERS}\n",
        ["context 1", "kept 1.1", "change 1.2", "renumbered 1.2.1", "context 2", "moved away 2.1", "renumbered 2.1"],
    ),
    "neighbours that were only renumbered are one row": (
        f"1. {FEES}\n2. {NOTICE}\n3. {OFFICE}\n",
        f"1. {DATA}\n2. {FEES}\n3. {NOTICE}\n4. {OFFICE}\n",
        ["change 1", "renumbered 2 3 4"],
    ),
    "those below another heading are another": (
        f"## 1. One\n\n1.1. {FEES}\n\n1.2. {NOTICE}\n\n## 2. Two\n\n2.1. {OFFICE}\n\n2.2. {LETTERS}\n",
        f"## 3. One\n\n3.1. {FEES}\n\n3.2. {NOTICE}\n\n## 4. Two\n\n4.1. {OFFICE}\n\n4.2. {LETTERS}\n",
        ["renumbered 3", "renumbered 3.1 3.2", "renumbered 4", "renumbered 4.1 4.2"],
    ),
    "a change between them parts them": (
        f"1. {FEES}\n2. {NOTICE}\n3. {OFFICE}\n4. {LETTERS}\n",
        f"3. {FEES}\n4. {NOTICE.replace('thirty', 'sixty')}\n5. {OFFICE}\n6. {LETTERS}\n",
        ["renumbered 3", "change 4", "renumbered 5 6"],
    ),
    "of those that lost their numbers each is a row": (
        f"Preface.\n\n1. {FEES}\n2. {NOTICE}\n3. {OFFICE}\n",
        f"Preface.\n\n- {FEES}\n- {NOTICE}\n- {OFFICE}\n",
        ["kept p1", "renumbered p2", "renumbered p3", "renumbered p4"],
    ),
    "of those that got numbers likewise": (
        f"Preface.\n\n- {FEES}\n- {NOTICE}\n",
        f"Preface.\n\n1. {FEES}\n2. {NOTICE}\n",
        ["kept p1", "renumbered 1", "renumbered 2"],
    ),
    "of neighbours only those with numbers are joined": (
        "## 1. Money of all\n\n## 2. Office hours\n\n## 3. Letters to us\n\n## Data of others\n",
        "## 3. Money of all\n\n## Office hours\n\n## 5. Letters to us\n\n## 6. Data of others\n",
        ["renumbered 3", "renumbered office-hours", "renumbered 5", "renumbered 6"],
    ),
    "what was removed behind what moved away with all below it stays there": (
        f"## 1. One\n\n1.1. {FEES}\n\n## 2. Two\n\n2.1. {OFFICE}\n\n2.1.1. {DATA}\n\n2.2. {NOTICE}\n\n2.3. {LETTERS}\n",
        f"## 1. One\n\n1.1. {FEES}\n\n1.2. {OFFICE}\n\n1.2.1. {DATA}\n\n## 2. Two\n\n2.3. {LETTERS}\n",
        [
            *("context 1", "kept 1.1", "change 1.2", "renumbered 1.2.1"),
            *("context 2", "moved away 2.1", "change 2.2", "kept 2.3"),
        ],
    ),
    "a text without a title begins with what is above a change like any other clause": (
        f"1. These are due:\n    1. {FEES}\n    2. {DATA}\n",
        f"1. These are due:\n    1. {FEES.replace('month', 'year')}\n    2. {DATA}\n",
        ["context 1", "change 1-1", "kept 1-2"],
    ),
    "a heading is not the title of the text because it has the same words": (
        f"---\ntitle: Fees\n---\n## 1. Money\n\n### Fees\n\n{FEES}\n",
        f"---\ntitle: Fees\n---\n## 1. Money\n\n### Fees\n\n{FEES.replace('month', 'year')}\n",
        ["context 1", "context fees", "change fees-p1"],
    ),
    "what is only set differently is kept": (
        f"## 1. One\n\n1.1. {FEES}\n\n1.2. {NOTICE}\n",
        f"## 1. One\n\n1.1. **{FEES}**\n\n1.2. {NOTICE}\n",
        ["kept 1", "kept 1.1", "kept 1.2"],
    ),
    "a mere renumbering shows no heading": (
        f"## 1. One\n\n1.2. {FEES}\n",
        f"## 1. One\n\n1.3. {FEES}\n",
        ["kept 1", "renumbered 1.3"],
    ),
    "what was split off is shown with what it was split from": (
        f"1. {FEES} {NOTICE}\n2. {OFFICE}\n",
        f"1. {FEES}\n2. {NOTICE}\n3. {OFFICE}\n",
        ["change 1", "renumbered 3"],
    ),
    "what was merged is one row": (
        f"1. {FEES}\n2. {NOTICE}\n3. {OFFICE}\n",
        f"1. {FEES} {NOTICE}\n2. {OFFICE}\n",
        ["change 1", "renumbered 2"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_rows(case: str) -> None:
    before, after, expected = CASES[case]
    old, new = parse_clauses(before), parse_clauses(after)
    rows = []
    for row in rows_of(old, new, compare_trees(old, new)):
        clauses = [change.clause for change in row.run] or [row.clause]
        rows.append(" ".join([row.form, *(clause.anchor.removeprefix("clause-") for clause in clauses)]))
    assert rows == expected
