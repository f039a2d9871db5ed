"""Whatever stands in settings, front matter, messages and the record: an answer or a sentence, never a traceback."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.errors import PolicydiffError
from policydiff.history import edition_in_force, read_settings, read_today, standing_of
from policydiff.history.message import read_title
from policydiff.history.notice import parse_notice
from policydiff.history.record import collect_record
from tests.history.series import compile_series, posting

WORDS = (
    "UTC", "Europe/Berlin", "on posting", "30 days after posting", "5 business days after posting", "DE", "US-CA",
    "tags", "2024-02-30", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-11:00", "material", "true",
)  # fmt: skip
NOTICE_WORDS = (
    "all",
    "changes",
    "take",
    "effect",
    "the",
    "30",
    "thirty",
    "(30)",
    "a",
    "day",
    "weeks",
    "after",
    "posting",
    "on",
)
COMMITS = ("0000001".ljust(40, "0"), "0000002".ljust(40, "0"))

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates(), st.datetimes(),
    st.sampled_from(WORDS),
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["notice", "timezone", "holidays", "value", "from"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def mappings(*names: str) -> st.SearchStrategy[dict[str, object]]:
    return st.dictionaries(st.sampled_from(names), values, max_size=4)


def written(mapping: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(mapping), allow_unicode=True)


def torn(*pieces: str) -> st.SearchStrategy[str]:
    yaml_signs = (
        "{",
        "}",
        "[",
        "]",
        "? ",
        ": ",
        "- ",
        "&a ",
        "*a",
        "<<: ",
        "!x ",
        "'",
        "|\n",
        "\n",
        "\t",
        "\0",
        "---\n",
    )
    return st.lists(st.sampled_from([*pieces, *yaml_signs, *WORDS]), max_size=12).map("".join)


@settings(max_examples=60, deadline=None)
@given(mappings("policies", "branch", "editions", "tag_pattern", "notice", "timezone", "holidays", "notices"), values)
def test_any_options(options: dict[str, object], today: object) -> None:
    with suppress(PolicydiffError):
        read_today(today, "mkdocs.yml")
    with suppress(PolicydiffError):
        compile_series([posting("2024-01-01T09:00Z"), posting("2024-06-01T23:00Z")], read_settings(options, "policy"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            mappings("notice", "timezone", "holidays", "effective", "policy").map(written)
            | torn("notice: ", "timezone: ", "effective: ", "policy: "),
            st.sampled_from(["2024-01-01T09:00Z", "2024-01-01T23:59:59+14:00", "2023-06-01T00:00-11:00"]),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_any_front_matter(postings: Sequence[tuple[str, str]]) -> None:
    with suppress(PolicydiffError):
        history = compile_series([posting(at, front) for front, at in postings])
        for day in (date.min, date(2024, 1, 1), date.max):
            edition_in_force(history, day)
            assert all(standing_of(history, edition.number, day).status for edition in history.editions)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["0000001", "00000010", "x"]),
            values | mappings("posted", "effective", "title", "note", "change", "omit", "reason", "policy"),
            max_size=2,
        ).map(written)
        | torn("0000001: ", "title: x", "reason: y", "effective: 2024-02-02", ", "),
        max_size=3,
    )
)
def test_any_record(texts: Sequence[str]) -> None:
    dated = [(text, datetime(2024, 1, number, 12, tzinfo=UTC)) for number, text in enumerate(texts, start=1)]
    with suppress(PolicydiffError):
        record = collect_record(dated, ".record.yml")
        record.check_commits(COMMITS, ".record.yml", "main")
        changes = [change for commit in COMMITS for change in record.changes_of(commit, {"privacy"})]
        history = compile_series([posting("2024-01-01T09:00Z"), posting("2024-06-01T23:00Z")], record=changes)
        record.check_subjects([history], ".record.yml")


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=80)
    | torn(
        "Policy-Posted: ", "Policy-Effective: ", "Policy-Change: ", "Merge pull request #1 from x", "\x1b[31m", "\r\n"
    )
)
def test_any_message(message: str) -> None:
    title, note = read_title(message)
    assert "\n" not in title
    assert "\x1b" not in title + note
    with suppress(PolicydiffError):
        compile_series([posting("2024-01-01T09:00Z", message=message)])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(NOTICE_WORDS)).map(" ".join).filter(bool) | st.text(max_size=30),
    st.sampled_from(["", "DE", "x", "DE-", "\0"]),
)
def test_any_notice(words: str, holidays: str) -> None:
    with suppress(PolicydiffError):
        assert parse_notice(words, holidays).days >= 0
