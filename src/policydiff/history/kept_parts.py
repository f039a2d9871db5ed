"""What is large, kept between runs: folders of parts, each part some byte strings with what is said of them.

Beside what `kept.py` keeps, and as safe to delete, to damage or to write twice at once.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zlib import crc32

_MOST = 1 << 30
"""So many bytes are kept; beyond them what was used longest ago is forgotten."""

Part = Sequence[tuple[Any, bytes]]
"""What JSON can say of each byte string, and the byte string."""


class KeptParts:
    """Folders of parts below one folder. Where nothing can be written, nothing is kept; there are no errors."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: tuple[str, str, Part | None] = "", "", None

    def read(self, name: str, part: str) -> Part | None:
        """A part of a folder; None where it is not there as it was written."""
        # One asks for what is in a part in turn.
        if self._last[:2] != (name, part):
            self._last = name, part, self._read(name, part)
        return self._last[2]

    def _read(self, name: str, part: str) -> Part | None:
        file = self._folder / name / part
        with suppress(OSError):
            with file.open("rb") as kept:
                checksum, _, head = kept.readline().partition(b" ")
                if checksum == _checksum(head):
                    whole, *described = json.loads(head)
                    found = [(said, kept.read(length)) for length, said in described]
                    if whole == _sum(found) and not kept.read(1):
                        return found
            # What is damaged is made and kept again by the next build.
            file.unlink()
        return None

    def holds(self, name: str, part: str) -> bool:
        """Whether a part is there."""
        return (self._folder / name / part).is_file()

    def write(self, part: Part, name: str, file: str) -> None:
        """Keep a part."""
        folder = self._folder / name
        described = [_sum(part), *([len(content), said] for said, content in part)]
        head = json.dumps(described, separators=(",", ":")).encode("ascii") + b"\n"
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as written:
                written.write(_checksum(head) + b" " + head)
                for _, content in part:
                    written.write(content)
            Path(written.name).replace(folder / file)

    def forget(self, used: Mapping[str, Set[str]]) -> None:
        """Delete what was used longest ago, if there is too much, but not what is used now.

        `used` has the names of the parts that are used, by their folders; other parts of these are deleted too.
        """
        left = _MOST
        with suppress(OSError):
            for name, parts in used.items():
                os.utime(self._folder / name)
                for file in (self._folder / name).iterdir():
                    if file.name not in parts:
                        file.unlink(missing_ok=True)
            dated = sorted(((folder.stat().st_mtime, folder) for folder in self._folder.iterdir()), reverse=True)
            for _, folder in sorted(dated, key=lambda each: each[1].name not in used):
                left -= sum(file.stat().st_size for file in folder.iterdir())
                if left < 0 and folder.name not in used:
                    shutil.rmtree(folder, ignore_errors=True)


def _checksum(head: bytes) -> bytes:
    return b"%08x" % crc32(head)


def _sum(part: Part) -> int:
    """The checksum of all contents."""
    number = 0
    for _, content in part:
        number = crc32(content, number)
    return number
