"""A changed clause is shown in parts that leave no word out, each word with the clause it is in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.clauses import parse_clauses
from policydiff.compare import compare_trees
from policydiff.model import Clause, Op, Redline
from policydiff.publish.parts import Part, merged_runs, parts_after, parts_before, parts_of, sides_of
from policydiff.publish.rows import rows_of

COMPLAINT = "The user may complain to the authority about any unlawful processing of data."
COURT = "The user may also go to a court and claim compensation for losses of any kind."
PAIRS = {
    "split": (f"1.1. {COMPLAINT} {COURT}\n", f"1.1. {COMPLAINT}\n\n1.2. {COURT}\n"),
    "split and amended": (f"1.1. {COMPLAINT} {COURT}\n", f"1.1. {COMPLAINT}\n\n1.2. Lastly: {COURT}\n"),
    "merged": (f"1.1. {COMPLAINT}\n\n1.2. {COURT}\n", f"1.1. {COMPLAINT} {COURT}\n"),
    "heading changed": (f"## 1. Complaints\n\n{COMPLAINT}\n", f"## 1. Complaints and courts\n\n{COMPLAINT}\n"),
    "heading added": (f"1. {COMPLAINT}\n", f"## 1. {COMPLAINT}\n"),
    "heading alone": (f"## 1. Complaints\n\n1.1. {COURT}\n", f"## 1. Courts\n\n1.1. {COURT}\n"),
    "words for a picture": ("1. ![Plan](plan.png)\n", f"## 1. Plan of the {COURT}\n"),
    "a picture for words": (f"## 1. Plan of the {COURT}\n", "1. ![Plan](plan.png)\n"),
    "lead changed": (f"1. **Complaints.** {COMPLAINT}\n", f"1. **Complaints and courts.** {COMPLAINT}\n"),
    "split and shortened": (f"1.1. {COMPLAINT} Gone. {COURT}\n", f"1.1. {COMPLAINT}\n\n1.2. {COURT}\n"),
    "all words gone": (f"1. {COURT} {{#court}}\n", "1. ![](plan.png) {#court}\n"),
    "headed words gone": (f"1. **Court.** {COURT} {{#court}}\n", "1. ![](plan.png) {#court}\n"),
    "a picture added": (f"1. {COURT}\n", f"1. {COURT}\n2. ![](plan.png)\n"),
    "removed": (f"1.1. {COMPLAINT}\n\n1.2. Gone now.\n", f"1.1. {COMPLAINT}\n"),
}
CHANGED: tuple[Op, ...] = ("+", "-")


def side(redline: Redline, op: Op) -> str:
    return "".join(segment.text for segment in redline if segment.op in ("=", op))


def words(clause: Clause) -> tuple[str, str, str]:
    return clause.label, " ".join(clause.heading.split()), " ".join(clause.text.split())


def assert_whole(old: str, new: str) -> None:
    before, after = parse_clauses(old), parse_clauses(new)
    for change in compare_trees(before, after).changes:
        sides = sides_of(change, before, after)
        shown_sides: list[tuple[Op, tuple[Clause, ...], tuple[Part, ...]]] = [
            ("-", sides.old, parts_before(change, sides)),
            ("+", sides.new, parts_after(change, sides)),
        ]
        for op, clauses, parts in shown_sides:
            shown = [
                (part.label, " ".join(side(part.heading, op).split()), " ".join(side(part.text, op).split()))
                for part in parts
            ]
            assert shown == [words(clause) for clause in clauses], change.kinds
        inline = [segment for part in parts_of(change, sides) for segment in (*part.heading, *part.text)]
        for op in CHANGED:
            meant = "".join(segment.text for segment in change.redline if segment.op == op)
            assert "".join("".join(s.text for s in inline if s.op == op).split()) == "".join(meant.split())


@pytest.mark.parametrize("name", PAIRS)
def test_parts_leave_no_word_out(name: str) -> None:
    assert_whole(*PAIRS[name])


def test_a_split_shows_each_clause_that_there_is_now() -> None:
    old, new = (parse_clauses(text) for text in PAIRS["split and amended"])
    (change,) = compare_trees(old, new).changes
    first, second = parts_of(change, sides_of(change, old, new))
    assert (first.label, side(first.text, "+")) == ("1.1", COMPLAINT)
    assert (second.label, side(second.text, "+")) == ("1.2", f"Lastly: {COURT}")
    assert [segment.text.strip() for segment in second.text if segment.op == "+"] == ["Lastly:"]


def test_a_merge_says_what_comes_from_which_clause() -> None:
    old, new = (parse_clauses(text) for text in PAIRS["merged"])
    (change,) = compare_trees(old, new).changes
    runs = merged_runs(change, sides_of(change, old, new))
    assert [(label, side(run, "+")) for label, run in runs] == [("1.1", COMPLAINT), ("1.2", COURT)]


SENTENCES = st.sampled_from([COMPLAINT, COURT, "Data is kept for a year.", "Short.", "No data is sold to anybody."])
CLAUSE = st.tuples(st.booleans(), st.lists(SENTENCES, min_size=1, max_size=3))
TEXT = st.lists(CLAUSE, min_size=1, max_size=4).map(
    lambda clauses: "\n\n".join(
        f"## {n}. {said[0]}\n\n{' '.join(said[1:])}" if headed else f"{n}.1. {' '.join(said)}"
        for n, (headed, said) in enumerate(clauses, 1)
    )
)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_whatever_changed_parts_leave_no_word_out(old: str, new: str) -> None:
    assert_whole(old, new)


def test_a_clause_that_is_only_set_differently_is_not_shown_as_a_change() -> None:
    old = parse_clauses(f"## 1. Rights\n\n1.1. {COMPLAINT}\n\n1.2. {COURT}\n")
    new = parse_clauses(f"## 1. Rights\n\n1.1. **{COMPLAINT}**\n\n1.2. {COURT}\n")
    comparison = compare_trees(old, new)
    assert [change.kinds for change in comparison.changes] == [("format",)]
    assert {row.form for row in rows_of(old, new, comparison)} == {"kept"}


def test_words_that_are_gone_are_shown_though_the_clause_is_there() -> None:
    """A picture alone has no word: what it took the place of is read in the old clause."""
    old, new = (parse_clauses(text) for text in PAIRS["a picture for words"])
    for change in compare_trees(old, new).changes:
        shown = parts_of(change, sides_of(change, old, new))
        said = "".join(side(redline, "-") for part in shown for redline in (part.heading, part.text))
        assert said == (change.old.words if change.old else "")


@pytest.mark.parametrize("name", PAIRS)
def test_no_part_begins_or_ends_with_white_space(name: str) -> None:
    old, new = (parse_clauses(text) for text in PAIRS[name])
    for change in compare_trees(old, new).changes:
        sides = sides_of(change, old, new)
        for part in (*parts_of(change, sides), *parts_before(change, sides), *parts_after(change, sides)):
            for redline in (part.heading, part.text):
                assert all(segment.text for segment in redline)
                said = "".join(segment.text for segment in redline)
                assert said == said.strip()


def test_what_is_only_renumbered_keeps_its_words_in_its_parts() -> None:
    old, new = parse_clauses(f"1. **Rights.** {COURT}\n"), parse_clauses(f"2. **Rights.** {COURT}\n")
    (change,) = compare_trees(old, new).changes
    (part,) = parts_of(change, sides_of(change, old, new))
    assert (part.label, side(part.heading, "+"), side(part.text, "+")) == ("2", "Rights.", COURT)


def test_between_the_heading_and_the_text_of_what_was_merged_is_a_space() -> None:
    old = parse_clauses(f"1. **Complaints.** {COMPLAINT}\n2. **Courts.** {COURT}\n")
    new = parse_clauses(f"1. **Complaints.** {COMPLAINT} **Courts.** {COURT}\n")
    (change,) = compare_trees(old, new).changes
    runs = merged_runs(change, sides_of(change, old, new))
    assert [(label, side(run, "+")) for label, run in runs] == [
        ("1", f"Complaints. {COMPLAINT}"),
        ("2", f"Courts. {COURT}"),
    ]


def test_a_heading_that_changed_has_its_present_number() -> None:
    old, new = parse_clauses(f"## 1. {COMPLAINT}\n"), parse_clauses(f"## 2. {COMPLAINT} And courts\n")
    (change,) = compare_trees(old, new).changes
    (part,) = parts_of(change, sides_of(change, old, new))
    assert part.label == new.clauses[0].label != old.clauses[0].label
