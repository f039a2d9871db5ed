"""Effective dates, by the contract: rules, zones, pending editions, dates of their own, corrections."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

import pytest

from policydiff.errors import PolicyError, SettingError
from policydiff.history.record import Entry
from policydiff.model import Dated, Settings
from tests.history.series import compile_series, days_of, latest, posting


@pytest.mark.parametrize(
    ("zone", "posted", "effective"),
    [
        # 23:59 and 00:00 around the change to summer time and back
        ("Europe/Berlin", "2024-03-30T23:59:59+01:00", "2024-03-31"),
        ("Europe/Berlin", "2024-03-31T00:00:00+01:00", "2024-04-01"),
        ("Europe/Berlin", "2024-03-31T23:59:59+02:00", "2024-04-01"),
        ("Europe/Berlin", "2024-10-26T23:59:59+02:00", "2024-10-27"),
        ("Europe/Berlin", "2024-10-27T00:00:00+02:00", "2024-10-28"),
        ("Europe/Berlin", "2024-10-27T23:59:59+01:00", "2024-10-28"),
        ("America/New_York", "2024-03-09T23:59:59-05:00", "2024-03-10"),
        ("America/New_York", "2024-03-10T00:00:00-05:00", "2024-03-11"),
        ("America/New_York", "2024-11-02T23:59:59-04:00", "2024-11-03"),
        ("America/New_York", "2024-11-03T00:00:00-04:00", "2024-11-04"),
        ("America/New_York", "2024-11-03T23:59:59-05:00", "2024-11-04"),
        ("America/New_York", "2024-11-04T00:00:00-05:00", "2024-11-05"),
        # clocks that go forward at midnight: the day begins at 01:00
        ("America/Santiago", "2024-09-07T23:59:59-04:00", "2024-09-08"),
        ("America/Santiago", "2024-09-08T01:00:00-03:00", "2024-09-09"),
        # and back at midnight: the last hour of the day comes twice
        ("America/Santiago", "2024-04-06T23:59:59-03:00", "2024-04-07"),
        ("America/Santiago", "2024-04-06T23:59:59-04:00", "2024-04-07"),
        ("America/Santiago", "2024-04-07T00:00:00-04:00", "2024-04-08"),
        # half an hour of summer time; a quarter of an hour off
        ("Australia/Lord_Howe", "2024-10-05T23:59:59+10:30", "2024-10-06"),
        ("Australia/Lord_Howe", "2024-10-06T00:00:00+10:30", "2024-10-07"),
        ("Australia/Lord_Howe", "2024-04-06T23:59:59+11:00", "2024-04-07"),
        ("Australia/Lord_Howe", "2024-04-07T23:59:59+10:30", "2024-04-08"),
        ("Pacific/Chatham", "2024-09-28T23:59:59+12:45", "2024-09-29"),
        ("Pacific/Chatham", "2024-09-29T00:00:00+12:45", "2024-09-30"),
        ("Pacific/Chatham", "2024-04-06T23:59:59+13:45", "2024-04-07"),
        ("Pacific/Chatham", "2024-04-07T00:00:00+13:45", "2024-04-08"),
        # the same instant is another day elsewhere
        ("Asia/Tokyo", "2024-02-28T15:00:00+00:00", "2024-03-01"),
        ("Asia/Tokyo", "2024-02-28T14:59:59+00:00", "2024-02-29"),
        ("UTC", "2023-12-31T23:59:59+00:00", "2024-01-01"),
        ("UTC", "2024-02-28T12:00:00+00:00", "2024-02-29"),
        # Samoa had no 30 December 2011
        ("Pacific/Apia", "2011-12-29T23:59:59-10:00", "2011-12-30"),
        ("Pacific/Apia", "2011-12-31T00:00:00+14:00", "2012-01-01"),
    ],
)
def test_the_day_after_posting_is_the_next_day_of_the_calendar(zone: str, posted: str, effective: str) -> None:
    history = compile_series([posting(posted, f"timezone: {zone}")])
    assert days_of(history) == [effective]


def test_posting_twice_in_a_day_makes_two_editions_of_one_effective_day() -> None:
    history = compile_series([posting("2024-05-01T09:00Z"), posting("2024-05-01T17:00Z")])
    assert days_of(history) == ["2024-05-02", "2024-05-02"]


def test_an_edition_takes_effect_no_earlier_than_a_pending_one() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z"),
            posting("2024-02-01T09:00Z", message="Big change\n\nPolicy-Effective: 2024-06-01"),
            posting("2024-03-01T09:00Z"),
        ]
    )
    assert days_of(history) == ["2024-01-02", "2024-06-01", "2024-06-01"]


def test_a_date_of_its_own_goes_before_a_pending_edition() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z"),
            posting("2024-02-01T09:00Z", message="Big change\n\nPolicy-Effective: 2024-06-01"),
            posting("2024-03-01T09:00Z", message="Urgent\n\nPolicy-Effective: 2024-03-10"),
            posting("2024-03-11T09:00Z"),
        ]
    )
    # The third contains the second, which is never in force and holds nothing up any more.
    assert days_of(history) == ["2024-01-02", "2024-06-01", "2024-03-10", "2024-03-12"]


def test_a_withdrawn_edition_is_pending_no_more_and_governs_as_the_one_before() -> None:
    """Nothing is in force when the policy returns, so the pending edition, the last one before, governs."""
    history = compile_series(
        [
            posting("2024-01-01T09:00Z", "notice: on posting"),
            posting("2024-02-01T09:00Z", "notice: 3 days after posting", "Post\n\nPolicy-Effective: 2024-06-01"),
            posting("2024-02-10T09:00Z", gone=True),
            posting("2024-03-01T09:00Z", "notice: on posting"),
        ]
    )
    assert days_of(history) == ["2024-01-01", "2024-06-01", "2024-03-04"]


def test_the_rule_in_force_governs_the_change_of_the_rule() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z", "notice: 30 days after posting"),
            posting("2024-03-01T09:00Z", "notice: the day after posting"),
            posting("2024-03-10T09:00Z", "notice: the day after posting"),
            posting("2024-04-01T09:00Z", "notice: the day after posting"),
        ]
    )
    # The third is posted while the first is in force; the fourth comes under the second's short rule.
    assert days_of(history) == ["2024-01-31", "2024-03-31", "2024-04-09", "2024-04-09"]
    assert [edition.rule.days for edition in history.editions] == [30, 30, 30, 1]


def test_where_none_is_in_force_the_edition_before_governs() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z", "notice: 30 days after posting"),
            posting("2024-01-02T09:00Z", "notice: on posting"),
        ]
    )
    assert days_of(history) == ["2024-01-31", "2024-02-01"]


def test_the_zone_in_force_counts_the_days() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z", "timezone: America/New_York"),
            posting("2024-02-02T02:00Z", "timezone: Asia/Tokyo"),
            posting("2024-03-01T20:00Z", "timezone: Asia/Tokyo"),
        ]
    )
    # 2 February 02:00 UTC is 1 February in New York; 1 March 20:00 UTC is 2 March in Tokyo.
    assert days_of(history) == ["2024-01-02", "2024-02-02", "2024-03-03"]
    assert [edition.timezone for edition in history.editions] == ["America/New_York", "America/New_York", "Asia/Tokyo"]


def test_a_setting_with_a_day_re_dates_nothing() -> None:
    settings = Settings(
        notice=(Dated("the day after posting"), Dated("30 days after posting", date(2024, 3, 1))),
        timezone=(Dated("UTC"), Dated("Asia/Tokyo", date(2024, 3, 1))),
    )
    postings = [posting("2024-01-01T09:00Z"), posting("2024-03-01T09:00Z"), posting("2024-04-01T20:00Z")]
    history = compile_series(postings, settings)
    # The second is posted under the rule of the first, the third under that of the second, in its zone.
    assert days_of(history) == ["2024-01-02", "2024-03-02", "2024-05-02"]
    before = compile_series(postings[:1])
    assert history.editions[0].effective == before.editions[0].effective


def test_a_date_in_the_front_matter_holds_for_the_edition_where_it_is_new() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z", "effective: 2024-02-01"),
            posting("2024-03-01T09:00Z", "effective: 2024-02-01"),
            posting("2024-04-01T09:00Z", "effective: 2024-05-01"),
        ]
    )
    assert days_of(history) == ["2024-02-01", "2024-03-02", "2024-05-01"]
    assert [edition.dated for edition in history.editions] == [True, False, True]


def test_the_rule_of_an_edition_governs_from_the_first_moment_of_its_first_day() -> None:
    postings = [
        posting("2024-01-01T09:00Z", "notice: on posting"),
        posting("2024-01-05T09:00Z", "notice: 30 days after posting", "Post\n\nPolicy-Effective: 2024-02-01"),
    ]
    before, after = posting("2024-01-31T23:59:59Z"), posting("2024-02-01T00:00:00Z")
    assert days_of(compile_series([*postings, before]))[-1] == "2024-02-01"
    assert days_of(compile_series([*postings, after]))[-1] == "2024-03-02"


def test_what_was_withdrawn_twice_governs_nothing() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z", "notice: on posting"),
            posting("2024-02-01T09:00Z", gone=True),
            posting("2024-03-01T09:00Z", "notice: on posting", "Post\n\nPolicy-Effective: 2024-09-01"),
            posting("2024-04-01T09:00Z", gone=True),
            posting("2024-05-01T09:00Z"),
        ]
    )
    assert days_of(history)[-1] == "2024-05-01"


def test_notice_shorter_than_promised_is_marked() -> None:
    history = compile_series(
        [
            posting("2024-01-01T09:00Z", "notice: 30 days after posting"),
            posting("2024-03-01T09:00Z", "notice: 30 days after posting", "Now\n\nPolicy-Effective: 2024-03-05"),
        ]
    )
    assert days_of(history) == ["2024-01-31", "2024-03-05"]
    assert [edition.promised for edition in history.editions] == [None, date(2024, 3, 31)]


def test_a_date_before_the_posting_day_gives_the_posting_day() -> None:
    history = compile_series(
        [posting("2024-01-01T09:00Z"), posting("2024-03-01T09:00Z", message="Late\n\nPolicy-Effective: 2024-02-01")]
    )
    edition = latest(history)
    assert (edition.effective, edition.stated, edition.promised) == (
        date(2024, 3, 1), date(2024, 2, 1), date(2024, 3, 2),
    )  # fmt: skip


def test_dates_that_run_backwards_are_reported_once_with_both_commits() -> None:
    history = compile_series([posting("2024-05-10T09:00Z"), posting("2024-05-08T09:00Z"), posting("2024-05-11T09:00Z")])
    assert days_of(history) == ["2024-05-11", "2024-05-09", "2024-05-12"]
    [remark] = history.remarks
    assert "Commit 000000200 comes after 000000100" in remark
    history = compile_series([posting("2024-05-10T09:00Z"), posting("2024-05-08T09:00Z", gone=True)])
    assert "Commit 000000200 comes after 000000100" in history.remarks[0]


def test_two_postings_at_one_instant_do_not_run_backwards() -> None:
    assert not compile_series([posting("2024-05-10T09:00Z"), posting("2024-05-10T09:00Z")]).remarks


def test_what_was_posted_at_the_same_instant_is_pending_already() -> None:
    first = posting("2024-05-10T09:00Z", message="Post\n\nPolicy-Effective: 2024-07-01")
    assert days_of(compile_series([first, posting("2024-05-10T09:00Z")])) == ["2024-07-01", "2024-07-01"]


def test_two_dates_that_differ_are_an_error() -> None:
    with pytest.raises(SettingError, match=r"2024-06-01 in its message and 2024-07-01 in the front matter"):
        compile_series([posting("2024-05-01T09:00Z", "effective: 2024-07-01", "Post\n\nPolicy-Effective: 2024-06-01")])


def test_a_posting_in_the_future_is_an_error() -> None:
    late = "Post\n\nPolicy-Posted: 2300-01-01T00:00Z"
    with pytest.raises(SettingError, match="in the future"):
        compile_series([posting("2024-05-01T09:00Z", message=late)])
    with pytest.raises(SettingError, match="in the future"):
        compile_series([posting("2024-05-01T09:00Z"), posting("2024-06-01T09:00Z", message=late, gone=True)])


def test_the_clock_of_who_posts_may_be_ten_minutes_ahead() -> None:
    now = datetime(2024, 5, 1, 9, tzinfo=UTC)
    for posted in ("2024-05-01T08:59Z", "2024-05-01T09:00Z", "2024-05-01T09:10Z"):
        assert compile_series([posting(posted)], now=now).editions
    with pytest.raises(SettingError, match="in the future"):
        compile_series([posting("2024-05-01T09:11Z")], now=now)


@pytest.mark.parametrize(
    "front",
    [
        "notice: soon",
        "timezone: Mars/Olympus",
        "notice: 30",
        "notice: [",
        "effective: soon",
        "effective: 20240501",
        'policy: "false"',
        "holidays: NO",
        "timezone: localtime",
    ],
)
def test_front_matter_that_cannot_be_used_is_an_error_in_the_newest_edition_and_a_remark_before(front: str) -> None:
    bad = posting("2024-05-01T09:00Z", front)
    with pytest.raises((SettingError, PolicyError)):
        compile_series([bad])
    history = compile_series([bad, posting("2024-06-01T09:00Z")])
    assert days_of(history) == ["2024-05-02", "2024-06-02"]
    assert "privacy.md in commit 000000100" in " ".join(history.remarks)


def test_front_matter_that_is_no_yaml_is_an_error_in_the_newest_edition() -> None:
    with pytest.raises(PolicyError, match="not valid YAML"):
        compile_series([posting("2024-05-01T09:00Z", "a: [")])


# --- corrections of the record --------------------------------------------------------------------

Field = Literal["posted", "effective", "title", "note", "change", "omit"]


def entry(number: int, field: Field, value: str | None, at: str) -> Entry:
    return Entry(f"{number:07}", field, value, "a slip", datetime.fromisoformat(at))


def test_an_effective_day_can_be_corrected_before_it_has_come() -> None:
    postings = [
        posting("2024-01-01T09:00Z"),
        posting("2024-03-01T09:00Z", message="Post\n\nPolicy-Effective: 2025-06-01"),
    ]
    history = compile_series(postings, record=[entry(2, "effective", "2024-06-01", "2024-03-02T09:00Z")])
    assert days_of(history) == ["2024-01-02", "2024-06-01"]
    [correction] = latest(history).corrections
    assert (correction.field, correction.was, correction.now) == ("effective", "2025-06-01", "2024-06-01")
    assert correction.corrected == datetime.fromisoformat("2024-03-02T09:00Z")


@pytest.mark.parametrize(
    ("value", "at"), [("2024-06-01", "2024-03-02T00:00Z"), ("2024-03-20", "2024-03-21T09:00Z")], ids=["passed", "past"]
)
def test_an_effective_day_that_has_passed_cannot_be_moved(value: str, at: str) -> None:
    with pytest.raises(SettingError, match="cannot be moved"):
        compile_series([posting("2024-03-01T09:00Z")], record=[entry(1, "effective", value, at)])


def test_a_corrected_posting_moves_a_pending_effective_day_and_no_other() -> None:
    settings = Settings(notice=(Dated("30 days after posting"),))
    fix = "2024-02-20T09:00Z"
    pending = compile_series([posting("2024-03-01T09:00Z")], settings, [entry(1, "posted", fix, "2024-03-05T09:00Z")])
    assert days_of(pending) == ["2024-03-21"]
    passed = compile_series([posting("2024-03-01T09:00Z")], settings, [entry(1, "posted", fix, "2024-04-05T09:00Z")])
    assert days_of(passed) == ["2024-03-31"]
    assert latest(passed).posted == datetime.fromisoformat(fix)
    with pytest.raises(SettingError, match="cannot be moved"):
        compile_series(
            [posting("2024-03-01T09:00Z")], record=[entry(1, "posted", "2024-03-09T09:00Z", "2024-03-10T09:00Z")]
        )


def test_a_correction_settles_what_a_message_says_wrongly() -> None:
    bad = posting("2024-03-01T09:00Z", message="Post\n\nPolicy-Effective: soon\nPolicy-Change: huge")
    with pytest.raises(SettingError, match=r"Policy-Effective.*'soon' is no day"):
        compile_series([bad])
    # No site was built before the correction, so no day had passed.
    at = "2024-03-20T10:00Z"
    record = [entry(1, "effective", "2024-04-01", at), entry(1, "change", "material", at)]
    edition = latest(compile_series([bad], record=record))
    assert (edition.effective, edition.change) == (date(2024, 4, 1), "material")


def test_a_correction_that_moved_the_past_counts_as_never_made_once_it_is_taken_back() -> None:
    series = [posting("2024-03-01T09:00Z")]
    bad = entry(1, "effective", "2024-06-01", "2024-03-02T00:00Z")
    back = entry(1, "effective", None, "2024-03-03T00:00Z")
    assert days_of(compile_series(series, record=[bad, back])) == ["2024-03-02"]
    good = entry(1, "effective", "2024-04-01", "2024-03-01T20:00Z")
    kept = latest(compile_series(series, record=[good, bad, entry(1, "effective", "2024-04-01", "2024-03-04T00:00Z")]))
    assert kept.effective == date(2024, 4, 1)
    with pytest.raises(SettingError, match=r"Put `effective` of 0000001 back into \.record\.yml"):
        compile_series(series, record=[good, entry(1, "effective", None, "2024-04-02T00:00Z")])


def test_what_follows_the_settling_of_a_message_moves_no_past() -> None:
    bad = posting("2024-03-01T09:00Z", message="Post\n\nPolicy-Posted: soon")
    settled = [entry(1, "posted", "2024-03-01T09:00:00+00:00", "2024-03-20T10:00Z")]
    later = entry(1, "effective", "2024-04-01", "2024-03-21T10:00Z")
    assert days_of(compile_series([bad], record=settled)) == ["2024-03-02"]
    with pytest.raises(SettingError, match="cannot be moved"):
        compile_series([bad], record=[*settled, later])
    at_once = entry(1, "effective", "2024-04-01", "2024-03-20T10:00Z")
    assert days_of(compile_series([bad], record=[*settled, at_once])) == ["2024-04-01"]


def test_the_posting_of_a_withdrawal_can_be_corrected_within_its_day() -> None:
    series = [posting("2024-03-01T09:00Z"), posting("2024-05-01T09:00Z", gone=True)]
    fix = entry(2, "posted", "2024-05-01T12:00:00+00:00", "2024-05-20T09:00Z")
    [withdrawal] = compile_series(series, record=[fix]).withdrawals
    assert withdrawal.posted == datetime.fromisoformat("2024-05-01T12:00Z")
    assert [(each.field, each.was) for each in withdrawal.corrections] == [("posted", "2024-05-01T09:00:00+00:00")]
    with pytest.raises(SettingError, match="cannot be moved"):
        compile_series(series, record=[entry(2, "posted", "2024-05-02T12:00:00+00:00", "2024-05-20T09:00Z")])


def test_a_correction_settles_what_the_message_of_a_withdrawal_says_wrongly() -> None:
    series = [
        posting("2024-03-01T09:00Z"),
        posting("2024-05-01T09:00Z", message="Go\n\nPolicy-Posted: soon", gone=True),
    ]
    with pytest.raises(SettingError, match="'soon' is no instant"):
        compile_series(series)
    fix = entry(2, "posted", "2024-05-03T12:00:00+00:00", "2024-05-20T09:00Z")
    [withdrawal] = compile_series(series, record=[fix]).withdrawals
    assert withdrawal.posted == datetime.fromisoformat("2024-05-03T12:00Z")


def test_a_correction_can_be_corrected_and_taken_back() -> None:
    series = [posting("2024-03-01T09:00Z", message="Titel")]
    twice = [entry(1, "title", "Title", "2024-03-02T09:00Z"), entry(1, "title", "The title", "2024-03-03T09:00Z")]
    edition = latest(compile_series(series, record=twice))
    assert edition.title == "The title"
    assert [(each.was, each.now) for each in edition.corrections] == [("Title", "The title")]
    back = latest(compile_series(series, record=[*twice, entry(1, "title", None, "2024-03-04T09:00Z")]))
    assert (back.title, back.corrections) == ("Titel", ())


def test_an_omitted_edition_keeps_its_number_without_its_text() -> None:
    history = compile_series(
        [posting("2024-03-01T09:00Z"), posting("2024-03-02T09:00Z"), posting("2024-03-03T09:00Z")],
        record=[entry(2, "omit", "true", "2024-03-03T09:00Z")],
    )
    assert [(edition.number, edition.omitted, bool(edition.source)) for edition in history.editions] == [
        (1, False, True), (2, True, False), (3, False, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("posted", "corrected", "effective"),
    [
        ("2024-04-20T09:00Z", "2024-05-02T12:00Z", "2024-05-02"),
        ("2024-04-30T12:00Z", "2024-05-01T12:00Z", "2024-05-01"),
        ("2024-04-20T09:00Z", "2024-05-01T12:00Z", None),
    ],
)
def test_a_posting_can_be_corrected_but_no_effective_day_moves_that_has_come(
    posted: str, corrected: str, effective: str | None
) -> None:
    record = [entry(1, "posted", posted, corrected)]
    if effective is None:
        with pytest.raises(SettingError, match="nor one into the past"):
            compile_series([posting("2024-05-01T09:00Z")], record=record)
        return
    history = compile_series([posting("2024-05-01T09:00Z")], record=record)
    assert (days_of(history), latest(history).posted) == ([effective], datetime.fromisoformat(posted))


def test_an_effective_day_can_be_moved_to_the_day_of_the_correction_and_no_earlier() -> None:
    postings = [posting("2024-03-01T09:00Z", message="Post\n\nPolicy-Effective: 2024-06-01")]
    moved = compile_series(postings, record=[entry(1, "effective", "2024-04-10", "2024-04-10T09:00Z")])
    assert days_of(moved) == ["2024-04-10"]
    with pytest.raises(SettingError, match="nor one into the past"):
        compile_series(postings, record=[entry(1, "effective", "2024-04-10", "2024-04-11T09:00Z")])


def test_the_correction_of_a_withdrawal_can_be_taken_back_and_replaced() -> None:
    postings = [posting("2024-01-01T09:00Z"), posting("2024-05-05T09:00Z", gone=True)]
    first = entry(2, "posted", "2024-05-05T08:00Z", "2024-05-06T09:00Z")
    back = entry(2, "posted", None, "2024-05-07T09:00Z")
    [withdrawal] = compile_series(postings, record=[first, back]).withdrawals
    assert (withdrawal.posted, withdrawal.corrections) == (postings[1].committed, ())
    assert [each.now for each in withdrawal.record] == ["2024-05-05T08:00:00+00:00", "2024-05-05T09:00:00+00:00"]
    too_late = entry(2, "posted", "2024-05-01T08:00Z", "2024-05-06T08:00Z")
    [withdrawal] = compile_series(postings, record=[too_late, first]).withdrawals
    assert withdrawal.posted == datetime.fromisoformat("2024-05-05T08:00Z")
    assert [each.now for each in withdrawal.corrections] == ["2024-05-05T08:00:00+00:00"]
    with pytest.raises(SettingError, match="nor one into the past"):
        compile_series(postings, record=[first, too_late])


def test_what_is_omitted_was_shown() -> None:
    postings = [posting("2024-01-01T09:00Z"), posting("2024-02-01T09:00Z")]
    history = compile_series(postings, record=[entry(1, "omit", "true", "2024-02-02T09:00Z")])
    [correction] = history.editions[0].corrections
    assert (correction.was, correction.now) == ("shown", "omitted")


@pytest.mark.parametrize("front", ['"notic\\x65": 30 days after posting', "x: 1\u2028notice: 30 days after posting"])
def test_a_rule_is_found_however_yaml_lets_it_be_written(front: str) -> None:
    history = compile_series(
        [posting("2024-01-01T09:00Z", front), posting("2024-03-01T09:00Z"), posting("2024-03-02T09:00Z")]
    )
    assert days_of(history)[:2] == ["2024-01-31", "2024-03-31"]
