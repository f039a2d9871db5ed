"""Answers kept between runs, in the folder of git itself, where nothing that is cloned can put anything.

`.git/policydiff/` holds JSON, nothing that is executed. It is safe to delete at any time, and safe under several runs
at once or a kill: files are written aside and renamed. What is kept belongs to one state of this program and of the
libraries that it computes with, and is named after it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from policydiff.errors import RepositoryError
from policydiff.history.git import GitRepository
from policydiff.history.kept_parts import KeptParts

FOLDERS = ("clauses", "compare", "history", "model")
"""Of our own code what answers are computed with, beside the modules that stand in no folder."""
_LIBRARIES = ("markdown", "rapidfuzz", "holidays", "tzdata", "pyyaml")
_SOURCES = frozenset({".py", ".html", ".json"})
_STATES = 3
"""So many states of the program are remembered by their answers; by parts of sites, which are large, only one."""
_ANSWERS = 40
"""So many answers of one kind are kept, the ones used last."""


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
                self._base, self._folder = base, base / "answers" / program_state()

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
                _forget(file.parent.parent.parent, _STATES)
            with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, suffix=".part", delete=False) as written:
                json.dump(answer, written, ensure_ascii=True, separators=(",", ":"))
            Path(written.name).replace(file)
            _forget(file.parent, _ANSWERS)

    def parts(self, folders: tuple[str, ...], libraries: tuple[str, ...]) -> KeptParts | None:
        """Where parts of sites are kept, which depend on more folders of the program and on more libraries.

        None where nothing can be kept.
        """
        if self._folder is None:
            return None
        folder = self._base / "sites" / program_state((*FOLDERS, *folders), (*_LIBRARIES, *libraries))
        with suppress(OSError):
            if not folder.is_dir():
                folder.mkdir(parents=True)
                _forget(folder.parent, 1)
        return KeptParts(folder) if os.access(folder, os.W_OK) else None

    def _file(self, kind: str, key: tuple[object, ...]) -> Path | None:
        if self._folder is None:
            return None
        return self._folder / kind / f"{digest(repr(key).encode('utf-8', 'surrogateescape'))}.json"


@cache
def program_state(folders: tuple[str, ...] = FOLDERS, libraries: tuple[str, ...] = _LIBRARIES) -> str:
    """A name for what answers depend on beside the repository: our own code, libraries, Python and its data."""
    state = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parents[1]
    found = [*package.glob("*.py"), *(file for folder in folders for file in (package / folder).rglob("*"))]
    files = [file for file in found if file.suffix in _SOURCES]
    for file in sorted(files):
        state.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    for library, version in sorted(_versions(libraries).items()):
        state.update(f"{library} {version}\0".encode())
    state.update(f"{sys.implementation.name} {sys.version} {unicodedata.unidata_version}".encode())
    with suppress(OSError), Path("/usr/share/zoneinfo/tzdata.zi").open("rb") as zones:
        state.update(zones.readline())
    return state.hexdigest()


def _versions(libraries: Iterable[str]) -> dict[str, str]:
    """The versions of installed libraries, from the names of the folders that describe them.

    `importlib.metadata` reads what is in the folders, and takes as long to import as all else of a command.
    """
    found: dict[str, str] = {}
    for folder in reversed(sys.path):
        with suppress(OSError):
            for described in Path(folder or ".").glob("*-*.*-info"):
                library, _, version = described.name.partition("-")
                if library.lower() in libraries:
                    found[library.lower()] = version
    return found


def digest(data: bytes) -> str:
    """A name for some bytes."""
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
