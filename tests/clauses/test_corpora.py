"""Real policies through their histories, read where the development corpora are."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from policydiff.clauses import parse_clauses, render_text

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
BUNDLES = sorted(CORPORA.glob("*.bundle"))
EVERY = 12
"""Of the texts of a repository, which one in so many is read."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not BUNDLES, reason="the development corpora are not beside the repository"),
]


def texts_of(bundle: Path, folder: Path) -> list[str]:
    subprocess.run(["git", "clone", "--quiet", "--bare", str(bundle), str(folder)], check=True, capture_output=True)
    listed = subprocess.run(
        ["git", "-C", str(folder), "rev-list", "--objects", "--all"], check=True, capture_output=True, text=True
    ).stdout
    blobs = [line.split(" ", 1)[0] for line in listed.splitlines() if line.endswith(".md")]
    return [
        subprocess.run(["git", "-C", str(folder), "cat-file", "blob", blob], check=True, capture_output=True)
        .stdout.decode("utf-8", "replace")
        for blob in sorted(blobs)[::EVERY]
    ]  # fmt: skip


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda path: path.stem)
def test_page_and_tree_of_real_texts_agree_and_anchors_are_unique(bundle: Path, tmp_path: Path) -> None:
    for text in texts_of(bundle, tmp_path / "repository"):
        page = render_text(text)
        anchors = [clause.anchor.lower() for clause in page.tree.clauses]
        assert page.tree == parse_clauses(text)
        assert len(set(anchors)) == len(anchors)
        assert all(f'id="{clause.anchor}"' in page.html for clause in page.tree.clauses)
