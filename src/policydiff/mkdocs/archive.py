"""The pages of old editions: MkDocs makes a specimen of each kind, and they are filled from it, or when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urljoin

from mkdocs.livereload import LiveReloadServer

from policydiff.mkdocs.markup import head_markup
from policydiff.mkdocs.plans import Item, Portion, make_item
from policydiff.mkdocs.progress import tell_log
from policydiff.mkdocs.skeleton import ARCHIVED, Skeleton, SkeletonKey, choose_specimens, key_of
from policydiff.parallel import count_processors, do_all
from policydiff.publish.addresses import Addresses
from policydiff.publish.site import DataFile, Page, PlannedPage


class Archive:
    """What one build writes without MkDocs: pages by the specimens of it, and files for programs as they are."""

    def __init__(
        self,
        pages: Iterable[PlannedPage],
        files: Sequence[DataFile],
        portions: Sequence[Portion],
        addresses: Addresses,
        mark: str,
    ) -> None:
        """Choose the specimens. What is written is what `portions` have of `pages` and `files`.

        `mark` stands behind a changed section in a table of contents.
        """
        self._files, self._portions, self._addresses, self._mark = files, portions, addresses, mark
        self._pages = [page for page in pages if page.kind in ARCHIVED]
        with_urls = ((page, addresses.url_of(page.address)) for page in self._pages)
        self._chosen = {page.address: key for key, page in choose_specimens(with_urls)}
        self._specimens: dict[str, SkeletonKey] = {}
        self._skeletons: dict[SkeletonKey, Skeleton] = {}

    @cached_property
    def _by_place(self) -> Mapping[str, Item]:
        """Everything by its file of the site."""
        pages = {self._addresses.file_of(page.address): page for page in self._pages}
        return {**pages, **{file.address: file for file in self._files}}

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
        planned = set(self._by_place.values())
        # What MkDocs writes is made here only to be kept.
        portions = [each for each in self._portions if each.keep or not planned.isdisjoint(each.items)]

        def write(number: int) -> None:
            portion = portions[number]
            for item, made in zip(portion.items, portion.make(), strict=True):
                if item in planned:
                    self._write(item, made, folder, site_url)

        do_all(write, len(portions), count_processors(), tell_log("Writing old editions, redlines and files"))

    def write(self, file: str, folder: Path, site_url: str) -> None:
        """Write what has this file of the site, if anything has."""
        item = self._by_place.get(file)
        if item is not None:
            self._write(item, make_item(item), folder, site_url)

    def _write(self, item: Item, made: Page | bytes, folder: Path, site_url: str) -> None:
        if isinstance(made, bytes):
            write_file(folder / item.address, made)
        elif made.kind in ARCHIVED:
            url = self._addresses.url_of(made.address)
            canonical = urljoin(site_url, url) if site_url else ""
            text = self._skeletons[key_of(made, url)].fill(made, canonical, head_markup(made), self._mark)
            write_file(folder / self._addresses.file_of(made.address), text.encode("utf-8", "xmlcharrefreplace"))


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

    def serve(self, server: LiveReloadServer) -> None:
        """Let a server write what is asked for before it looks for it."""
        serve = server.serve_request

        def write_and_serve(environ: Any, start_response: Any) -> Any:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            file = path.removeprefix(server.mount_path)
            folder = file.rstrip("/") + "/" if file else ""
            for name in (file, f"{folder}index.html"):
                self.write(name)
            return serve(environ, start_response)

        server.set_app(write_and_serve)

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
