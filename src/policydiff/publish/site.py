"""The nouns of a planned site: what stands at each address, whichever generator writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from policydiff.publish.frame import Frame

PageKind = Literal["main", "changes", "redline", "edition", "compare", "clause", "start"]
"""Pages of one kind differ in their content, never in what a theme puts around it."""


@dataclass(frozen=True)
class SiteFacts:
    """What the plan must know about the site that it is for."""

    name: str = ""
    url: str = ""
    """The absolute address of the site with a slash at its end; empty when it is not known."""
    language: str = "en"
    """A BCP 47 tag, for the words of the pages and for dates."""
    directory_urls: bool = True
    """Whether pages are `privacy/` (a folder with an index file) or `privacy.html`."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Files of pages that stand elsewhere than their address implies (`terms` at `terms/index.html`)."""
    docs_dir: str = ""
    """The folder of the sources in the repository, empty for its root."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """For each file of the site's sources, relative to their folder, its URL relative to the root of the site."""
    feed_id: str = ""
    """Who mints the identifiers of feeds: `example.com,2023`; empty: see `publish.identity`."""
    clause_feeds: bool = False
    """Whether every clause has feeds of its own, and not only the sections."""
    notice_clauses: Mapping[str, str] = field(default_factory=dict)
    """By slug the label, anchor or key of the clause that states the notice rule."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of a page's table of contents. The title is text, not HTML."""

    anchor: str
    title: str
    level: int
    changed: bool = False
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A `<link>` to another resource of the site (RFC 8288; for editions RFC 5829)."""

    rel: str
    url: str
    """Relative to the page."""
    type: str = ""
    title: str = ""


@dataclass(frozen=True)
class Page:
    """One page: everything that any generator needs to make a file of it.

    `title` and `description` are text and must be escaped by whoever puts them into HTML; `content` is HTML.
    """

    kind: PageKind
    address: str
    """Where it is, without ending: `privacy/changes/4`, empty for the root."""
    title: str
    description: str
    content: str
    language: str
    toc: tuple[TocEntry, ...] = ()
    robots: str = ""
    """The robots rule; empty for a page that should be found."""
    relations: tuple[Relation, ...] = ()
    passages: tuple[tuple[str, str, str], ...] = ()
    """What the site's search finds one by one: anchor, title and text of each."""
    frame: Frame | None = None
    """For the main page: what is put around the text, for a generator that renders the Markdown itself."""

    @property
    def indexed(self) -> bool:
        """Whether search engines, the sitemap and the site's own search should know it."""
        return not self.robots


@dataclass(frozen=True)
class PlannedPage:
    """A page that is made when it is asked for: there can be thousands, and nobody needs all of them at once."""

    kind: PageKind
    address: str
    indexed: bool
    """As `Page.indexed`."""
    make: Callable[[], Page]


@dataclass(frozen=True)
class DataFile:
    """A file for programs, at exactly its address, written when it is asked for."""

    address: str
    write: Callable[[], bytes]
    media_type: str
    daily: bool = False
    """Whether it says for which day it was written."""

    @property
    def content(self) -> bytes:
        """What is in it, written anew each time."""
        return self.write()


@dataclass(frozen=True)
class Redirect:
    """An address that leads to another page of the site."""

    address: str
    target: str
    """The address of the page it leads to."""
    content: str
    """A whole HTML document that leads there without JavaScript."""


@dataclass(frozen=True)
class Plan:
    """The site: what stands at each address. Two things at one address are an error before there is a plan."""

    planned: tuple[PlannedPage, ...]
    files: tuple[DataFile, ...]
    redirects: tuple[Redirect, ...]
    policies: str
    """HTML that lists the policies with status and dates, relative to the root of the site: for a start page."""
    relations: tuple[Relation, ...] = ()
    """The feeds of all policies together, relative to the root of the site: for its start page."""

    @property
    def pages(self) -> Iterator[Page]:
        """All pages, made one after the other."""
        return (planned.make() for planned in self.planned)
