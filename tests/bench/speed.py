"""How long a comparison takes, against git's own on the same texts in the same run."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from policydiff.clauses import parse_clauses
from policydiff.compare import compare_trees


@dataclass(frozen=True)
class Times:
    """Medians over pairs of texts, in milliseconds."""

    parse: float
    compare: float
    git: float


def measure_speed(pairs: Iterable[tuple[str, str]]) -> Times:
    """Parse and compare each pair, and let git compare it, in turn."""
    parsing: list[float] = []
    comparing: list[float] = []
    git: list[float] = []
    with TemporaryDirectory() as folder:
        old_file, new_file = Path(folder) / "old.md", Path(folder) / "new.md"
        command = ["git", "diff", "--no-index", "--word-diff", "-U1000000", str(old_file), str(new_file)]
        for old, new in pairs:
            old_file.write_text(old, "utf-8")
            new_file.write_text(new, "utf-8")
            start = time.perf_counter()
            trees = parse_clauses(old), parse_clauses(new)
            parsed = time.perf_counter()
            compare_trees(*trees)
            compared = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False)
            git.append(time.perf_counter() - compared)
            comparing.append(compared - parsed)
            parsing.append(parsed - start)
    return Times(median(parsing) * 1000, median(comparing) * 1000, median(git) * 1000)
