"""Finds links of a built site that lead to no file, or to no such place in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_ATTRIBUTES = {"href", "src", "xlink:href", "action"}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = {"", "top"}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.ids.add(value)
            if value is not None and name in _ATTRIBUTES and not (tag == "link" and ("rel", "canonical") in attrs):
                self.links.append(value)


@cache
def _read(file: Path) -> _Links:
    parser = _Links()
    parser.feed(file.read_text("utf-8"))
    return parser


def dead_links(site: Path, prefix: str = "/") -> list[str]:
    """Dead links as `page: link: why`; absolute paths are taken to start with `prefix`."""
    _read.cache_clear()
    return sorted(set(_dead(site, prefix)))


def _dead(site: Path, prefix: str) -> Iterator[str]:
    for page in site.rglob("*.html"):
        for link in _read(page).links:
            why = _why_dead(site, page, link, prefix)
            if why:
                yield f"{page.relative_to(site)}: {link}: {why}"


def _why_dead(site: Path, page: Path, link: str, prefix: str) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    path = unquote(parts.path)
    if path.startswith("/"):
        if not path.startswith(prefix):
            return "outside the site"
        target = site / path.removeprefix(prefix)
    else:
        target = page.parent / path if path else page
    if path.endswith("/") or target.is_dir():
        target /= "index.html"
    if not target.is_file():
        return "no such file"
    if not target.resolve().is_relative_to(site.resolve()):
        return "outside the site"
    fragment = unquote(parts.fragment)
    if target.suffix == ".html" and fragment and fragment not in _read(target).ids:
        return "no such place"
    return ""
