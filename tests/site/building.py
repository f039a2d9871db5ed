"""Builds sites of small histories as a user does: `mkdocs build --strict` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from tests.repository import ISOLATED, GitRepo

FIRST = """# Terms of service

Welcome.

## 1. Scope

1.1. These terms apply to the user.

1.2. They apply everywhere.

## 2. Payment

2.1. The fee is paid monthly.

2.2. Notice of changes is given thirty days before. All changes take effect the day after posting.
"""
SECOND = FIRST.replace("the user", "every User").replace(
    "1.2. They apply everywhere.\n", "1.2. Definitions are in section 3.\n\n1.3. They apply everywhere.\n"
)
THIRD = SECOND.replace("2.1. The fee is paid monthly.\n\n2.2.", "2.1.")
TODAY = "1748779200"
"""SOURCE_DATE_EPOCH of 1 June 2025, 12:00 UTC."""


@dataclass(frozen=True)
class Built:
    """What came of a build."""

    site: Path
    status: int
    output: str

    def page(self, path: str) -> str:
        """The text of a file of the site."""
        return (self.site / path).read_text("utf-8")


def small_history(folder: Path) -> GitRepo:
    """Three editions of the terms in a sub-folder, one of a privacy policy, and an index that is no policy."""
    repo = GitRepo(folder)
    start = "# Policies\n\n<!-- policydiff: policies -->\n\nSee the [terms](legal/terms.md#clause-2.1).\n"
    repo.commit(
        "Post the terms",
        "2024-05-01T09:00:00+00:00",
        {"policy/legal/terms.md": FIRST, "policy/index.md": start, "policy/privacy.md": "# Privacy\n\nNo data.\n"},
    )
    repo.commit(
        "Address every user\n\nAsked for by readers.", "2024-06-01T09:00:00+00:00", {"policy/legal/terms.md": SECOND}
    )
    repo.commit("Drop the monthly fee", "2025-06-01T09:00:00+00:00", {"policy/legal/terms.md": THIRD})
    return repo


def build(
    folder: Path,
    *,
    program: str = "mkdocs",
    theme: str | Mapping[str, object] = "material",
    plugins: list[object] | None = None,
    strict: bool = True,
    **config: object,
) -> Built:
    """Write `mkdocs.yml` and build; `config` has further settings, None leaves one out."""
    look = {"name": "material", "font": False} if theme == "material" else theme
    settings = {
        "site_name": "Policies of ACME",
        "site_url": "https://acme.example/",
        "docs_dir": "policy",
        "theme": look,
        "plugins": plugins if plugins is not None else ["search", "policydiff"],
        "validation": {
            "omitted_files": "warn",
            "absolute_links": "warn",
            "unrecognized_links": "warn",
            "anchors": "warn",
        },
        **config,
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump({name: v for name, v in settings.items() if v is not None}))
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        [sys.executable, "-m", program, "build", "--strict" if strict else "--no-strict", "-f", "mkdocs.yml"],
        cwd=folder,
        env={**inherited, **ISOLATED, "SOURCE_DATE_EPOCH": TODAY, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Built(folder / "site", done.returncode, done.stdout + done.stderr)
