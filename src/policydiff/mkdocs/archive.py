"""The pages of old editions: MkDocs makes a specimen of each kind, and they are filled from it, or when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from policydiff.mkdocs.markup import head_markup
from policydiff.mkdocs.plans import Item, Portion
from policydiff.mkdocs.progress import tell_log
from policydiff.mkdocs.skeleton import ARCHIVED, Skeleton, SkeletonKey, choose_specimens, key_of
from policydiff.parallel import Begun, End, count_processors
from policydiff.publish.addresses import Addresses
from policydiff.publish.site import DataFile, Page, PlannedPage

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


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
        self._begun: Begun | None = None
        self._only_kept: list[Portion] = []
        """What MkDocs writes: it is made here to be kept for the next build."""

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

    def begin(self, folder: Path, site_url: str) -> None:
        """Begin to write everything below the folder of the site, as far as the specimens are not needed for it."""
        planned = set(self._by_place.values())
        portions: list[Portion] = []
        for portion in self._portions:
            (self._only_kept if planned.isdisjoint(portion.items) else portions).append(portion)

        def begin(number: int) -> End | None:
            made = zip(portions[number].items, portions[number].make(), strict=True)
            wanted = [each for each in made if each[0] in planned]
            pages = [(item, page) for item, page in wanted if not isinstance(page, bytes)]
            for item, content in wanted:
                if isinstance(content, bytes):
                    write_file(folder / item.address, content)

            def end(skeletons: Mapping[SkeletonKey, Skeleton]) -> None:
                for _, page in pages:
                    self._write_page(page, skeletons, folder, site_url)

            return end if pages else None

        self._begun = Begun(begin, len(portions), count_processors())

    def write_all(self) -> None:
        """Write everything, when MkDocs has made the specimens."""
        assert self._begun is not None, "it is begun before"
        self._begun.end(self._skeletons, tell_log("Writing old editions, redlines and files"))
        for portion in self._only_kept:
            if portion.keep:
                portion.make()

    def cancel(self) -> None:
        """Let be what was begun: there will be no site."""
        if self._begun is not None:
            self._begun.cancel()

    def write(self, file: str, folder: Path, site_url: str) -> None:
        """Write what has this file of the site, if anything has."""
        item = self._by_place.get(file)
        if isinstance(item, DataFile):
            write_file(folder / item.address, item.content)
        elif item is not None:
            self._write_page(item.make(), self._skeletons, folder, site_url)

    def _write_page(self, page: Page, skeletons: Mapping[SkeletonKey, Skeleton], folder: Path, site_url: str) -> None:
        url = self._addresses.url_of(page.address)
        canonical = urljoin(site_url, url) if site_url else ""
        text = skeletons[key_of(page, url)].fill(page, canonical, head_markup(page), self._mark)
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
