"""What goes into a theme's own markup: the table of contents, and the head of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape
from mkdocs.structure.toc import AnchorLink, TableOfContents

from policydiff.publish.site import Page, Relation, TocEntry
from policydiff.publish.wording import Wording


def table_of_contents(entries: Sequence[TocEntry], mark: str) -> TableOfContents:
    """A table of contents as themes expect it; `mark` stands behind the title of a changed entry."""
    return TableOfContents([_anchor_link(entry, mark) for entry in entries])


def _anchor_link(entry: TocEntry, mark: str) -> AnchorLink:
    link = AnchorLink(str(escape(entry.title)) + (mark if entry.changed else ""), entry.anchor, entry.level)
    link.children = [_anchor_link(child, mark) for child in entry.children]
    return link


def changed_mark(wording: Wording) -> str:
    """What stands behind the name of a changed section in a table of contents."""
    words = wording.say("mark.toc")
    return str(Markup('<span class="pd-toc-mark"><span class="pd-sr"> ({})</span></span>').format(words))


def mark_changed(entries: Any, changed: Any, mark: str) -> None:
    """Put the mark behind the entries of a table of contents whose anchors are among the changed ones."""
    for entry in entries:
        if entry.id in changed:
            entry.title += mark
        mark_changed(entry.children, changed, mark)


def head_markup(page: Page) -> str:
    """What themes have no place for in the head of a page: its robots rule and its relations."""
    robots = f'<meta name="robots" content="{escape(page.robots)}">' if page.robots else ""
    return "\n".join(part for part in (robots, relations_markup(page.relations)) if part)


def relations_markup(relations: Sequence[Relation]) -> str:
    """The `<link>` elements of some relations."""
    parts = []
    for relation in relations:
        kind = f' type="{escape(relation.type)}"' if relation.type else ""
        title = f' title="{escape(relation.title)}"' if relation.title else ""
        parts.append(f'<link rel="{escape(relation.rel)}"{kind}{title} href="{escape(relation.url)}">')
    return "\n".join(parts)
