"""Addresses of pages as they are written into documents that are read away from the site."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urljoin

from policydiff.publish.addresses import Addresses, base_of, below, fragment_of, relative_url
from policydiff.publish.site import SiteFacts
from policydiff.recent import keep_of_policy


@dataclass(frozen=True)
class RemoteLinks:
    """Links for one file: absolute where the site's address is known, otherwise relative to the file."""

    site: SiteFacts
    addresses: Addresses
    start: str = ""
    """The file that the links are written into, relative to the site's root."""

    def policy(self, slug: str) -> str:
        """The latest posted edition."""
        return self._url(self.addresses.url_of(base_of(slug)))

    def changes(self, slug: str) -> str:
        """The change log."""
        return self._page(slug, "changes")

    def redline(self, slug: str, number: int) -> str:
        """An edition as a redline against the one before."""
        return self._page(slug, "changes", number)

    def edition(self, slug: str, number: int, anchor: str = "") -> str:
        """The full text of an edition, or a clause in it."""
        fragment = fragment_of(anchor) if anchor else ""
        return self._page(slug, "editions", number) + fragment

    def clause(self, slug: str, key: str) -> str:
        """One clause through all editions."""
        return self._page(slug, "clauses", key)

    def home(self) -> str:
        """The site's first page."""
        return self._url(self.addresses.url_of(""))

    def file(self, path: str) -> str:
        """A file for programs, at exactly its address."""
        return self._url(quote(path))

    def _page(self, slug: str, *parts: object) -> str:
        return self._url(self.addresses.url_of(below(base_of(slug), *parts)))

    def _url(self, relative: str) -> str:
        if self.site.url:
            return _absolute(self.site.url, relative)
        return relative_url(quote(self.start), relative)


@keep_of_policy(10_000)
def _absolute(site: str, relative: str) -> str:
    return urljoin(site.rstrip("/") + "/", relative)
