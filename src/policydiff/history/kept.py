"""Answers kept between runs, in the folder of git itself, where nothing that is cloned can put anything.

`.git/policydiff/` holds JSON, nothing that is executed. It is safe to delete at any time, and safe under several runs
at once or a kill: files are written aside and renamed. What is kept belongs to one state of this program and of the
libraries that it computes with, and is named after it.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeGuard

from policydiff.clauses import edition_words
from policydiff.errors import RepositoryError
from policydiff.history.git import GitRepository
from policydiff.history.kept_parts import KeptParts
from policydiff.history.links import find_targets

_FOLDERS = ("clauses", "compare", "history")
_LIBRARIES = ("markdown", "rapidfuzz", "holidays", "tzdata", "pyyaml")
_PUBLISHING = "publish"
_PUBLISHING_LIBRARIES = ("jinja2", "markupsafe", "babel", "icalendar")
_SOURCES = frozenset({".py", ".html", ".json"})
_STATES = 3
"""So many states of the program are remembered, for words and for parts of sites."""
_ANSWERS = 40
"""So many answers of one kind are kept, the ones used last."""
_BLOBS = 100_000
"""So many answers about texts are known before those that were not asked about are forgotten."""


class Kept:
    """What is kept for a repository. Where nothing can be written, nothing is kept; there are no errors."""

    def __init__(self, repository: GitRepository) -> None:
        self._folder: Path | None = None
        if os.environ.get("POLICYDIFF_CACHE") == "off":
            return
        with suppress(RepositoryError, OSError):
            git = repository.root / os.fsdecode(repository.run("rev-parse", "--git-common-dir")).rstrip("\n")
            base = git / "policydiff"
            if not base.is_symlink():
                self._folder = base / program_state()

    def read(self, kind: str, *key: object) -> object:
        """The answer that was kept under a key; None without one."""
        file = self._file(kind, key)
        if file is None:
            return None
        try:
            answer: object = json.loads(file.read_bytes())
            os.utime(file)
        except (OSError, ValueError, RecursionError):
            return None
        return answer

    def write(self, answer: object, kind: str, *key: object) -> None:
        """Keep an answer, which must be what JSON can say."""
        file = self._file(kind, key)
        if file is None:
            return
        with suppress(OSError):
            if not file.parent.is_dir():
                file.parent.mkdir(parents=True)
                _forget(file.parent.parent.parent, 2 * _STATES)
            with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, suffix=".part", delete=False) as written:
                json.dump(answer, written, ensure_ascii=True, separators=(",", ":"))
            Path(written.name).replace(file)
            _forget(file.parent, _ANSWERS)

    def parts(self) -> KeptParts | None:
        """Where parts of sites are kept, which depend on more of the program; None where nothing is kept."""
        if self._folder is None:
            return None
        state = program_state((*_FOLDERS, _PUBLISHING), (*_LIBRARIES, *_PUBLISHING_LIBRARIES))
        folder = self._folder.parent / f"parts-{state}"
        if not folder.is_dir():
            with suppress(OSError):
                folder.mkdir(parents=True)
                _forget(folder.parent, 2 * _STATES)
        return KeptParts(folder)

    def _file(self, kind: str, key: tuple[object, ...]) -> Path | None:
        if self._folder is None:
            return None
        return self._folder / kind / f"{_digest(repr(key).encode('utf-8', 'surrogateescape'))}.json"


class KeptTexts:
    """What is asked of texts each time: their words, and where they link."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        found = kept.read("words")
        self._known: dict[str, str] = found if _is_mapping_of_text(found) else {}
        self._asked: dict[str, str] = {}
        self._new = False

    def words_of(self, blob: str, source: str) -> str:
        """A digest of the words of a text, for they are compared only; empty without words."""

        def judge() -> str:
            words = edition_words(source)
            return _digest(words.encode("utf-8", "surrogatepass")) if words else ""

        return self._ask(blob, judge)

    def targets_of(self, source: str) -> list[str]:
        """The targets of a text's links."""
        name = f"links {_digest(source.encode('utf-8', 'surrogatepass'))}"
        found = None
        with suppress(ValueError):
            found = json.loads(self._ask(name, lambda: json.dumps(find_targets(source))))
        return found if isinstance(found, list) else find_targets(source)

    def _ask(self, name: str, find: Callable[[], str]) -> str:
        known = self._known.get(name)
        if known is None:
            known = find()
            self._new = True
        self._asked[name] = known
        return known

    def save(self) -> None:
        """Keep what is new."""
        if self._new:
            known = {**self._known, **self._asked}
            self._kept.write(known if len(known) <= _BLOBS else self._asked, "words")


def _is_mapping_of_text(found: object) -> TypeGuard[dict[str, str]]:
    return isinstance(found, dict) and all(isinstance(part, str) for pair in found.items() for part in pair)


@cache
def program_state(folders: tuple[str, ...] = _FOLDERS, libraries: tuple[str, ...] = _LIBRARIES) -> str:
    """A name for what answers depend on beside the repository: our own code, libraries, Python and its data."""
    state = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parents[1]
    found = [*package.glob("*.py"), *(file for folder in folders for file in (package / folder).rglob("*"))]
    files = [file for file in found if file.suffix in _SOURCES]
    for file in sorted(files):
        state.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    for library in libraries:
        with suppress(PackageNotFoundError):
            state.update(f"{library} {version(library)}\0".encode())
    state.update(f"{platform.python_implementation()} {sys.version} {unicodedata.unidata_version}".encode())
    with suppress(OSError), Path("/usr/share/zoneinfo/tzdata.zi").open("rb") as zones:
        state.update(zones.readline())
    return state.hexdigest()


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _forget(folder: Path, kept: int) -> None:
    """Delete all but the files or folders that were used last."""
    dated = []
    for entry in folder.iterdir():
        with suppress(OSError):
            dated.append((entry.stat().st_mtime, entry))
    for _, entry in sorted(dated, reverse=True)[kept:]:
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
