"""Feeds and calendars as JavaScript libraries read them: those of `package.json`, with node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest

LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "rss-parser": ("feed.xml", "rss.xml"),
    "feedsmith": ("feed.xml", "rss.xml", "feed.json"),
    "ical.js": ("effective.ics",),
}
"""By library, the formats that it reads, each named by the file that one subscribes to."""

_SCRIPT = Path(__file__).with_name("readers.mjs")
_PACKAGES = Path(__file__).parents[2] / "node_modules"


def read_with_javascript(library: str, contents: Collection[bytes], folder: Path) -> list[list[dict[str, Any]]]:
    """What a library finds in each of some documents; skips the test where there is no node or no such package."""
    if shutil.which("node") is None or not (_PACKAGES / library).is_dir():
        pytest.skip(f"needs node and the npm package {library}: run `npm ci`, as `make test` does where npm is")
    files = []
    for number, content in enumerate(contents):
        files.append(folder / f"{number}.{library}")
        files[-1].write_bytes(content)
    done = subprocess.run(["node", str(_SCRIPT), library, *map(str, files)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found
