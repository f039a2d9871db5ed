"""Keys: given once, kept for ever."""

from __future__ import annotations

import pytest

from policydiff.compare import Whereabouts, compile_chronicle, trace_keys
from policydiff.errors import PolicyError
from policydiff.model import Chronicle
from tests.compare.texts import history

FIRST = "# Policy\n\n1. We collect the names of our users.\n2. We keep the names for one year.\n"
INSERTED = (
    "# Policy\n\n1. This policy applies to every visitor.\n2. We collect the names of our users.\n"
    "3. We keep the names for one year.\n"
)
WITHOUT = "# Policy\n\n1. This policy applies to every visitor.\n2. We keep the names for two years.\n"


def test_a_key_is_kept_through_renumbering_and_rewording() -> None:
    keys = compile_chronicle(history(FIRST, INSERTED, WITHOUT)).keys
    assert keys[0] == {"policy": "e1-policy", "clause-1": "e1-1", "clause-2": "e1-2"}
    assert keys[1] == {"policy": "e1-policy", "clause-1": "e2-1", "clause-2": "e1-1", "clause-3": "e1-2"}
    assert keys[2] == {"policy": "e1-policy", "clause-1": "e2-1", "clause-2": "e1-2"}


def test_a_clause_that_comes_back_gets_its_key_back() -> None:
    keys = compile_chronicle(history(FIRST, INSERTED, WITHOUT, INSERTED)).keys
    assert keys[3]["clause-2"] == "e1-1"


def test_another_clause_does_not_get_the_key_of_a_removed_one() -> None:
    other = WITHOUT + "3. Complaints go to the authority in writing.\n"
    assert compile_chronicle(history(FIRST, WITHOUT, other)).keys[2]["clause-3"] == "e3-3"


def test_later_editions_change_no_key() -> None:
    editions = (FIRST, INSERTED, WITHOUT, INSERTED, FIRST)
    whole = compile_chronicle(history(*editions)).keys
    for count in range(1, len(editions)):
        assert compile_chronicle(history(*editions[:count])).keys == whole[:count]


def test_an_omitted_edition_is_passed_over() -> None:
    chronicle = compile_chronicle(history(FIRST, INSERTED, INSERTED, omitted=(2,)))
    assert chronicle.keys[1] == {}
    assert chronicle.keys[2]["clause-2"] == "e1-1"
    assert chronicle.comparisons[2].counts["added"] == 1


def test_changes_carry_the_key_of_their_clause() -> None:
    chronicle = compile_chronicle(history(FIRST, INSERTED, WITHOUT))
    assert [change.key for change in chronicle.comparisons[2].changes] == ["e1-1", "e1-2"]


def fate_of(anchor: str, chronicle: Chronicle) -> Whereabouts:
    """Of the clause that has the anchor in the first edition."""
    return trace_keys(chronicle)[chronicle.keys[0][anchor]]


def test_what_became_of_a_clause_that_is_gone() -> None:
    gone = fate_of("clause-3", compile_chronicle(history(INSERTED, FIRST, FIRST)))
    assert (gone.key, gone.anchor, gone.gone) == ("e1-3", "clause-2", "")
    texts = "# P\n\n## Cookies\n\nWe set them.\n", "# P\n\nNothing.\n"
    removed = fate_of("cookies", compile_chronicle(history(*texts)))
    assert (removed.gone, removed.edition, removed.anchor) == ("removed", 2, "")


def test_a_merged_clause_leads_to_where_its_words_are() -> None:
    parts = (
        "# P\n\n1. We collect the names of all our users.\n"
        "2. We delete the collected names after one year without a visit.\n"
    )
    whole = (
        "# P\n\n1. We collect the names of all our users. "
        "We delete the collected names after one year without a visit.\n"
    )
    chronicle = compile_chronicle(history(parts, whole))
    assert chronicle.keys[1]["clause-1"] == "e1-1"
    fate = fate_of("clause-2", chronicle)
    assert fate == Whereabouts("e1-2", "", "merged", 2, into="e1-1")


def test_the_same_key_set_twice_is_an_error_that_names_both_places() -> None:
    twice = "# P\n\n## One {#data}\n\nText of one.\n\n## Two {#data}\n\nText of two.\n"
    with pytest.raises(PolicyError, match=r"privacy\.md:7.*#data.*line 3"):
        compile_chronicle(history(twice))


def test_a_key_set_twice_in_an_old_edition_does_not_stop_the_site() -> None:
    twice = "# P\n\n## One {#data}\n\nText of one.\n\n## Two {#data}\n\nText of two.\n"
    assert compile_chronicle(history(twice, FIRST)).keys


NAMES, LOGS, RIGHTS = "We collect the names of our users.", "We keep logs for a year.", "You may ask us at any time."


def test_what_stands_below_a_heading_comes_back_with_it() -> None:
    whole = f"# P\n\n## Cookies\n\nNone.\n\n## Data\n\n{NAMES}\n"
    keys = compile_chronicle(history(whole, f"# P\n\n## Data\n\n{NAMES}\n", whole)).keys
    assert keys[2] == keys[0]


def test_the_part_of_a_split_that_stays_keeps_its_own_key() -> None:
    whole = f"# P\n\n1. {NAMES} {LOGS}\n2. {RIGHTS}\n"
    parts = f"# P\n\n1. {NAMES}\n2. {LOGS}\n3. {RIGHTS}\n"
    keys = compile_chronicle(history(whole, parts, f"# P\n\n1. {LOGS}\n2. {RIGHTS}\n", parts)).keys
    assert list(keys[1].values()) == ["e1-p", "e1-1", "e2-2", "e1-2"]
    assert list(keys[2].values()) == ["e1-p", "e2-2", "e1-2"]
    assert keys[3] == keys[1]


def test_what_was_merged_comes_apart_under_its_old_keys() -> None:
    parts = f"# P\n\n1. {NAMES}\n2. {LOGS}\n3. {RIGHTS}\n"
    keys = compile_chronicle(history(parts, f"# P\n\n1. {NAMES} {LOGS}\n2. {RIGHTS}\n", parts)).keys
    assert list(keys[1].values()) == ["e1-p", "e1-1", "e1-3"]
    assert keys[2] == keys[0]


def test_a_key_of_the_editor_that_is_added_later_changes_no_key() -> None:
    plain = f"# P\n\n## Names\n\n{NAMES}\n"
    chronicle = compile_chronicle(history(plain, plain.replace("## Names", "## Names {#people}")))
    assert list(chronicle.keys[1].items()) == [
        ("p", "e1-p"), ("people", "e1-names"), ("clause-people-p1", "e1-names-p1"),
    ]  # fmt: skip
    assert fate_of("names", chronicle).anchor == "people"


def test_a_key_of_the_editor_that_is_put_at_another_clause_takes_no_clause_with_it() -> None:
    before = f"# P\n\n## Names {{#a}}\n\n{NAMES}\n\n## Logs\n\n{LOGS}\n"
    after = f"# P\n\n## Names\n\n{NAMES}\n\n## Logs {{#a}}\n\n{LOGS}\n"
    chronicle = compile_chronicle(history(before, after))
    assert not chronicle.comparisons[1].changes
    assert chronicle.keys[1]["a"] == "e1-logs"


def test_where_clauses_are_is_known_although_the_latest_edition_is_omitted() -> None:
    chronicle = compile_chronicle(history(INSERTED, FIRST, FIRST, omitted=(3,)))
    assert fate_of("clause-3", chronicle).anchor == "clause-2"
    assert fate_of("clause-1", chronicle).gone == "removed"
