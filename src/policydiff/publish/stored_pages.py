"""Pages as JSON, with their content beside it, and back: how they are kept between builds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from policydiff.model import ClauseTree
from policydiff.publish.frame import ClauseNote, Frame
from policydiff.publish.site import Page, Relation, TocEntry


def store_page(page: Page) -> list[Any]:
    """What JSON can say of a page, without its content."""
    return [
        page.kind,
        page.address,
        page.title,
        page.description,
        page.language,
        _store_toc(page.toc),
        page.robots,
        [[each.rel, each.url, each.type, each.title] for each in page.relations],
        page.passages,
        _store_frame(page.frame),
    ]


def restore_page(described: Sequence[Any], content: str, latest: ClauseTree) -> Page:
    """The page again. `latest` is the latest edition, for a main page. Raises TypeError or ValueError otherwise."""
    kind, address, title, description, language, toc, robots, relations, passages, frame = described
    return Page(
        kind=kind,
        address=address,
        title=title,
        description=description,
        content=content,
        language=language,
        toc=_restore_toc(toc),
        robots=robots,
        relations=tuple(Relation(*each) for each in relations),
        passages=tuple((anchor, title, text) for anchor, title, text in passages),
        frame=_restore_frame(frame, latest),
    )


def _store_toc(entries: Iterable[TocEntry]) -> list[Any]:
    return [[e.anchor, e.title, e.level, e.changed, _store_toc(e.children)] for e in entries]


def _restore_toc(stored: Iterable[Any]) -> tuple[TocEntry, ...]:
    return tuple(
        TocEntry(anchor, title, level, changed, _restore_toc(children) if children else ())
        for anchor, title, level, changed, children in stored
    )


def _store_frame(frame: Frame | None) -> list[Any] | None:
    if frame is None:
        return None
    notes = [[anchor, *note] for anchor, note in frame.notes.items()]
    return [frame.title, frame.lead, frame.tail, notes, sorted(frame.changed), frame.tree is not None]


def _restore_frame(stored: Sequence[Any] | None, latest: ClauseTree) -> Frame | None:
    if stored is None:
        return None
    title, lead, tail, notes, changed, has_tree = stored
    restored = {
        anchor: ClauseNote._make(tuple(said) if isinstance(said, list) else said for said in note)
        for anchor, *note in notes
    }
    return Frame(title, lead, tail, restored, frozenset(changed), latest if has_tree else None)
