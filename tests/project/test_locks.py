"""The lists of what is installed for development say what, never from where."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_locks_pin_everything_and_name_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_bytes())["packages"]
    wanted = json.loads((ROOT / "package.json").read_bytes())["devDependencies"]
    assert packages[""]["devDependencies"] == wanted
    assert all(re.fullmatch(r"[0-9.]+", pinned) for pinned in wanted.values())
    for name, package in packages.items():
        assert "resolved" not in package
        assert not name or package["integrity"].startswith("sha512-")
    assert "://" not in (ROOT / "requirements.txt").read_text("utf-8")
