"""What applies on a day: examples, and properties over any series of postings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.history.editions import Step
from policydiff.history.standing import edition_in_force, standing_of, withdrawal_day
from policydiff.model import Dated, PolicyHistory, Settings, Standing
from tests.history.series import compile_series, posting


def standings(history: PolicyHistory, day: str) -> list[str]:
    return [standing_of(history, edition.number, date.fromisoformat(day)).status for edition in history.editions]


def in_force(history: PolicyHistory, day: str) -> int | None:
    edition = edition_in_force(history, date.fromisoformat(day))
    return edition.number if edition else None


def test_an_edition_applies_from_the_first_moment_of_its_day_until_the_next_one_does() -> None:
    history = compile_series([posting("2024-01-01T09:00Z"), posting("2024-03-01T09:00Z")])
    assert [in_force(history, day) for day in ("2024-01-01", "2024-01-02", "2024-03-01", "2024-03-02")] == [
        None, 1, 1, 2,
    ]  # fmt: skip
    assert standing_of(history, 1, date(2024, 5, 1)) == Standing("superseded", date(2024, 1, 2), date(2024, 3, 2))
    assert standing_of(history, 2, date(2024, 5, 1)) == Standing("in force", date(2024, 3, 2), None)
    assert standings(history, "2024-03-01") == ["in force", "upcoming"]


def test_an_edition_superseded_before_its_day_is_never_in_force() -> None:
    history = compile_series([posting("2024-05-01T09:00Z"), posting("2024-05-01T17:00Z")])
    assert standings(history, "2024-05-02") == ["never in force", "in force"]
    assert standing_of(history, 1, date(2024, 5, 2)) == Standing("never in force", None, None)


def test_a_withdrawal_ends_what_applied_and_what_was_pending() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z"),
            posting("2024-03-01T09:00Z", message="Post\n\nPolicy-Effective: 2024-06-01"),
            posting("2024-04-01T09:00Z", gone=True),
            posting("2024-08-01T09:00Z"),
        ]
    )
    assert standings(history, "2024-03-31") == ["in force", "upcoming", "upcoming"]
    assert standings(history, "2024-04-01") == ["withdrawn", "never in force", "upcoming"]
    assert standings(history, "2024-07-01") == ["withdrawn", "never in force", "upcoming"]
    assert standings(history, "2024-08-02") == ["superseded", "never in force", "in force"]
    days = ("2024-03-31", "2024-04-01", "2024-06-01", "2024-08-01", "2024-08-02")
    assert [in_force(history, day) for day in days] == [1, None, None, None, 3]
    assert history.editions[2].restored


def test_days_in_force_end_with_the_next_edition_or_with_the_first_withdrawal() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z"),
            posting("2024-03-01T09:00Z"),
            posting("2024-05-01T09:00Z", gone=True),
            posting("2024-08-01T09:00Z", message="Post\n\nPolicy-Effective: 2024-09-01"),
            posting("2024-12-01T09:00Z", gone=True),
        ]
    )
    assert standings(history, "2024-08-15") == ["superseded", "withdrawn", "upcoming"]
    assert [standing_of(history, number, date(2025, 1, 1)) for number in (1, 2, 3)] == [
        Standing("superseded", date(2024, 1, 2), date(2024, 3, 2)),
        Standing("superseded", date(2024, 3, 2), date(2024, 5, 1)),
        Standing("withdrawn", date(2024, 9, 1), date(2024, 12, 1)),
    ]


def test_an_edition_that_was_to_apply_from_the_day_of_a_withdrawal_supersedes_nothing() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z"),
            posting("2024-03-01T09:00Z", message="Post\n\nPolicy-Effective: 2024-04-01"),
            posting("2024-04-01T09:00Z", gone=True),
        ]
    )
    assert standings(history, "2024-04-01") == ["withdrawn", "never in force"]


RULES = ("the day after posting", "on posting", "30 days after posting", "3 business days after posting")
ZONES = ("UTC", "Pacific/Apia", "America/New_York", "Asia/Kathmandu", "Etc/GMT+12")
START = datetime(2011, 11, 1, tzinfo=UTC)


@st.composite
def series(draw: st.DrawFn) -> list[Step]:
    """Postings within half a year, mostly in order, with any rules, zones, own dates, deletions and returns."""
    minutes = draw(st.lists(st.integers(0, 180 * 24 * 60), min_size=1, max_size=8))
    if draw(st.integers(0, 3)):
        minutes.sort()
    steps = []
    for minute in minutes:
        at = START + timedelta(minutes=minute)
        if draw(st.integers(0, 5)) == 0:
            steps.append(posting(at, gone=True))
            continue
        notice, zone = draw(st.sampled_from((*RULES, ""))), draw(st.sampled_from((*ZONES, "")))
        front = f"notice: {notice}\ntimezone: {zone}"
        own = draw(st.one_of(st.none(), st.integers(-20, 60)))
        line = f"\n\nPolicy-Effective: {at.date() + timedelta(days=own)}" if own is not None else ""
        steps.append(posting(at, front, f"Post{line}"))
    return steps


DAYS = [START.date() + timedelta(days=day) for day in range(-3, 260)]


CHANGING = Settings(
    notice=(Dated("10 days after posting"), Dated("on posting", date(2011, 12, 30))),
    timezone=(Dated("Pacific/Apia"), Dated("America/New_York", date(2012, 1, 15))),
)
"""Settings that hold from a day on, for texts that lay down nothing."""


def compiled(steps: list[Step]) -> PolicyHistory | None:
    history = compile_series(steps, CHANGING)
    return history if history.editions else None


@given(series())
@settings(max_examples=60, deadline=None)
def test_each_day_from_the_first_effective_one_until_withdrawal_has_exactly_one_edition(steps: list[Step]) -> None:
    history = compiled(steps)
    if history is None:
        return
    for day in DAYS:
        applying = [
            edition.number
            for edition in history.editions
            if standing_of(history, edition.number, day).status == "in force"
        ]
        found = edition_in_force(history, day)
        assert applying == ([found.number] if found else [])
        begun = [edition for edition in history.editions if edition.effective <= day]
        gone = any(
            withdrawal_day(history, withdrawal) <= day
            and all(edition.number <= withdrawal.after_edition for edition in begun)
            for withdrawal in history.withdrawals
        )
        assert len(applying) == (1 if begun and not gone else 0)


@given(series())
@settings(max_examples=60, deadline=None)
def test_a_later_posting_never_changes_an_earlier_day(steps: list[Step]) -> None:
    for shorter in range(1, len(steps)):
        before, after = compiled(steps[:shorter]), compiled(steps[: shorter + 1])
        if before is None or after is None:
            continue
        known = [edition.effective for edition in before.editions]
        assert [edition.effective for edition in after.editions[: len(known)]] == known
        if len(after.editions) > len(known):
            first = after.editions[-1].posting_day
        elif len(after.withdrawals) > len(before.withdrawals):
            first = withdrawal_day(after, after.withdrawals[-1])
        else:
            continue
        for day in DAYS:
            if day < first:
                assert edition_in_force(before, day) == edition_in_force(after, day)
                for number in range(1, len(known) + 1):
                    assert standing_of(before, number, day) == standing_of(after, number, day)


@given(series())
@settings(max_examples=60, deadline=None)
def test_no_edition_applies_before_it_is_posted(steps: list[Step]) -> None:
    history = compiled(steps)
    for edition in history.editions if history else ():
        assert edition.effective >= edition.posting_day
