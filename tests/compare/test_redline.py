"""Redlines: short, readable, exact, and nothing cut that belongs together."""

from __future__ import annotations

import pytest

from policydiff.clauses.terms import finder_of
from policydiff.compare.alignment import align
from policydiff.compare.redline import Terms, draw_redline, settle_typography
from policydiff.model import Mark, Segment, Span
from tests.compare.texts import compare, rebuilt, show

CASES = [
    ("we keep it for 30 days", "we keep it for 60 days", "we keep it for [-30 days-]{+60 days+}"),
    ("see clause 5.6.2", "see clause 5.7.2", "see clause [-5.6.2-]{+5.7.2+}"),
    ("pay $100 now", "pay $200 now", "pay [-$100-]{+$200+} now"),
    ("write to a@b.example today", "write to c@b.example today", "write to [-a@b.example-]{+c@b.example+} today"),
    ("the User's data", "the Users' data", "the [-User's-]{+Users'+} data"),
    ("a opt-out right", "a opt-in right", "a [-opt-out-]{+opt-in+} right"),
    ("names, addresses and dates", "names and dates", "names[-, addresses-] and dates"),
    ("We log. We share.", "We log. We store. We share.", "We log. {+We store. +}We share."),
    (
        "notify the operator of the change promptly",
        "inform a partner of the breach quickly",
        "[-notify the operator-]{+inform a partner+} of the [-change promptly-]{+breach quickly+}",
    ),
    ("foo(bar)", "foo (bar)", "foo{+ +}(bar)"),
    ("", "all new", "{+all new+}"),
    ("see Section 5(a)(ii)", "see Section 5(a)(iii)", "see Section [-5(a)(ii)-]{+5(a)(iii)+}"),
    ("in v1.3.1 or later", "in v1.4.1 or later", "in [-v1.3.1-]{+v1.4.1+} or later"),
    ("see the list of names", "see [the list] of names", "see [-the list-]{+[the list]+} of names"),
    ("see [the long list] here", "see [the short list] here", "see [the [-long-]{+short+} list] here"),
    ("see [a] here", "see [a] [b] here", "see [a] {+[b] +}here"),
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES[:8] + CASES[9:])
def test_redlines(old: str, new: str, expected: str) -> None:
    redline = draw_redline((Span(old),), (Span(new),))
    assert show(redline) == expected
    assert rebuilt(redline) == (old, new)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "use of Personal Account Data is free",
            "use of Personal and shared Account Data is free",
            "use of [-Personal Account Data-]{+Personal and shared Account Data+} is free",
        ),
        (
            "use of Account Data is free",
            "use of Personal Account Data is free",
            "use of {+Personal +}Account Data is free",
        ),
        ("your Personal Account Data", "your own Personal Account Data", "your {+own +}Personal Account Data"),
    ],
)
def test_a_defined_term_is_not_torn(old: str, new: str, expected: str) -> None:
    terms = finder_of(["Personal Account Data", "Account Data"])
    redline = draw_redline((Span(old),), (Span(new),), Terms(terms, terms))
    assert show(redline) == expected
    assert rebuilt(redline) == (old, new)


def test_terms_are_those_that_the_texts_define() -> None:
    old = '# T\n\n1. "Service Level Report" means a list.\n2. We send the Service Level Report to all who ask.\n'
    new = old.replace("the Service Level Report", "the Service and Level Report")
    (change,) = compare(old, new).changes
    assert show(change.redline) == ("We send the [-Service Level Report-]{+Service and Level Report+} to all who ask.")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Names | account | 30 days", "Names | support | 30 days", "Names | [-account-]{+support+} | 30 days"),
        ("a | to run it | never", "a | never | to run it", "a | [-to run it-]{+never+} | [-never-]{+to run it+}"),
        ("Names | 30 days", "Names | account | 30 days", "Names {+| account +}| 30 days"),
        ("Names | account | 30 days", "Names | 30 days", "Names [-| account -]| 30 days"),
        ("Names | account", "Names | account | 30 days", "Names | account{+ | 30 days+}"),
        ("a | b | c", "d | b | x | c", "[-a-]{+d+} | b {+| x +}| c"),
    ],
)
def test_a_row_is_compared_cell_by_cell(old: str, new: str, expected: str) -> None:
    redline = draw_redline((Span(old),), (Span(new),), cells=True)
    assert show(redline) == expected
    assert rebuilt(redline) == (old, new)


def test_rows_are_the_clauses_of_a_table() -> None:
    table = (
        "# T\n\n| Data | Purpose | Kept |\n|---|---|---|\n| Names | to run it | never |\n| Logs | faults | 1 year |\n"
    )
    comparison = compare(table, table.replace("to run it | never", "never | to run it"))
    (change,) = comparison.changes
    assert show(change.redline) == "Names | [-to run it-]{+never+} | [-never-]{+to run it+}"


def test_a_lone_stop_word_between_changes_is_given_up() -> None:
    redline = draw_redline((Span("they notify the operator"),), (Span("they inform the partner"),))
    assert show(redline) == "they [-notify the operator-]{+inform the partner+}"


def test_markup_is_an_attribute_of_the_words() -> None:
    old = (Span("see "), Span("the old list", (Mark("link", "https://a.example/"),)), Span(" here"))
    new = (Span("see "), Span("the new list", (Mark("link", "https://b.example/"),)), Span(" here"))
    assert draw_redline(old, new) == (
        Segment("=", "see "),
        Segment("=", "the ", (Mark("link", "https://b.example/"),)),
        Segment("-", "old", (Mark("link", "https://a.example/"),)),
        Segment("+", "new", (Mark("link", "https://b.example/"),)),
        Segment("=", " list", (Mark("link", "https://b.example/"),)),
        Segment("=", " here"),
    )


def test_a_code_span_is_not_cut() -> None:
    code = (Mark("code"),)
    redline = draw_redline((Span("run "), Span("git log -n 1", code)), (Span("run "), Span("git log -n 2", code)))
    assert show(redline) == "run [-git log -n 1-]{+git log -n 2+}"


def test_a_very_long_clause_is_compared_within_bounds() -> None:
    old = [f"w{number % 9000}" for number in range(60_000)]
    new = [*old[:20_000], "inserted", *old[20_001:]]
    kept = align(old, new)
    assert sum(run.size for run in kept) == 59_999


def test_quotation_marks_that_are_only_set_differently_are_no_words() -> None:
    old, new = 'The "User" may see the user\'s data', "The “User” can see the user’s data"
    redline = draw_redline((Span(old),), (Span(new),))
    assert rebuilt(redline) == (old, new)
    assert show(settle_typography(redline)) == "The “User” [-may-]{+can+} see the user’s data"
