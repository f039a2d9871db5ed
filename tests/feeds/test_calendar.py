"""The calendar: one event for each edition, the same for whoever builds it, changed when its record changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from policydiff.compare import compile_chronicle
from policydiff.model import Chronicle, Withdrawal
from tests.feeds import chronicles as made
from tests.feeds.chronicles import SITE, correction
from tests.feeds.reading import calendar_events, documents


def events(chronicle: Chronicle, address: str = "privacy/effective.ics") -> list[Any]:
    return calendar_events(documents(chronicle)[address])


def day(event: Any) -> date:
    found: date = event.decoded("dtstart")
    return found


def test_each_effective_date_is_an_all_day_event() -> None:
    chronicle = made.privacy()
    found = events(chronicle)
    assert [day(event) for event in found] == [each.effective for each in chronicle.history.editions]
    for event, edition in zip(found, chronicle.history.editions, strict=True):
        assert not isinstance(day(event), datetime)
        assert event.decoded("dtend") - day(event) == timedelta(days=1)
        assert event.decoded("dtstamp") == edition.posted
        assert (int(event["sequence"]), event["status"], event["transp"]) == (0, "CONFIRMED", "TRANSPARENT")
    assert found[1]["url"] == "https://policies.example/legal/privacy/changes/2/"
    assert "1 amended" in found[1]["description"]
    assert "Changed: 2.2." in found[1]["description"]
    assert "We say how much we pass on." in found[1]["description"]


def test_identifiers_stay_when_the_site_moves_or_the_policy_is_renamed() -> None:
    here = [event["uid"] for event in events(made.privacy())]
    assert len(set(here)) == 3
    renamed = made.privacy(slug="data-protection", first_slug="privacy", former_slugs=("privacy",))
    assert [event["uid"] for event in events(renamed)] == here
    moved = documents(made.privacy(), site=replace(SITE, url="https://elsewhere.example/"))
    assert [event["uid"] for event in calendar_events(moved["effective.ics"])] == here


def test_every_correction_raises_the_sequence_of_the_event_it_touches() -> None:
    history = made.privacy().history
    fixes = [
        correction("effective", "2024-03-02", "2024-03-05", datetime(2024, 4, 10, tzinfo=UTC)),
        correction("title", "Partner", "Partners", datetime(2024, 4, 12, 9, tzinfo=UTC)),
    ]
    for count in (1, 2):
        told = fixes[:count]
        second = replace(
            history.editions[1], corrections=tuple(told), record=tuple(told), effective=date(2024, 3, 5), dated=True
        )
        editions = (history.editions[0], second, history.editions[2])
        found = events(compile_chronicle(replace(history, editions=editions)))
        assert [int(event["sequence"]) for event in found] == [0, count, 0]
        assert found[1].decoded("dtstamp") == found[1].decoded("last-modified") == told[-1].corrected
        assert found[1].decoded("created") == second.posted
        assert day(found[1]) == date(2024, 3, 5)


def test_an_edition_overtaken_before_it_applied_is_cancelled_not_dropped() -> None:
    base = made.privacy().history.editions
    late = replace(base[1], effective=date(2024, 6, 1), dated=True)
    before = events(made.chronicle(base[0], late))
    after = events(made.chronicle(base[0], late, replace(base[2], effective=date(2024, 5, 1), dated=True)))
    assert [event["status"] for event in before] == ["CONFIRMED", "CONFIRMED"]
    assert [event["status"] for event in after] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert after[1]["uid"] == before[1]["uid"]
    assert int(after[1]["sequence"]) > int(before[1]["sequence"])
    assert after[1].decoded("dtstamp") == base[2].posted


def test_an_edition_that_a_withdrawal_overtook_is_cancelled() -> None:
    base = made.privacy().history.editions
    late = replace(base[1], effective=date(2024, 6, 1), dated=True)
    gone = Withdrawal("d" * 40, datetime(2024, 5, 2, tzinfo=UTC), 2)
    found = events(made.chronicle(base[0], late, withdrawals=[gone]))
    assert [event["status"] for event in found] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert found[1].decoded("dtstamp") == gone.posted
    assert "the policy was withdrawn before 1 June 2024" in found[1]["description"]


def test_the_day_of_a_withdrawal_is_an_event() -> None:
    zone = [replace(each, timezone="Europe/Berlin") for each in made.privacy().history.editions]
    gone = Withdrawal("d" * 40, datetime(2024, 5, 2, 23, tzinfo=UTC), 3)
    *editions, found = events(made.chronicle(*zone, withdrawals=[gone]))
    assert len(editions) == 3
    assert found["summary"] == "Privacy policy: withdrawn"
    assert day(found) == date(2024, 5, 3)
    assert found["uid"] not in {event["uid"] for event in editions}
    assert found["url"] == "https://policies.example/legal/privacy/changes/"
    assert "withdrawn on 3 May 2024" in found["description"]


def test_the_calendar_of_all_policies_has_the_events_of_each() -> None:
    terms = made.chronicle(*made.privacy().history.editions, slug="terms")
    site = documents(made.privacy(), terms)
    each = [event["uid"] for name in ("privacy", "terms") for event in calendar_events(site[f"{name}/effective.ics"])]
    assert [event["uid"] for event in calendar_events(site["effective.ics"])] == each
    assert len(set(each)) == 6
