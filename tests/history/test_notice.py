"""Notice rules: the words that lawyers write, and the days that follow from them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import SettingError
from policydiff.history.notice import FORMS, LONGEST_NOTICE, effective_day, parse_notice, state_notice
from policydiff.model import NoticeRule


@pytest.mark.parametrize(
    ("words", "days", "business"),
    [
        ("the day after posting", 1, False),
        ("The day after posting.", 1, False),
        ("the day after posting on the site", 1, False),
        ("All changes take effect the day after posting on the ApiWay service.", 1, False),
        ("Amendments shall become effective thirty (30) days after publication on our website", 30, False),
        ("30 days after posting on the first day of the month", None, False),
        ("at least thirty (30) days after posting", 30, False),
        ("not less than 14 days' prior written notice", 14, False),
        ("30 (thirty) days after posting", 30, False),
        ("30 (forty) days after posting", None, False),
        ("within 30 days after posting", None, False),
        ("a week after posting", 7, False),
        ("٣٠ days after posting", None, False),
        ("the day following its publication", 1, False),
        ("next day after posting", 1, False),
        ("on posting", 0, False),
        ("upon publication", 0, False),
        ("immediately", 0, False),
        ("immediately upon posting", 0, False),
        ("the day of posting", 0, False),
        ("30 days after posting", 30, False),
        ("thirty days after posting", 30, False),
        ("thirty (30) days after posting", 30, False),
        ("thirty (20) days after posting", None, False),
        ("thirty-one calendar days following publication", 31, False),
        ("fourteen days after the date of posting", 14, False),
        ("14 days after being posted", 14, False),
        ("14 days after it is published", 14, False),
        ("the 30th day after posting", 30, False),
        ("two weeks after posting", 14, False),
        ("521 weeks after posting", 3647, False),
        ("522 weeks after posting", None, False),
        ("3650 days after posting", 3650, False),
        ("3651 days after posting", None, False),
        ("twenty-one days after posting", 21, False),
        ("forty days after posting", 40, False),
        ("fifty five days after posting", 55, False),
        ("sixty days after posting", 60, False),
        ("seventy-nine days after posting", 79, False),
        ("eighty days after posting", 80, False),
        ("ninety days after posting", 90, False),
        ("30 days' notice", 30, False),
        ("30 days’ notice", 30, False),
        ("10 business days after posting", 10, True),
        ("ten working days after posting", 10, True),
        ("the next business day after posting", 1, True),
        ("the first working day following publication", 1, True),
        ("two business weeks after posting", None, False),
        ("a month after posting", None, False),
        ("30 days before posting", None, False),
        ("soon", None, False),
        ("", None, False),
        ("99999999999 days after posting", None, False),
    ],
)
def test_words_are_read_as_a_lawyer_writes_them(words: str, days: int | None, business: bool) -> None:
    if days is None:
        with pytest.raises(SettingError) as error:
            parse_notice(words)
        assert FORMS in str(error.value)
    else:
        assert parse_notice(words) == NoticeRule(days, business)


def test_a_rule_is_said_as_people_say_it() -> None:
    rules = (NoticeRule(0), NoticeRule(1), NoticeRule(2), NoticeRule(1, business=True), NoticeRule(5, business=True))
    assert [state_notice(rule) for rule in rules] == [
        "on posting",
        "the day after posting",
        "2 days after posting",
        "the business day after posting",
        "5 business days after posting",
    ]


@given(st.integers(0, LONGEST_NOTICE), st.booleans())
def test_a_rule_in_words_is_the_same_rule(days: int, business: bool) -> None:
    rule = NoticeRule(days, business and days > 0)
    assert parse_notice(state_notice(rule)) == rule


@pytest.mark.parametrize(
    ("rule", "posted", "effective"),
    [
        (NoticeRule(1), date(2024, 2, 28), date(2024, 2, 29)),
        (NoticeRule(1), date(2023, 2, 28), date(2023, 3, 1)),
        (NoticeRule(1), date(2023, 12, 31), date(2024, 1, 1)),
        (NoticeRule(0), date(2024, 2, 29), date(2024, 2, 29)),
        (NoticeRule(1, business=True), date(2024, 5, 3), date(2024, 5, 6)),
        (NoticeRule(3, business=True), date(2024, 5, 4), date(2024, 5, 8)),
        # Good Friday, Easter Monday
        (NoticeRule(1, business=True, country="DE"), date(2024, 3, 28), date(2024, 4, 2)),
        (NoticeRule(1, business=True), date(2024, 3, 28), date(2024, 3, 29)),
        # Epiphany is a holiday in Bavaria, not in Berlin
        (NoticeRule(1, business=True, country="DE-BY"), date(2025, 1, 3), date(2025, 1, 7)),
        (NoticeRule(1, business=True, country="DE-BE"), date(2025, 1, 3), date(2025, 1, 6)),
        # Friday and Saturday are the weekend in the Emirates until 2021
        (NoticeRule(1, business=True, country="AE"), date(2019, 6, 13), date(2019, 6, 16)),
    ],
)
def test_days_are_counted_from_the_posting_day(rule: NoticeRule, posted: date, effective: date) -> None:
    assert effective_day(posted, rule) == effective


@pytest.mark.parametrize("country", ["XX", "DE-XX", "Atlantis", "PUBLIC", "CATHOLIC", "DE-", "-"])
def test_a_country_without_known_holidays_is_an_error(country: str) -> None:
    with pytest.raises(SettingError, match="ISO 3166"):
        parse_notice("5 business days after posting", country)
