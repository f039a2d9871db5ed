"""Builds sites as a user does: `mkdocs build` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Built:
    """How a build ended, and what it said."""

    status: int
    output: str


def build(folder: Path, *options: str, generator: str = "mkdocs") -> Built:
    """Run `mkdocs build` (or that of `properdocs`) in the folder of an `mkdocs.yml`."""
    done = subprocess.run(
        [sys.executable, "-m", generator, "build", *options],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Built(done.returncode, done.stdout + done.stderr)
