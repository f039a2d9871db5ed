"""Which postings of a file made editions, withdrew its policy, or only changed how its words are set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from policydiff.history.editions import Outline, Step, find_editions


def outline(*texts: tuple[str | None, str]) -> Outline:
    """What a series of texts amounts to, each with its words; None where there is no file."""
    start = datetime(2024, 1, 1, tzinfo=UTC)
    return find_editions(
        [
            Step(f"{place:040x}", start + timedelta(days=place), "privacy.md", source, words, "Post")
            for place, (source, words) in enumerate(texts)
        ]
    )


GONE = (None, "")
EMPTY = ("---\ntitle: Soon\n---\n", "")


def numbers(found: Outline) -> list[int]:
    """The places of the postings that made editions."""
    return [int(edition.step.commit, 16) for edition in found.editions]


def test_a_file_without_words_is_no_edition_and_cannot_be_withdrawn() -> None:
    assert outline(EMPTY, GONE, EMPTY) == Outline((), (), ())
    found = outline(EMPTY, GONE, ("Words.", "Words."))
    assert (numbers(found), found.withdrawals, found.editions[0].restored) == ([2], (), False)


def test_what_is_gone_is_withdrawn_once() -> None:
    found = outline(("Words.", "Words."), GONE, GONE, ("Words.", "Words."), GONE)
    assert numbers(found) == [0, 3]
    assert [edition.restored for edition in found.editions] == [False, True]
    assert [(int(step.commit, 16), after) for step, after in found.withdrawals] == [(1, 1), (4, 2)]


def test_a_text_that_is_set_otherwise_is_retouched_and_the_same_text_is_not() -> None:
    found = outline(EMPTY, ("---\nx: 1\n---\n", ""), ("Words.", "Words."), ("Words.", "Words."), ("*Words.*", "Words."))
    assert numbers(found) == [2]
    [(before, after, number)] = found.retouched
    assert (int(before.commit, 16), int(after.commit, 16), number) == (3, 4, 1)


def test_a_text_that_comes_back_is_an_edition_and_not_retouched() -> None:
    found = outline(("Words.", "Words."), GONE, ("*Words.*", "Words."))
    assert (numbers(found), found.retouched) == ([0, 2], ())
    assert found.editions[1].before == "Words."


def test_words_that_were_taken_out_make_an_edition() -> None:
    assert numbers(outline(("Words.", "Words."), EMPTY)) == [0, 1]
