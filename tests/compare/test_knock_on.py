"""Which clauses keep their words and yet are affected: each line of a case is one that somebody should be told of."""

from __future__ import annotations

import pytest

from policydiff.clauses import parse_clauses
from policydiff.compare import compare_trees
from policydiff.compare.knock_on import find_knock_on

TERMS = """# Terms

## 1. Definitions

1.1. "Account" means what we keep about you.

1.2. "Fee" means what is paid each month.

## 2. Use

2.1. Whoever has an Account pays as clause 3.1 says.

2.2. The Account is closed where clause 3.1.2 says so.

2.3. All that we offer is described in section 3.

## 3. Payment

3.1. A Fee is due in these cases:

3.1.1. at the end of each month of the year,

3.1.2. at once, where the contract ends before its time by clause 3.3.

3.2. Nothing of this is paid by schools and charities of any kind.

3.3. The contract ends when one of both parties says so in writing.
"""

CASES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "who refers to what was amended, and to what it is below": (
        [("at once,", "after ten days,")],
        ["2.1 refers to clause 3.1", "2.2 refers to clause 3.1.2", "2.3 refers to section 3"],
    ),
    "who refers to the section in which a clause was amended": (
        [("schools and charities", "schools, charities and churches")],
        ["2.3 refers to section 3"],
    ),
    "who refers to what was removed": (
        [("3.3. The contract ends when one of both parties says so in writing.\n", "")],
        ["2.3 refers to section 3", "3.1.2 refers to clause 3.3"],
    ),
    "but not who is gone, or changed, together with it": (
        [
            ("3.3. The contract ends when one of both parties says so in writing.\n", ""),
            (" before its time by clause 3.3.", " before its time."),
        ],
        ["2.1 refers to clause 3.1", "2.2 refers to clause 3.1.2", "2.3 refers to section 3"],
    ),
    "and not who was removed together with it": (
        [
            ("3.3. The contract ends when one of both parties says so in writing.\n", ""),
            ("3.1.2. at once, where the contract ends before its time by clause 3.3.\n\n", ""),
        ],
        ["2.1 refers to clause 3.1", "2.2 refers to clause 3.1.2", "2.3 refers to section 3"],
    ),
    "who uses a term that means something else, once, in the order of the text": (
        [("keep about you", "keep about you and yours")],
        ["2.1 uses Account", "2.2 uses Account"],
    ),
    "but not where it is defined": (
        [("what is paid each month", "what is paid, other than by an Account, each year")],
        ["3.1 uses Fee"],
    ),
    "who uses a term that is not defined any more": (
        [('1.1. "Account" means what we keep about you.', "1.1. We keep some data about you in a file.")],
        ["2.1 uses Account", "2.2 uses Account"],
    ),
    "who refers to what was split, by either part": (
        [
            (
                "3.2. Nothing of this is paid by schools and charities of any kind.",
                "3.2. Nothing of this is paid by schools\n\n3.2a. and charities of any kind.",
            )
        ],
        ["2.3 refers to section 3"],
    ),
    "nobody, where a clause is only set differently": (
        [("at once, where", "**at once**, where")],
        [],
    ),
    "nobody, where a clause is only renumbered": (
        [("3.2. Nothing", "3.9. Nothing")],
        [],
    ),
    "nobody, where a clause only moved": (
        [
            ("3.3. The contract ends when one of both parties says so in writing.\n", ""),
            ("## 2. Use\n", "1.3. The contract ends when one of both parties says so in writing.\n\n## 2. Use\n"),
        ],
        [],
    ),
    "nobody, where a clause only stands elsewhere under its number": (
        [
            ("3.3. The contract ends when one of both parties says so in writing.\n", ""),
            ("3.1. A Fee", "3.3. The contract ends when one of both parties says so in writing.\n\n3.1. A Fee"),
        ],
        [],
    ),
    "who uses a term of which a second definition is another now": (
        [
            ("3.2. Nothing of this", '3.2. "Account" means a bank account. Nothing of this'),
        ],
        ["2.1 uses Account", "2.2 uses Account", "2.3 refers to section 3"],
    ),
}


def affected(before: str, after: str) -> list[str]:
    old, new = parse_clauses(before), parse_clauses(after)
    verbs = {"reference": "refers to", "term": "uses"}
    found = find_knock_on(old, new, compare_trees(old, new))
    return [f"{each.clause.label.rstrip('.')} {verbs[each.kind]} {each.about}" for each in found]


@pytest.mark.parametrize("case", CASES)
def test_who_is_affected(case: str) -> None:
    edits, expected = CASES[case]
    after = TERMS
    for old, new in edits:
        assert after.count(old) == 1, old
        after = after.replace(old, new)
    assert affected(TERMS, after) == expected


def test_each_part_of_what_was_split_has_changed() -> None:
    first, second = "Notice is given in writing.", "It is given thirty days before the end of a month."
    reader = "1. Whoever leaves reads clause 2, and whoever stays reads clause 3.\n"
    assert affected(f"{reader}2. {first} {second}\n", f"{reader}2. {first}\n3. {second}\n") == [
        "1 refers to clause 2",
        "1 refers to clause 3",
    ]


def test_what_stands_in_a_section_is_not_affected_by_its_own_section() -> None:
    old = "## 1. Fees\n\n1.1. The fees of this section 1 are paid.\n\n1.2. A fee is ten euro.\n"
    assert affected(old, old.replace("ten", "twenty")) == []


def test_who_refers_twice_is_named_once() -> None:
    old = "1. Fees are due by clause 2, and never without clause 2.\n2. A fee is ten euro.\n"
    assert affected(old, old.replace("ten", "twenty")) == ["1 refers to clause 2"]


def test_a_clause_that_names_itself_is_not_affected_by_what_is_below_it() -> None:
    old = "1. These are the fees of clause 1:\n    1. ten euro each year,\n    2. one euro each letter.\n"
    assert affected(old, old.replace("ten", "twenty")) == []


def test_a_term_that_is_new_affects_nobody() -> None:
    old = "1. The Office is open on all working days.\n2. Letters go to the Office.\n"
    assert affected(old, f'{old}3. "Office" means our house in Berlin.\n') == []
