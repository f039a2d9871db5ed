"""The site speaks its language: every catalogue is complete, dates and notice rules are in it too."""

from __future__ import annotations

import string
from datetime import date
from pathlib import Path

import pytest

from policydiff.compare import compile_chronicle
from policydiff.history import read_histories, state_notice
from policydiff.model import NoticeRule, Settings
from policydiff.publish.plan import plan_site
from policydiff.publish.site import SiteFacts
from policydiff.publish.wording import Wording
from policydiff.publish.words import CATALOGUES, ENGLISH
from tests.site.building import small_history

OTHERS = sorted(set(CATALOGUES) - {"en"})


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_says_all_that_the_english_one_says_with_the_same_values(language: str) -> None:
    catalogue = CATALOGUES[language]
    assert set(catalogue) == set(ENGLISH)
    for name, text in catalogue.items():
        assert places(text) == places(ENGLISH[name]), name


def test_rules_counts_and_days_are_in_the_language() -> None:
    german = Wording("de")
    assert german.rule(NoticeRule(1)) == "dem Tag nach der Veröffentlichung"
    assert german.rule(NoticeRule(30)) == "30 Tage nach der Veröffentlichung"
    assert german.rule(NoticeRule(3, business=True)) == "3 Werktage nach der Veröffentlichung"
    assert german.rule(NoticeRule(0)) == "mit der Veröffentlichung"
    assert german.count("what_changed", 1) == "1 Änderung"
    assert german.day_text(date(2026, 11, 23)) == "23. November 2026"
    assert german.join(["a", "b", "c"]) == "a, b und c"
    assert Wording("de-AT").say("edition", number=4) == "Fassung 4"


def test_rules_in_english_are_those_that_the_command_line_states() -> None:
    for days, business in ((0, False), (1, False), (30, False), (1, True), (5, True)):
        rule = NoticeRule(days, business=business)
        assert Wording().rule(rule) == state_notice(rule)


def test_a_language_without_catalogue_has_english_words_and_its_own_dates() -> None:
    french = Wording("fr")
    assert french.say("edition", number=4) == "Edition 4"
    assert french.day_text(date(2026, 11, 23)) == "23 novembre 2026"


def test_no_english_word_of_ours_is_left_on_a_german_site(tmp_path: Path) -> None:
    repo = small_history(tmp_path)
    chronicles = [compile_chronicle(history) for history in read_histories(repo.path, Settings(docs_dir="policy"))]
    days = {c.slug: date(2025, 6, 1) for c in chronicles}
    made = plan_site(chronicles, today=days, facts=SiteFacts("ACME", "https://acme.example/", "de"), start=True)
    english = {
        str(text)
        for text in ENGLISH.values()
        if len(text) > 5 and not places(text) and text not in CATALOGUES["de"].values()
    }
    for page in made.pages:
        assert page.language == "de"
        assert not {text for text in english if f">{text}<" in page.content}, page.address
    main = next(page.content for page in made.pages if page.address == "legal/terms")
    assert "Gilt ab" in main
    assert "dem Tag nach der Veröffentlichung" in main
    assert "Bis dahin gilt" in main
