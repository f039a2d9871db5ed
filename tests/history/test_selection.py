"""Which files are policies, and their slugs."""

from __future__ import annotations

import pytest

from policydiff.errors import PolicyError
from policydiff.history.selection import check_addresses, is_policy, slug_of
from policydiff.model import Settings


@pytest.mark.parametrize(
    ("path", "docs_dir", "slug"),
    [
        ("policy/privacy.md", "policy", "privacy"),
        ("policy/legal/terms.md", "policy", "legal/terms"),
        ("policy/legal/index.md", "policy", "legal"),
        ("policy/legal/README.md", "policy", "legal"),
        ("policy/index.md", "policy", "index"),
        ("privacy.md", "", "privacy"),
        ("a.b.md", "", "a.b"),
        ("other/privacy.md", "policy", None),
        ("policy2/privacy.md", "policy", None),
    ],
)
def test_a_slug_is_the_path_without_its_ending(path: str, docs_dir: str, slug: str | None) -> None:
    assert slug_of(path, docs_dir) == slug


def chosen(files: list[str], *patterns: str) -> list[str]:
    settings = Settings(docs_dir="policy", policies=patterns)
    return [file for file in files if is_policy(file, files, settings)]


def test_every_markdown_file_below_the_folder_is_a_policy() -> None:
    files = ["README.md", "policy/privacy.md", "policy/a/b.markdown", "policy/logo.svg", "policy/.draft.md"]
    assert chosen(files) == ["policy/privacy.md", "policy/a/b.markdown"]


def test_an_index_with_siblings_is_none() -> None:
    assert chosen(["policy/index.md", "policy/privacy.md"]) == ["policy/privacy.md"]
    assert chosen(["policy/index.md"]) == ["policy/index.md"]
    assert chosen(["policy/a/README.md", "policy/privacy.md"]) == ["policy/a/README.md", "policy/privacy.md"]


def test_patterns_count_from_the_folder() -> None:
    files = ["policy/privacy.md", "policy/terms/a.md", "policy/terms/old/b.md", "policy/index.md"]
    assert chosen(files, "*.md") == ["policy/privacy.md", "policy/index.md"]
    assert chosen(files, "terms/") == ["policy/terms/a.md", "policy/terms/old/b.md"]
    assert chosen(files, "**/*.md", "!terms/old/") == [
        "policy/privacy.md",
        "policy/terms/a.md",
        "policy/index.md",
    ]


def test_two_files_with_one_address_are_an_error() -> None:
    with pytest.raises(PolicyError, match="rename one of them"):
        check_addresses(["policy/terms.md", "policy/terms/index.md"], "policy")
