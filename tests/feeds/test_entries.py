"""What the entries of a feed say, and that it is what the history says."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import nh3
import pytest

from policydiff.compare import compile_chronicle
from policydiff.compare.answer import comparison_to_data
from policydiff.model import Chronicle, Withdrawal
from policydiff.publish.data import describe_edition
from policydiff.publish.feeds.archive import ARCHIVE_SIZE
from policydiff.publish.feeds.passages import LONGEST_REDLINE
from tests.feeds import chronicles as made
from tests.feeds.chronicles import SITE, TODAY, correction
from tests.feeds.reading import documents, plain_atom

LATER = datetime(2026, 5, 4, 8, tzinfo=UTC)


def items(chronicle: Chronicle, address: str = "privacy/feed.json") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(documents(chronicle)[address])["items"]
    return found


def redlines(html: str) -> tuple[list[str], list[str]]:
    """The inserted and the deleted words of an entry."""
    root = ET.fromstring(f"<div>{html}</div>")
    ins, dels = (["".join(each.itertext()).strip() for each in root.iter(tag)] for tag in ("ins", "del"))
    return ins, dels


def test_there_is_one_entry_for_each_edition_and_it_says_what_the_log_says() -> None:
    chronicle = made.privacy()
    entries = items(chronicle)
    assert len(entries) == 3
    for entry, number in zip(entries, (3, 2, 1), strict=True):
        log = describe_edition(chronicle, number, TODAY)
        facts = entry["_policydiff"]
        assert facts["edition"] == log["number"]
        assert entry["date_published"] == facts["posted"] == log["posted"]
        for field in ("policy", "effective", "title", "note", "change", "counts"):
            assert facts[field] == log[field]
        assert entry["title"].endswith(f"edition {number}, effective {_in_words(log['effective'])}: {log['title']}")
        assert f"Takes effect on {_in_words(log['effective'])}, the day after posting." in entry["content_text"]
        assert entry["tags"] == [log["change"]]


def _in_words(day: str) -> str:
    return f"{date.fromisoformat(day):%-d %B %Y}"


def test_the_redline_of_an_entry_is_that_of_the_comparison() -> None:
    chronicle = made.privacy()
    for entry, number in zip(items(chronicle), (3, 2), strict=False):
        said = comparison_to_data(chronicle.comparisons[number - 1], "privacy", number - 1, number)
        moved = {"renumbered", "moved", "format"}
        parts = [part for each in said["changes"] if set(each["kinds"]) - moved for part in each["redline"]]
        ins, dels = redlines(entry["content_html"])
        assert ins == [text.strip() for op, text in parts if op == "+"]
        assert dels == [text.strip() for op, text in parts if op == "-"]


def test_the_class_of_the_change_is_said() -> None:
    third, second, _ = items(made.privacy())
    assert "Material change: 1 amended, 7 unchanged." in second["content_text"]
    assert '<p dir="auto">Amendment: 1 added, 1 renumbered' in third["content_html"]


def test_a_change_of_any_length_gives_an_entry_of_bounded_length() -> None:
    novel = "\n\n".join(f"3.{n}. {f'All of it is said at length ({n}). ' * 200}" for n in range(2, 100))
    poem = made.FIRST.replace("3.1. Changes", f"3.1. {'Words. ' * 9_000}Changes").replace("fulfil", "meet")
    for text in (f"{made.FIRST}\n{novel}\n", poem):
        (entry, _) = items(made.chronicle(made.edition(1, made.FIRST), made.edition(2, text)))
        assert len(entry["content_html"]) < 1.5 * LONGEST_REDLINE
        assert re.search(r"\d more clauses? (is|are) left out here", entry["content_text"])
    assert "[−fulfil] [+meet]" in entry["content_text"], "a clause without room leaves room for others"


def test_links_lead_to_the_redline_the_edition_and_each_clause() -> None:
    base = "https://policies.example/legal/privacy"
    second = items(made.privacy())[1]
    assert second["url"] == f"{base}/changes/2/"
    for address in (f"{base}/changes/2/", f"{base}/editions/2/", f"{base}/editions/2/#clause-2.2"):
        assert f'href="{address}"' in second["content_html"]


def test_a_removed_clause_is_linked_in_the_last_edition_that_has_it() -> None:
    shorter = made.SECOND.replace("2.1. The Licensor collects the User's name.\n\n", "")
    chronicle = made.chronicle(made.edition(1, made.SECOND), made.edition(2, shorter))
    assert "/privacy/editions/1/#clause-2.1" in items(chronicle)[0]["content_html"]


def test_what_sanitisers_leave_is_still_a_redline() -> None:
    html = items(made.privacy())[1]["content_html"]
    assert nh3.clean(html, tags={"p", "a", "h3", "h4", "em", "ins", "del"}).count("<del>in order</del>") == 1
    plain = nh3.clean(html, tags=set())
    assert "to partners [−in order] [+to the extent needed] to fulfil" in plain


def test_a_section_feed_holds_only_what_touched_the_section() -> None:
    site = documents(made.privacy())
    collection = plain_atom(site["privacy/clauses/e1-2/feed.xml"])
    assert [entry.id.rpartition("/")[2] for entry in collection] == ["3", "2", "1"]
    terms = plain_atom(site["privacy/clauses/e1-1/feed.xml"])
    assert [entry.id.rpartition("/")[2] for entry in terms] == ["1"]
    assert "Licensor" not in terms[0].html
    whole = {entry.id for entry in plain_atom(site["privacy/feed.xml"])}
    assert whole.isdisjoint(entry.id for entry in collection)


def test_what_moves_out_of_a_section_is_told_to_both() -> None:
    moved = made.FIRST.replace("2.1. The Licensor collects the User's name.\n\n", "") + (
        "\n3.2. The Licensor collects the User's name.\n"
    )
    site = documents(made.chronicle(made.edition(1, made.FIRST), made.edition(2, moved)))
    for key in ("e1-2", "e1-3"):
        entries = plain_atom(site[f"privacy/clauses/{key}/feed.xml"])
        assert [entry.id.rpartition("/")[2] for entry in entries] == ["2", "1"]


def test_a_feed_for_each_clause_is_made_when_asked_for() -> None:
    assert "privacy/clauses/e1-2.2/feed.xml" not in documents(made.privacy())
    site = documents(made.privacy(), site=replace(SITE, clause_feeds=True))
    assert len(plain_atom(site["privacy/clauses/e1-2.2/feed.xml"])) == 3


def test_nothing_depends_on_the_day_of_the_build_or_on_the_builder() -> None:
    feeds = {name: content for name, content in documents(made.privacy()).items() if "editions" not in name}
    again = {name: content for name, content in documents(made.privacy()).items() if "editions" not in name}
    assert feeds == again
    assert not any(b"2026" in content for name, content in feeds.items() if name.endswith((".xml", ".ics")))


def test_a_correction_of_the_record_updates_the_entry_and_says_so() -> None:
    fixed = correction("effective", "2024-03-02", "2024-03-05", LATER, "The notice was longer.")
    history = made.privacy().history
    second = replace(history.editions[1], corrections=(fixed,), record=(fixed,), effective=date(2024, 3, 5), dated=True)
    chronicle = compile_chronicle(replace(history, editions=(history.editions[0], second, history.editions[2])))
    entry = items(chronicle)[1]
    assert entry["date_modified"] == LATER.isoformat()
    assert entry["date_published"] == second.posted.isoformat()
    assert "corrected on 4 May 2026" in entry["content_text"]
    assert "The notice was longer." in entry["content_text"]
    assert [each["date_modified"] for each in items(chronicle)[::2]] == [
        history.editions[number].posted.isoformat() for number in (2, 0)
    ]


def test_what_a_corrected_note_was_is_not_repeated() -> None:
    fixed = correction("note", "Jane Roe asked for it", "", LATER, "Names a person.")
    history = made.privacy().history
    first = replace(history.editions[0], corrections=(fixed,))
    chronicle = compile_chronicle(replace(history, editions=(first, *history.editions[1:])))
    assert not any(b"Jane Roe" in content for content in documents(chronicle).values())


def test_an_edition_overtaken_before_it_applied_is_never_in_force() -> None:
    base = made.privacy().history.editions
    late = replace(base[1], effective=date(2024, 6, 1), dated=True)
    chronicle = made.chronicle(base[0], late, replace(base[2], effective=date(2024, 5, 1), dated=True))
    entry = items(chronicle)[1]
    assert "never in force (would have been effective 1 June 2024): Partners" in entry["title"]
    assert "superseded by edition 3 before 1 June 2024" in entry["content_text"]
    assert entry["date_modified"] == base[2].posted.isoformat()


def test_an_omitted_edition_has_an_entry_without_its_text() -> None:
    fixed = correction("omit", "", "", LATER, "A court ordered it.")
    base = made.privacy().history.editions
    secret = made.edition(2, "", omitted=True, corrections=(fixed,), note="The secret note")
    chronicle = made.chronicle(base[0], secret, base[2])
    entry = items(chronicle)[1]
    assert entry["_policydiff"]["edition"] == 2
    assert "A court ordered it." in entry["content_text"]
    assert "<ins>" not in entry["content_html"]
    site = documents(chronicle)
    assert json.loads(site["privacy/editions/2.json"])["clauses"] == []
    assert json.loads(site["privacy/editions/3.json"])["compared_with"] == 1


def test_a_withdrawal_is_told_and_so_is_the_return() -> None:
    gone = Withdrawal("d" * 40, datetime(2024, 3, 10, tzinfo=UTC), 2)
    base = made.privacy().history.editions
    chronicle = made.chronicle(*base[:2], replace(base[2], restored=True), withdrawals=[gone])
    entries = items(chronicle)
    assert len(entries) == 4
    assert entries[1]["title"] == "Privacy policy, withdrawn 10 March 2024"
    assert "after it had been withdrawn" in entries[0]["content_text"]


@pytest.mark.parametrize(("slug", "folder"), [("data-protection", "data-protection/"), ("index", "")])
def test_an_old_subscription_lives_on_after_a_rename(slug: str, folder: str) -> None:
    chronicle = made.privacy(slug=slug, first_slug="privacy", former_slugs=("privacy",))
    site = documents(chronicle)
    for name in ("feed.xml", "rss.xml", "feed.json", "effective.ics", "clauses/e1-2/feed.xml"):
        assert site[f"privacy/{name}"] == site[f"{folder}{name}"]
    assert not [address for address in site if address.startswith("privacy/privacy/")]
    before = [entry.id for entry in plain_atom(documents(made.privacy())["privacy/feed.xml"])]
    assert [entry.id for entry in plain_atom(site["privacy/feed.xml"])] == before


def test_identifiers_stay_when_the_site_moves() -> None:
    moved = documents(made.privacy(), site=replace(SITE, url="https://elsewhere.example/", name="Another name"))
    here = documents(made.privacy())
    for address in ("privacy/feed.xml", "feed.xml", "privacy/clauses/e1-2/feed.xml"):
        assert [e.id for e in plain_atom(moved[address])] == [e.id for e in plain_atom(here[address])]
        own = [ET.fromstring(each[address]).findtext("{http://www.w3.org/2005/Atom}id") for each in (moved, here)]
        assert own[0] == own[1]


@pytest.mark.parametrize("count", [1, ARCHIVE_SIZE, 2 * ARCHIVE_SIZE - 1, 2 * ARCHIVE_SIZE, 3 * ARCHIVE_SIZE + 4])
def test_the_polled_document_is_bounded_and_the_archives_complete_it(count: int) -> None:
    site = documents(made.many(count))
    found = []
    address: str | None = "privacy/feed.xml"
    seen = 0
    while address:
        entries = plain_atom(site[address])
        assert 0 < len(entries) < 2 * ARCHIVE_SIZE
        found += [entry.id for entry in entries]
        links = ET.fromstring(site[address]).findall("{http://www.w3.org/2005/Atom}link")
        older = [link.attrib["href"] for link in links if link.get("rel") == "prev-archive"]
        address = older[0].removeprefix(SITE.url) if older else None
        seen += 1
    assert [int(each.rpartition("/")[2]) for each in found] == list(range(count, 0, -1))
    assert seen == max(1, count // ARCHIVE_SIZE)


def test_a_new_posting_changes_no_archive() -> None:
    before, after = documents(made.many(25)), documents(made.many(26))
    assert before["privacy/feed/1.xml"] == after["privacy/feed/1.xml"]
    assert before["privacy/feed.xml"] != after["privacy/feed.xml"]


def test_a_correction_of_an_archived_entry_reaches_those_who_poll() -> None:
    history = made.many(25).history
    fixed = replace(history.editions[2], record=(correction("title", "x", "y", LATER),))
    editions = (*history.editions[:2], fixed, *history.editions[3:])
    site = documents(compile_chronicle(replace(history, editions=editions)))
    polled = [entry.id.rpartition("/")[2] for entry in plain_atom(site["privacy/feed.xml"])]
    assert polled == [*map(str, range(25, 10, -1)), "3"]


def test_all_policies_together_are_in_the_order_of_posting() -> None:
    shifted = [
        replace(each, posted=each.posted + timedelta(days=1), committed=each.committed + timedelta(days=1))
        for each in made.privacy().history.editions
    ]
    site = documents(made.privacy(), made.chronicle(*shifted, slug="terms"))
    entries = json.loads(site["feed.json"])["items"]
    published = [entry["date_published"] for entry in entries]
    assert published == sorted(published, reverse=True)
    both = {entry.id for name in ("privacy", "terms") for entry in plain_atom(site[f"{name}/feed.xml"])}
    assert {entry["id"] for entry in entries} == both


def test_without_the_sites_address_there_are_no_feeds() -> None:
    site = documents(made.privacy(), site=replace(SITE, url=""))
    assert not [name for name in site if "feed" in name or "rss" in name]
    assert "privacy/effective.ics" in site
    assert b"URL" not in site["privacy/effective.ics"]
