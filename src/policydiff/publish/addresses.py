"""Where things are: from the addresses of the contract to files and links (DESIGN: "Addresses")."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from policydiff.recent import keep_of_policy

ROOT_SLUGS = ("", "index", "README")


def base_of(slug: str) -> str:
    """The address of a policy's main page: its slug, or the root for a lone `index.md`."""
    return "" if slug in ROOT_SLUGS else slug


def below(base: str, *parts: object) -> str:
    """The address of something below another address."""
    return "/".join([base, *map(str, parts)] if base else list(map(str, parts)))


@dataclass(frozen=True)
class Addresses:
    """Turns addresses into files of the site and into links between them."""

    directory_urls: bool = True
    places: Mapping[str, str] = field(default_factory=dict)

    def file_of(self, address: str) -> str:
        """The file that a page's address is written to, relative to the site."""
        if address in self.places:
            return self.places[address]
        if not address:
            return "index.html"
        return f"{address}/index.html" if self.directory_urls else f"{address}.html"

    def url_of(self, address: str) -> str:
        """The page's URL relative to the site's root, percent-encoded; `./` for the root with directory URLs."""
        url = self._urls.get(address)
        if url is None:
            url = self._urls[address] = self._write_url(address)
        return url

    @cached_property
    def _urls(self) -> dict[str, str]:
        return {}

    def _write_url(self, address: str) -> str:
        file = self.file_of(address)
        if self.directory_urls and posixpath.basename(file) == "index.html":
            return quote((posixpath.dirname(file) or ".") + "/")
        return quote(file)

    def link(self, page: str, target: str, fragment: str = "") -> str:
        """The relative URL that leads from one page to another."""
        if not fragment:
            return relative_url(self.url_of(page), self.url_of(target))
        if page == target:
            return fragment_of(fragment)
        return relative_url(self.url_of(page), self.url_of(target)) + fragment_of(fragment)

    def file_link(self, page: str, file: str) -> str:
        """The relative URL that leads from a page to a file for programs."""
        return relative_url(self.url_of(page), quote(file))


FRAGMENT_SAFE = "!$&'()*+,;=:@/?-._~"
"""What RFC 3986, section 3.5, allows in a fragment beside letters and digits."""


@keep_of_policy(10_000)
def fragment_of(anchor: str) -> str:
    """The end of a URL that leads to an anchor, with its `#`."""
    return "#" + quote(anchor, safe=FRAGMENT_SAFE)


def relative_url(start: str, target: str) -> str:
    """The relative reference from one URL of the site to another, both relative to its root."""
    folders, steps = _steps(posixpath.dirname(start)), _steps(target)
    common = 0
    for folder, step in zip(folders, steps, strict=False):
        if folder != step:
            break
        common += 1
    path = "/".join((*(("..",) * (len(folders) - common)), *steps[common:])) or "."
    if target.endswith("/") and not path.endswith("/"):
        path += "/"
    if ":" in path.split("/", 1)[0]:
        return "./" + path
    return path


@keep_of_policy(10_000)
def _steps(url: str) -> tuple[str, ...]:
    """The names on the way to a URL from the root."""
    return tuple(name for name in posixpath.normpath("/" + url).split("/") if name)
