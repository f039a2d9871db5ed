"""Texts in scripts without spaces between words, or with marks upon letters, are cut and paired as readers would."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policydiff.compare.redline import draw_redline
from policydiff.compare.tokens import tokenise
from policydiff.model import Span
from tests.compare.texts import compare, rebuilt, say, show

CASES = [
    ("保存三十天。", "保存六十天。", "保存[-三十天-]{+六十天+}。"),
    ("见第三条。", "见第5條。", "见[-第三条-]{+第5條+}。"),
    (
        "ユーザーは、本サービスの利用にあたり、以下の行為をしてはなりません。",
        "メンバーは、本サービスの利用にあたり、次の行為をしてはなりません。",
        "[-ユーザー-]{+メンバー+}は、本サービスの利用にあたり、[-以下-]{+次+}の行為をしてはなりません。",
    ),
    ("请联系a@b.example或客服。", "请联系c@b.example或客服。", "请联系[-a@b.example-]{+c@b.example+}或客服。"),
    ("见https://b.example/a。", "见https://b.example/c。", "见[-https://b.example/a-]{+https://b.example/c+}。"),
    ("ผู้ใช้สามารถแก้ไขข้อมูลได้", "ผู้ใช้ไม่สามารถแก้ไขข้อมูลได้", "ผู้ใช้{+ไม่+}สามารถแก้ไขข้อมูลได้"),
    ("नीति के अनुसार", "नीती के अनुसार", "[-नीति-]{+नीती+} के अनुसार"),
    ("the cafe\u0301 opens", "the cafe opens", "the [-cafe\u0301-]{+cafe+} opens"),
    ("send 👍🏽 now", "send 👍🏿 now", "send [-👍🏽-]{+👍🏿+} now"),
    ("send 👩‍👧 now", "send 👩‍👦 now", "send [-👩‍👧-]{+👩‍👦+} now"),
    ("send 🇩🇪 now", "send 🇩🇰 now", "send [-🇩🇪-]{+🇩🇰+} now"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_redlines(old: str, new: str, expected: str) -> None:
    redline = draw_redline((Span(old),), (Span(new),))
    assert show(redline) == expected
    assert rebuilt(redline) == (old, new)


def test_a_clause_without_spaces_is_known_again_by_its_characters() -> None:
    old = "# 规约\n\n1. 我们收集您的姓名和电子邮件地址,并在三十天内删除。\n\n2. 本规约受法律约束。\n"
    new = "# 规约\n\n1. 仅供成年人使用。\n\n2. 我们收集您的姓名和电话号码,并在六十天内删除。\n\n3. 本规约受法律约束。\n"
    assert say(compare(old, new)) == ["added: 1", "amended, renumbered: 1 -> 2", "renumbered: 2 -> 3"]


def test_clauses_that_share_only_common_characters_are_different_clauses() -> None:
    old = "- 法令に違反する行為\n- 犯罪行為に関連する行為\n"
    new = "- 法令に違反する行為\n- 他のユーザーに成りすます行為\n"
    assert [line.partition(":")[0] for line in say(compare(old, new))] == ["removed", "added"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40) | st.text(
    "aé \u0301条ユー第30天กำ้नि\u200d👍🏽🇩🇪,.-'@/https:", max_size=30
)


@given(TEXTS)
@example("第30天")
@example("e\u0301")
@settings(max_examples=300, deadline=None)
def test_pieces_are_all_of_a_text_but_its_white_space_and_part_no_mark_from_its_letter(text: str) -> None:
    tokens = tokenise(text)
    assert "".join("".join(tokens.texts).split()) == "".join(text.split())
    for token, start in zip(tokens.texts, tokens.starts, strict=True):
        if unicodedata.category(token[0]).startswith("M"):
            assert not start or not unicodedata.category(text[start - 1]).startswith("L")
