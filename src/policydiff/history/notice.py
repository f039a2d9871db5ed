"""Notice rules: from words as a lawyer writes them, back to words, and from a posting day to an effective day."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from functools import cache

from policydiff.errors import SettingError
from policydiff.model import NoticeRule

FORMS = (
    "`the day after posting`, `on posting`, `N days after posting` or `N business days after posting` "
    "(N as `30` or `thirty`)"
)

LONGEST_NOTICE = 3650
"""Days; ten years. A longer notice is a slip of the keyboard."""

_LONGEST_NUMBER = 9
"""Digits that are read; more are out of every range."""

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

_LEAD = re.compile(
    r"(?:(?:all|any|the|such|these|new) )*(?:(?:change|amendment|modification|edition|version|polic[iy]e?)s? )?"
    r"(?:(?:will|shall) )?(?:(?:takes?|comes? into|enters? into|becomes?|are|is|be) )?(?:effect|effective|force) "
)
"""What a clause says before the rule: `All changes take effect …`."""

_PLACE = re.compile(
    r" (?:on|in|at|to) (?:the|our|this|its) (?:[\w.'’&-]+ ){0,3}"
    r"(?:site|website|service|services|page|homepage|platform|app|application|portal)"
)
"""What it says behind it: `… on the service`."""

_POSTING = (
    r"(?:(?:its|their|the|being|it is|they are) )?(?:(?:date|day|time) of )?(?:(?:its|their|the|being) )?"
    r"(?:posting|posted|publication|publishing|published)(?: date| day)?"
)
_AFTER = r"(?:after|following|from|upon|since)"
_ON = re.compile(
    rf"(?:immediately )?(?:on|upon|at|with|as of|from|after) (?:the )?{_POSTING}|immediately"
    r"|(?:on )?the (?:same )?day of (?:the )?(?:posting|publication)"
)
_NEXT = re.compile(
    rf"(?:on )?(?:the |one |a |1 )?(?:next |first )?(?P<business>(?:business |working ))?day {_AFTER} {_POSTING}"
)
_WORD = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(reversed(_UNITS))}"
_LEAST = r"(?:(?:on|upon|with|after|at least|(?:not|no) (?:less|fewer|sooner|earlier) than) )?"
_COUNT = re.compile(
    rf"{_LEAST}(?:the )?(?P<number>{_WORD}|a(?= week)|[0-9]+)(?:st|nd|rd|th)?(?: ?\( ?(?P<again>{_WORD}|[0-9]+) ?\))? "
    rf"(?:(?P<business>business |working )|calendar |full )?(?P<unit>days?|weeks?)"
    rf"(?:['’]? (?:prior |advance |written )*notice| {_AFTER} {_POSTING})"
)


def parse_notice(text: str, holidays: str = "") -> NoticeRule:
    """The rule that some words state.

    `holidays` is the country or subdivision (ISO 3166: `DE`, `US-CA`) whose holidays are no business days. Raises
    SettingError, listing the forms, when the words are not understood.
    """
    words = _strip_clause(" ".join(text.lower().split()).rstrip("."))
    if _ON.fullmatch(words):
        return NoticeRule(days=0)
    if found := _NEXT.fullmatch(words):
        return _rule(1, business=bool(found["business"]), holidays=holidays)
    found = _COUNT.fullmatch(words)
    if found is None or (found["again"] and _number(found["again"]) != _number(found["number"])):
        raise SettingError(f"The notice rule {text!r} is not understood. Write {FORMS}.")
    number = _number(found["number"])
    weeks = found["unit"].startswith("week")
    if (weeks and found["business"]) or number * (7 if weeks else 1) > LONGEST_NOTICE:
        raise SettingError(f"The notice rule {text!r} cannot be used. Write {FORMS}, at most {LONGEST_NOTICE} days.")
    return _rule(number * 7 if weeks else number, business=bool(found["business"]), holidays=holidays)


def state_notice(rule: NoticeRule) -> str:
    """The rule in words, which `parse_notice` understands."""
    if not rule.days:
        return "on posting"
    kind = "business day" if rule.business else "day"
    return f"the {kind} after posting" if rule.days == 1 else f"{rule.days} {kind}s after posting"


def effective_day(posting_day: date, rule: NoticeRule) -> date:
    """The day on which what is posted on a day takes effect: N days later, or the N-th business day after it."""
    if not rule.business:
        return posting_day + timedelta(days=rule.days)
    day, left = posting_day, rule.days
    while left:
        day += timedelta(days=1)
        left -= _is_business_day(day, rule.country)
    return day


def check_country(country: str) -> None:
    """Raise SettingError when there are no holidays known for a country or subdivision."""
    if country:
        _is_business_day(date(2024, 1, 2), country)


def _rule(days: int, *, business: bool, holidays: str) -> NoticeRule:
    if not business or not days:
        return NoticeRule(days)
    check_country(holidays)
    return NoticeRule(days, business=True, country=holidays)


def _strip_clause(words: str) -> str:
    """The rule alone, of the clause that states it."""
    lead, place = _LEAD.match(words), _PLACE.search(words)
    end = place.start() if place and place.end() == len(words) else len(words)
    return words[lead.end() if lead else 0 : end]


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word[:_LONGEST_NUMBER])
    if word == "a":
        return 1
    return sum(_TENS.get(part) or _UNITS.index(part) for part in word.replace("-", " ").split())


def _is_business_day(day: date, country: str) -> bool:
    if not country:
        return day.weekday() < 5
    return bool(_calendar(country).is_working_day(day))


@cache
def _calendar(country: str):  # type: ignore[no-untyped-def]  # the type is known only where the library is loaded
    import holidays

    nation, dash, subdivision = country.upper().partition("-")
    if nation in holidays.list_supported_countries() and (subdivision or not dash):
        with suppress(NotImplementedError):  # What the library raises for a subdivision that it does not know.
            return holidays.country_holidays(nation, subdiv=subdivision or None)
    raise SettingError(
        f"No holidays are known for {country!r}. Give a country or subdivision of ISO 3166, such as `DE` or `US-CA`."
    )
