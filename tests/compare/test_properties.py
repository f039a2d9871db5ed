"""What holds for any two texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.clauses import parse_clauses
from policydiff.compare import compare_trees, compile_chronicle, count_editions
from policydiff.compare.redline import draw_redline
from policydiff.model import Clause, ClauseTree, Mark, Span
from tests.compare.texts import history, rebuilt

WORDS = st.sampled_from(
    [
        "the",
        "user",
        "data",
        "may",
        "not",
        "share",
        "30",
        "days",
        "(a)",
        "of",
        "Article",
        "5.6",
        "“we”",
        "keep,",
        "it;",
        "cookies",
        "http://x.y",
    ]
)
MARKS = st.sampled_from([(), (Mark("strong"),), (Mark("link", "https://a.example/"),), (Mark("code"),)])
SPANS = st.lists(st.builds(lambda words, marks: Span(" ".join(words) + " ", marks), st.lists(WORDS, min_size=1), MARKS))
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), max_size=8)


def tree(texts: list[str]) -> ClauseTree:
    return ClauseTree(
        "",
        tuple(
            Clause(f"clause-{at}", f"{at}.", "", text, None, 1, spans=(Span(text),)) for at, text in enumerate(texts, 1)
        ),
    )


@given(SPANS, SPANS)
@settings(max_examples=200, deadline=None)
def test_a_redline_rebuilds_both_texts_with_their_markup(old: list[Span], new: list[Span]) -> None:
    redline = draw_redline(old, new)
    assert rebuilt(redline) == ("".join(span.text for span in old), "".join(span.text for span in new))
    marked = [(char, segment.marks) for segment in redline if segment.op != "-" for char in segment.text]
    assert marked == [(char, span.marks) for span in new for char in span.text]
    assert all(segment.text for segment in redline)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_nothing_changed_between_a_text_and_itself(texts: list[str]) -> None:
    comparison = compare_trees(tree(texts), tree(texts))
    assert not comparison.changes
    assert comparison.unchanged == len(texts)
    assert all(old == new for old, new in comparison.pairs)


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_swapping_the_sides_swaps_added_and_removed(one: list[str], other: list[str]) -> None:
    forth, back = compare_trees(tree(one), tree(other)), compare_trees(tree(other), tree(one))
    assert {(old, new) for new, old in forth.pairs} == set(back.pairs)
    assert (forth.counts["added"], forth.counts["removed"]) == (back.counts["removed"], back.counts["added"])
    assert (forth.counts["split"], forth.counts["merged"]) == (back.counts["merged"], back.counts["split"])


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_every_clause_is_accounted_for(one: list[str], other: list[str]) -> None:
    comparison = compare_trees(tree(one), tree(other))
    removed = {change.old.anchor for change in comparison.changes if change.old and not change.new}
    added = {change.new.anchor for change in comparison.changes if change.new and not change.old}
    assert {old for old, _ in comparison.pairs} | removed == {f"clause-{at}" for at in range(1, len(one) + 1)}
    assert {new for _, new in comparison.pairs} | added == {f"clause-{at}" for at in range(1, len(other) + 1)}


@given(
    st.lists(st.lists(st.sampled_from(["We keep names.", "We share it.", "Ask us.", "No."]), max_size=4), max_size=4)
)
@settings(max_examples=50, deadline=None)
def test_keys_are_unique_and_do_not_depend_on_later_editions(editions: list[list[str]]) -> None:
    sources = ["# P\n\n" + "\n\n".join(f"{at}.1. {text}" for at, text in enumerate(texts, 1)) for texts in editions]
    keys = compile_chronicle(history(*sources)).keys
    assert all(len(set(names.values())) == len(names) for names in keys)
    assert compile_chronicle(history(*sources[:-1])).keys == keys[: max(0, len(sources) - 1)]


BLOCKS = st.lists(
    st.sampled_from(
        ["We keep names.", "- one\n- two", "(a) This.\n\n(b) That.", "### More in {0}", "**Note.** Ask us."]
    ),
    max_size=4,
)


@given(st.lists(BLOCKS, min_size=2, max_size=4), st.data())
@settings(max_examples=60, deadline=None)
def test_edits_of_one_section_keep_all_anchors_of_the_others(sections: list[list[str]], data: st.DataObject) -> None:
    edited = data.draw(st.integers(0, len(sections) - 1))
    changed = [*sections[:edited], data.draw(BLOCKS), *sections[edited + 1 :]]
    before, after = _anchors(sections), _anchors(changed)
    del before[str(edited + 1)], after[str(edited + 1)]
    assert before == after


def _anchors(sections: list[list[str]]) -> dict[str, list[str]]:
    """The anchors of each numbered section and all below it, by its label."""
    texts = [
        "\n\n".join([f"## {at}. Part", *(block.format(at) for block in blocks)])
        for at, blocks in enumerate(sections, 1)
    ]
    parsed = parse_clauses("# P\n\n" + "\n\n".join(texts) + "\n")
    found: dict[str, list[str]] = {}
    for clause in parsed.clauses[1:]:
        section = next(each for each in (clause, *parsed.lineage(clause)) if each.level == 2)
        found.setdefault(section.label, []).append(clause.anchor)
    return found


@given(st.lists(TEXTS.map("\n\n".join), min_size=1, max_size=5), st.sets(st.integers(1, 5)))
@settings(max_examples=100, deadline=None)
def test_changes_are_counted_as_they_are_drawn(editions: list[str], omitted: set[int]) -> None:
    policy = history(*editions, omitted=tuple(omitted))
    assert count_editions(policy) == [comparison.counts for comparison in compile_chronicle(policy).comparisons]
