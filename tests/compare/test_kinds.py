"""What is said about two texts."""

from __future__ import annotations

import pytest

from tests.compare.texts import compare, say, show

CASES = {
    "identity": ("# T\n\n1. One thing\n2. Two things\n", "# T\n\n1. One thing\n2. Two things\n", []),
    "renumbering alone": (
        "# T\n\n1. We collect names.\n2. We keep them for a year.\n",
        "# T\n\n1. Definitions are below.\n2. We collect names.\n3. We keep them for a year.\n",
        ["added: 1", "renumbered: 1 -> 2", "renumbered: 2 -> 3"],
    ),
    "amended and renumbered": (
        "# T\n\n1. Old notice of nothing.\n2. We keep the data of users for one year.\n",
        "# T\n\n1. We keep the data of users for two years.\n",
        ["removed: 1", "amended, renumbered: 2 -> 1"],
    ),
    "moved within its parent": (
        "# T\n\n1. Alpha comes first here.\n2. Beta follows it closely.\n3. Gamma is the last one.\n",
        "# T\n\n1. Gamma is the last one.\n2. Alpha comes first here.\n3. Beta follows it closely.\n",
        ["moved: 3 -> 1", "renumbered: 1 -> 2", "renumbered: 2 -> 3"],
    ),
    "moved to another parent and amended": (
        "## 1. A\n\n1.1. We may share names with our partners.\n\n1.2. We log.\n\n## 2. B\n\n2.1. They are listed.\n",
        "## 1. A\n\n1.1. We log.\n\n## 2. B\n\n2.1. They are listed.\n\n2.2. We may share names with partners.\n",
        ["renumbered: 1.2 -> 1.1", "amended, moved: 1.1 -> 2.2"],
    ),
    "split": (
        "# T\n\n1. We collect the names of users. We delete these names after one year of inactivity.\n",
        "# T\n\n1. We collect the names of users.\n2. We delete these names after one year of inactivity.\n",
        ["split: 1 -> 1 with 2"],
    ),
    "merged": (
        "# T\n\n1. We collect the names of users.\n2. We delete these names after one year of inactivity.\n",
        "# T\n\n1. We collect the names of users. We delete these names after one year of inactivity.\n",
        ["merged: 1 -> 1 with 2"],
    ),
    "a retitled heading is amended": (
        "## 1. What we collect\n\n1.1. Names of users.\n\n1.2. Addresses of users.\n",
        "## 1. Categories of information\n\n1.1. Names of users.\n\n1.2. Addresses of users.\n",
        ["amended: 1 -> 1"],
    ),
    "markup alone": ("# T\n\n1. We keep *all* data.\n", "# T\n\n1. We keep **all** data.\n", ["format: 1 -> 1"]),
    "a changed link target is markup": (
        "# T\n\n1. See [the list](https://a.example/).\n",
        "# T\n\n1. See [the list](https://b.example/).\n",
        ["format: 1 -> 1"],
    ),
    "quotation marks and dashes are set, not worded": (
        "# T\n\n1. The \"User\" - anyone.\n",
        "# T\n\n1. The “User” – anyone.\n",
        ["format: 1 -> 1"],
    ),
    "upper case is substance": ("# T\n\n1. Each user agrees.\n", "# T\n\n1. Each User agrees.\n", ["amended: 1 -> 1"]),
    "everything replaced is not paired by its place": (
        "# T\n\n1. Cookies are stored in browsers everywhere.\n",
        "# T\n\n1. Complaints go to our officer by letter.\n",
        ["added: 1", "removed: 1"],
    ),
    "another system of numbers": (
        "# T\n\n1. We collect the names.\n2. We keep them for a year.\n3. We share nothing at all.\n",
        "# T\n\n(a) We collect the names.\n\n(b) We keep them for a year.\n\n(c) We share nothing at all.\n",
        ["renumbered: 1 -> a", "renumbered: 2 -> b", "renumbered: 3 -> c"],
    ),
    "repeated boilerplate keeps its place": (
        "## 1. A\n\n1.1. Not for minors.\n\n## 2. B\n\n2.1. Not for minors.\n\n## 3. C\n\n3.1. Not for minors.\n",
        "## 1. A\n\n1.1. Not for minors.\n\n## 2. B\n\n## 3. C\n\n3.1. Not for minors.\n",
        ["removed: 2.1"],
    ),
    "moved and amended; its new label is not one more change": (
        "# T\n\n## 1. A\n\n1.1. We collect names of all users.\n\n1.2. Logs stay a year.\n\n## 2. B\n\n2.1. Ask us.\n",
        "# T\n\n## 1. A\n\n1.1. Logs stay a year.\n\n## 2. B\n\n2.1. Ask us.\n\n2.2. We collect names of most users.\n",
        ["amended, moved: 1.1 -> 2.2", "renumbered: 1.2 -> 1.1"],
    ),
    "of sections that changed places the lighter one moved": (
        "## 1. A\n\n1.1. Names of users.\n\n## 2. B\n\n2.1. Logs of all visits to us.\n\n2.2. Letters to us.\n",
        "## 1. B\n\n1.1. Logs of all visits to us.\n\n1.2. Letters to us.\n\n## 2. A\n\n2.1. Names of users.\n",
        [
            "moved: 1 -> 2", "renumbered: 1.1 -> 2.1", "renumbered: 2 -> 1", "renumbered: 2.1 -> 1.1",
            "renumbered: 2.2 -> 1.2",
        ],
    ),
    "from decimals to articles and letters": (
        "## 1. Data\n\n1.1. Names of users.\n\n1.2. Logs of visits.\n\n## 2. Rights\n\n2.1. Ask us.\n",
        "## Article 1. Data\n\n(a) Names of users.\n\n(b) Logs of visits.\n\n## Article 2. Rights\n\n(a) Ask us.\n",
        [
            "renumbered: 1 -> article-1", "renumbered: 1.1 -> article-1-a", "renumbered: 1.2 -> article-1-b",
            "renumbered: 2 -> article-2", "renumbered: 2.1 -> article-2-a",
        ],
    ),
    "from letters to decimals": (
        "## 1. Data\n\n(a) Names of users.\n\n(b) Logs of visits.\n",
        "## 1. Data\n\n1.1 Names of users.\n\n1.2 Logs of visits.\n",
        ["renumbered: 1-a -> 1.1", "renumbered: 1-b -> 1.2"],
    ),
    "a copy is added": (
        "## 1. A\n\n1.1. We keep logs of visits.\n\n## 2. B\n\n2.1. Ask us any time.\n",
        "## 1. A\n\n1.1. We keep logs of visits.\n\n## 2. B\n\n2.1. Ask us any time.\n\n2.2. We keep logs of visits.\n",
        ["added: 2.2"],
    ),
    "a heading that became a paragraph has no clauses below it any more": (
        "# T\n\n## Data we collect\n\nThe names of users.\n",
        "# T\n\nData we collect\n\nThe names of users.\n",
        ["format: data-we-collect -> p1", "moved: data-we-collect-p1 -> p2"],
    ),
    "a section below another one moved as a whole": (
        "# T\n\n## 1. A\n\n1.1. Names of users.\n\n## 2. B\n\n2.1. Logs of visits.\n\n2.2. Letters to us.\n",
        "# T\n\n## 1. A\n\n1.1. Names of users.\n\n### 1.2. B\n\n1.2.1. Logs of visits.\n\n1.2.2. Letters to us.\n",
        ["moved: 2 -> 1.2", "renumbered: 2.1 -> 1.2.1", "renumbered: 2.2 -> 1.2.2"],
    ),
    "a section is gone, its clause is below another one": (
        "# T\n\n## 1. A\n\n1.1. Names of users.\n\n## 2. B\n\n2.1. Logs of all visits.\n",
        "# T\n\n## 1. A\n\n1.1. Names of users.\n\n1.2. Logs of all visits.\n",
        ["moved: 2.1 -> 1.2", "removed: 2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_changes_are_called_by_their_kinds(case: str) -> None:
    old, new, expected = CASES[case]
    assert sorted(say(compare(old, new))) == sorted(expected)


def test_all_unchanged_clauses_are_in_the_correspondence() -> None:
    comparison = compare("# T\n\n1. One\n2. Two\n", "# T\n\n1. Zero\n2. One\n3. Two\n")
    assert comparison.pairs == (("t", "t"), ("clause-1", "clause-2"), ("clause-2", "clause-3"))
    assert comparison.counts["unchanged"] == 1


def test_the_redline_of_a_split_shows_the_text_joined() -> None:
    comparison = compare(
        "# T\n\n1. We collect the names of all users. We delete the names after one year of inactivity.\n",
        "# T\n\n1. We collect the names of all users.\n2. We delete the names after two years of inactivity.\n",
    )
    (change,) = comparison.changes
    assert show(change.redline) == (
        "We collect the names of all users. We delete the names after [-one year-]{+two years+} of inactivity."
    )


def test_a_removed_clause_stands_where_it_stood() -> None:
    comparison = compare(
        "# T\n\n1. First thing said.\n2. Second point made.\n3. Third idea here.\n",
        "# T\n\n1. First thing said.\n2. Third idea here.\n",
    )
    assert say(comparison) == ["removed: 2", "renumbered: 3 -> 2"]


def test_a_key_set_by_the_editor_pairs_what_words_would_not() -> None:
    comparison = compare(
        "# T\n\n## Cookies {#tracking}\n\nWe store them.\n",
        "# T\n\n## Measuring visits {#tracking}\n\nNothing of that kind happens any more.\n",
    )
    assert ("tracking", "tracking") in comparison.pairs
