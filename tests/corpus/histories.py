"""The histories of real policies, where they are beside the project: a clone of each bundle."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.repository import ISOLATED

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
POLICIES: Mapping[str, tuple[str, ...]] = {
    "mozilla-pkipolicy": ("rootstore/policy.md", "ccadb/*.md"),
    "github-site-policy": ("Policies/**/*.md",),
    "commonpaper-csa": ("CSA.md",),
    "whatwg-sg": ("*.md", "!LICENSE.md"),
}
"""By corpus, the patterns of its policies."""
MISSING = "the development corpora are not beside the project"


def clone(name: str, folder: Path) -> Path:
    """Clone a corpus with the branch at its head."""
    bundle = CORPORA / f"{name}.bundle"
    heads = subprocess.run(["git", "ls-remote", "--heads", bundle], check=True, capture_output=True, text=True).stdout
    branch = heads.split()[1].removeprefix("refs/heads/")
    command = ["git", "clone", "--quiet", "--branch", branch, str(bundle), str(folder)]
    subprocess.run(command, check=True, env=dict(ISOLATED), capture_output=True)
    return folder
