"""Pages of old editions without MkDocs building each: the theme's template is rendered once for each kind, then filled.

MkDocs builds one specimen for each kind of page, depth and presence of a table of contents, through all hooks of all
plugins, with marks where a page's own words go. What comes out is cut at the marks and filled for each real page, which
costs a fiftieth. A change of theme, configuration or navigation is in the next build's specimens.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from markupsafe import escape
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from policydiff.publish.site import Page, PlannedPage, TocEntry

ARCHIVED = frozenset({"redline", "edition", "clause"})
"""The kinds of page that there are many of."""

_TITLE, _DESCRIPTION, _CANONICAL = "pd0title0pd", "pd0description0pd", "pd0canonical0pd"
# Material gives a heading of the first level to content that has none.
_CONTENT, _HEAD, _TOC, _FIRST = "<h1>pd0content0pd</h1>", "pd0head0pd", "pd0toc0pd", "pd0first0pd"
_LEAF, _BRANCH, _TWIG = "pd0leaf0pd", "pd0branch0pd", "pd0twig0pd"
_SLOT = re.compile("(" + "|".join((_TITLE, _DESCRIPTION, _CANONICAL, _CONTENT, _HEAD, _TOC, _FIRST)) + ")")
_LINK = re.compile(r"""(\s(?:href|src|action)=["']?)(\.\.(?:/[^"'\s>#?]*)?)(?=["'\s>#?])""")
_ITEM_EDGE = re.compile(r"<li(?=[\s>])|</li>")

SkeletonKey = tuple[str, int, bool]
"""The kind of the pages, how deep they lie, and whether they have a table of contents."""


@dataclass(frozen=True)
class TocForm:
    """How a theme writes an entry of the table of contents, without entries below it and around those below it.

    `before` is empty for a theme that shows the first level alone.
    """

    leaf: str
    before: str
    after: str

    def write(self, entries: Iterable[TocEntry], mark: str) -> str:
        """The entries as the theme would write them; `mark` stands behind the title of a changed one."""
        return "".join(self._write(entry, mark) for entry in entries)

    def _write(self, entry: TocEntry, mark: str) -> str:
        title = str(escape(entry.title))
        anchor = str(escape(entry.anchor))
        if not entry.children or not self.before:
            return _name(self.leaf, _LEAF, title, anchor, mark if entry.changed else "")
        below = self.write(entry.children, mark)
        around = (
            _name(part, _BRANCH, title, anchor, mark if entry.changed else "") for part in (self.before, self.after)
        )
        return below.join(around)


def _name(form: str, sign: str, title: str, anchor: str, mark: str) -> str:
    # Only the visible title takes the mark, not the attributes that repeat it.
    shown = re.sub(rf"{sign}-title(?![^<>]*>)", lambda _: title + mark, form)
    return shown.replace(f"{sign}-title", title).replace(f"{sign}-id", anchor)


@dataclass(frozen=True)
class Skeleton:
    """A page of the theme, cut where a page's own words go."""

    pieces: Sequence[str]
    """Text of the theme and slots in turn, text first."""
    toc: TocForm | None

    @classmethod
    def of(cls, output: str, url: str) -> Skeleton:
        """Cut the specimen that the theme made for a page with this URL."""
        toc, output = _learn_toc(_link_by_root(output, url))
        output = output.replace("</head>", f"{_HEAD}</head>", 1)
        return cls(_SLOT.split(output), toc)

    def fill(self, page: Page, canonical: str, head: str, mark: str) -> str:
        """The finished page."""
        values = {
            _TITLE: str(escape(page.title)),
            _DESCRIPTION: str(escape(page.description)),
            _CANONICAL: str(escape(canonical)),
            _CONTENT: page.content,
            _HEAD: head,
            _FIRST: str(escape(page.toc[0].anchor)) if page.toc else "",
            _TOC: self.toc.write(shown_entries(page), mark) if self.toc else "",
        }
        return "".join(values.get(piece, piece) if at % 2 else piece for at, piece in enumerate(self.pieces))


def shown_entries(page: Page) -> Sequence[TocEntry]:
    """The entries below the title of the page, which stands for itself."""
    return page.toc[0].children if page.toc and page.toc[0].level == 1 else page.toc


def _link_by_root(output: str, url: str) -> str:
    """The same links by way of the root: `../../` is another policy from the page of another."""
    folder = posixpath.dirname(url)
    root = "../" * len(PurePosixPath(folder).parts)

    def rewrite(found: re.Match[str]) -> str:
        before, path = found[1], found[2]
        target = posixpath.normpath(posixpath.join(folder, path))
        if target in (".", "..") or target.startswith("../"):
            return before + path
        return before + root + target + ("/" if path.endswith(("/", "..")) else "")

    return _LINK.sub(rewrite, output)


def _learn_toc(output: str) -> tuple[TocForm | None, str]:
    """Find how the theme wrote the specimen's entries, and put one slot in place of them, wherever they stand."""
    form: TocForm | None = None
    at = 0
    while (found := output.find(f"{_LEAF}-id", at)) >= 0:
        at = found + 1
        leaf, branch, twig = (
            _item_around(output, output.find(f"{sign}-id", found)) for sign in (_LEAF, _BRANCH, _TWIG)
        )
        if not (leaf and branch and leaf[1] <= branch[0]):
            continue
        form = TocForm(output[slice(*leaf)], "", "")
        if twig and branch[0] < twig[0] < twig[1] < branch[1]:
            form = TocForm(form.leaf, output[branch[0] : twig[0]], output[twig[1] : branch[1]])
        output = output[: leaf[0]] + _TOC + output[branch[1] :]
        at = leaf[0]
    return form, output.replace(f"{_LEAF}-id", _FIRST)


def _item_around(output: str, place: int) -> tuple[int, int] | None:
    """The list item that is open at a place: where it starts and ends."""
    start = max(output.rfind(opening, 0, max(place, 0)) for opening in ("<li>", "<li ", "<li\n"))
    if start < 0 or "</li>" in output[start:place]:
        return None
    depth = 0
    for edge in _ITEM_EDGE.finditer(output, start):
        depth += -1 if edge[0] == "</li>" else 1
        if not depth:
            return start, edge.end()
    return None


def key_of(page: Page, url: str) -> SkeletonKey:
    """Which specimen serves a page."""
    return page.kind, url.count("/"), bool(shown_entries(page))


def choose_specimens(pages: Iterable[tuple[PlannedPage, str]]) -> Iterator[tuple[SkeletonKey, PlannedPage]]:
    """For each specimen that the pages (with their URLs) can need, its key and a page at whose place MkDocs makes it.

    Whether a page has a table of contents is not known before it is made, so that there is a specimen for either.
    """
    groups: dict[tuple[str, int], list[tuple[PlannedPage, str]]] = {}
    for page, url in pages:
        group = groups.setdefault((page.kind, url.count("/")), [])
        if len(group) < 2:
            group.append((page, url))
    for (kind, depth), group in groups.items():
        (first, url), *more = group
        if kind == "clause":
            yield (kind, depth, False), first  # What is said of one clause is short.
        elif not more:
            yield key_of(first.make(), url), first
        else:
            yield (kind, depth, True), first
            yield (kind, depth, False), more[0][0]


def specimen_meta() -> dict[str, object]:
    """The front matter of a specimen."""
    return {"title": _TITLE, "description": _DESCRIPTION, "search": {"exclude": True}}


def prepare_specimen(page: MkDocsPage, key: SkeletonKey) -> str:
    """Put the marks into a page of MkDocs; returns its content."""
    if page.canonical_url:
        page.canonical_url = _CANONICAL
    entries = []
    if key[2]:
        entries = [AnchorLink(f"{sign}-title", f"{sign}-id", 2) for sign in (_LEAF, _BRANCH)]
        entries[1].children = [AnchorLink(f"{_TWIG}-title", f"{_TWIG}-id", 3)]
    page.toc = TableOfContents(entries)
    return _CONTENT
