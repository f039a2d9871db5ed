"""The pages of old editions: MkDocs makes a specimen of each kind, and they are filled from it, or when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock
from urllib.parse import urljoin

from policydiff.mkdocs_markup import head_markup
from policydiff.mkdocs_skeleton import ARCHIVED, Skeleton, SkeletonKey, choose_specimens, key_of, write_page
from policydiff.parallel import count_processors, do_all
from policydiff.publish.addresses import Addresses
from policydiff.publish.site import DataFile, PlannedPage


class Archive:
    """The archive of one build."""

    def __init__(self, pages: Iterable[PlannedPage], addresses: Addresses, mark: str) -> None:
        """Choose the specimens; `mark` stands behind a changed section in a table of contents."""
        self._addresses, self._mark = addresses, mark
        self._pages = [(page, addresses.url_of(page.address)) for page in pages if page.kind in ARCHIVED]
        self._chosen = {page.address: key for key, page in choose_specimens(self._pages)}
        self._specimens: dict[str, SkeletonKey] = {}
        self._skeletons: dict[SkeletonKey, Skeleton] = {}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {self._addresses.file_of(page.address): place for place, (page, _) in enumerate(self._pages)}

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
        """Write all pages below the folder of the site."""
        do_all(lambda place: self._write(place, folder, site_url), len(self._pages), count_processors())

    def write(self, file: str, folder: Path, site_url: str) -> bool:
        """Write the page that has a file of the site, if there is one."""
        place = self._places.get(file)
        if place is not None:
            self._write(place, folder, site_url)
        return place is not None

    def _write(self, place: int, folder: Path, site_url: str) -> None:
        planned, url = self._pages[place]
        page = planned.make()
        canonical = urljoin(site_url, url) if site_url else ""
        text = self._skeletons[key_of(page, url)].fill(page, canonical, head_markup(page), self._mark)
        write_page(folder / self._addresses.file_of(page.address), text)


class Waiting:
    """Under `mkdocs serve`, what nobody has asked for yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._archive: Archive | None = None
        self._files: Mapping[str, bytes] = {}
        self._written: set[str] = set()

    def expect(self, archive: Archive, files: Iterable[DataFile], folder: Path, site_url: str) -> None:
        """Start over after a build."""
        with self._lock:
            self._archive, self._files = archive, {file.address: file.content for file in files}
            self._folder, self._site_url = folder, site_url
            self._written = set()

    def write(self, file: str) -> None:
        """Make a page of the archive, or write a file for programs, when it is asked for the first time."""
        with self._lock:
            if self._archive is None or file in self._written:
                return
            self._written.add(file)
            if file in self._files:
                target = self._folder / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(self._files[file])
            else:
                self._archive.write(file, self._folder, self._site_url)
