"""The pages of old editions: MkDocs makes a specimen of each kind, and they are filled from it, or when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock
from urllib.parse import urljoin

from policydiff.mkdocs_markup import head_markup
from policydiff.mkdocs_skeleton import ARCHIVED, Skeleton, SkeletonKey, choose_specimens, key_of
from policydiff.parallel import count_processors, do_all
from policydiff.publish.addresses import Addresses
from policydiff.publish.site import Plan, PlannedPage


class Archive:
    """What one build writes without MkDocs: pages by the specimens of it, and files for programs as they are."""

    def __init__(self, plan: Plan, addresses: Addresses, mark: str) -> None:
        """Choose the specimens; `mark` stands behind a changed section in a table of contents."""
        self._addresses, self._mark = addresses, mark
        self._pages = [(page, addresses.url_of(page.address)) for page in plan.planned if page.kind in ARCHIVED]
        self._files = plan.files
        self._chosen = {page.address: key for key, page in choose_specimens(self._pages)}
        self._specimens: dict[str, SkeletonKey] = {}
        self._skeletons: dict[SkeletonKey, Skeleton] = {}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """By file of the site, its number: files for programs come first, for they take longest."""
        pages = (self._addresses.file_of(page.address) for page, _ in self._pages)
        return {name: number for number, name in enumerate((*(file.address for file in self._files), *pages))}

    def holds(self, page: PlannedPage) -> bool:
        """Whether a page is one of those that MkDocs does not make."""
        return page.kind in ARCHIVED and page.address not in self._chosen

    def register(self, page: PlannedPage, uri: str) -> bool:
        """Note the source at which MkDocs will make a specimen; False for a page that is none."""
        if page.kind in ARCHIVED:
            self._specimens[uri] = self._chosen[page.address]
        return page.kind in ARCHIVED

    def specimen_at(self, uri: str) -> SkeletonKey | None:
        """Of which pages the source is the specimen, if it is one."""
        return self._specimens.get(uri)

    def keep(self, uri: str, output: str, url: str) -> None:
        """Learn from a finished specimen what the theme puts around a page."""
        self._skeletons[self._specimens[uri]] = Skeleton.of(output, url)

    def write_all(self, folder: Path, site_url: str) -> None:
        """Write everything below the folder of the site."""
        count = len(self._files) + len(self._pages)
        do_all(lambda number: self._write(number, folder, site_url), count, count_processors())

    def write(self, file: str, folder: Path, site_url: str) -> None:
        """Write what has this file of the site, if anything has."""
        number = self._places.get(file)
        if number is not None:
            self._write(number, folder, site_url)

    def _write(self, number: int, folder: Path, site_url: str) -> None:
        if number < len(self._files):
            file = self._files[number]
            write_file(folder / file.address, file.content)
            return
        planned, url = self._pages[number - len(self._files)]
        page = planned.make()
        canonical = urljoin(site_url, url) if site_url else ""
        text = self._skeletons[key_of(page, url)].fill(page, canonical, head_markup(page), self._mark)
        write_file(folder / self._addresses.file_of(page.address), text.encode("utf-8", "xmlcharrefreplace"))


class Waiting:
    """Under `mkdocs serve`, what nobody has asked for yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._archive: Archive | None = None
        self._written: set[str] = set()

    def expect(self, archive: Archive, folder: Path, site_url: str) -> None:
        """Start over after a build."""
        with self._lock:
            self._archive, self._folder, self._site_url = archive, folder, site_url
            self._written = set()

    def write(self, file: str) -> None:
        """Write a page of the archive, or a file for programs, when it is asked for the first time."""
        with self._lock:
            if self._archive is None or file in self._written:
                return
            self._written.add(file)
            self._archive.write(file, self._folder, self._site_url)


def write_file(path: Path, content: bytes) -> None:
    """Write a file in a folder that may not be there yet."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
