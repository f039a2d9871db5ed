"""Reads every edition of the corpora: `python -m tests.corpus`. Prints counts, and texts that lose or repeat a word."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.corpus.histories import CORPORA, MISSING, POLICIES
from tests.corpus.test_words import editions, missing_words


def main() -> int:
    """Exit status 1 when a word of an edition is not in exactly one clause, 2 without corpora."""
    if not CORPORA.exists():
        sys.stderr.write(f"{MISSING}\n")
        return 2
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in POLICIES:
            start, read = perf_counter(), 0
            for edition in editions(name, Path(folder) / name):
                read += 1
                differ = missing_words(edition.source)
                if differ != ([], []):
                    wrong += 1
                    sys.stdout.write(f"{edition.path} in {edition.commit[:9]}: {differ}\n")
            sys.stdout.write(f"{name}: {read} editions in {perf_counter() - start:.1f} s\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
