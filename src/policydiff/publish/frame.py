"""What stands around and inside a policy's rendered text: the box on top, marks at changed clauses, clause links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup, escape

from policydiff.model import ClauseTree
from policydiff.publish.annotations import Mark, annotate_text, find_marks
from policydiff.recent import keep_of_policy

_CLAUSE = re.compile(
    r"<(?P<tag>[a-z][a-z0-9]*)\b(?P<attributes>[^<>]*\bclass=\"[^\"<>]*\bpd-clause\b[^\"<>]*\"[^<>]*)>"
)
_NOTED = re.compile(
    _CLAUSE.pattern + r"(?P<label>(?:<span class=\"pd-alias\"[^<>]*></span>)*<a class=\"pd-label\"[^<>]*>[^<>]*</a>)?"
)
_BEHIND = re.compile(r"\x02([^\x03]*)\x03(.*?)(?=</(?:p|h[2-6])>|\Z)", re.DOTALL)
"""What is to stand behind the words that follow it; Markdown leaves neither sign in a text."""
_LABEL = re.compile(_CLAUSE.pattern + r"|<span class=\"pd-label\">(?P<label>[^<>]*)</span>")
_ID = re.compile(r"id=(?<=\bid=)\"(?P<id>[^\"]*)\"")  # What it begins with is searched for much faster than `\b`.
_CLASS = re.compile(r"\bclass=\"(?P<names>[^\"]*)\"")
_HEADING = re.compile(r"<h1\b[^>]*>.*?</h1>", re.DOTALL)
_NO_INLINE_CONTENT = {"tr", "table", "thead", "tbody", "ul", "ol", "dl", "hr", "h1", "pre"}
"""Elements that may not begin with an inline element, or whose text must stay alone."""


class ClauseNote(NamedTuple):
    """What the page says at one clause."""

    history: str = ""
    """The relative URL of the clause's own page."""
    history_title: str = ""
    follow: str = ""
    """The relative URL of the place where one can subscribe to a section."""
    follow_title: str = ""
    changed: str = ""
    """Why it is marked, in words; empty for a clause that did not change."""
    change_url: str = ""
    aliases: tuple[str, ...] = ()
    """Anchors of earlier editions that lead to this clause."""
    remarks: tuple[str, ...] = ()
    """What the editor of a draft should know of it."""


@dataclass(frozen=True)
class Frame:
    """The server-made parts of a page that shows a policy's text. `lead` and `tail` are HTML."""

    title: str = ""
    """The heading for a text that has none of its own."""
    lead: str = ""
    """Goes below the heading."""
    tail: str = ""
    """Goes below the text."""
    notes: Mapping[str, ClauseNote] = field(default_factory=dict)
    """By anchor."""
    changed: Set[str] = frozenset()
    """Anchors of the changed clauses and of those above them: marked in the table of contents."""

    tree: ClauseTree | None = None
    """The clauses of the text, where its references are to be linked and its terms explained."""

    def around(self, html: str) -> str:
        """The text with all that belongs to it; `html` has the clause anchors of our Markdown extension."""
        return self._surround(_decorate(html, self.notes, self._marks, ids_of(html)))

    def around_sections(self, sections: Iterable[str]) -> str:
        """The same for the page of an old edition, which shares most of its sections with others."""
        return self._surround("\n".join(map(self._decorate_section, sections)).strip())

    def _decorate_section(self, html: str) -> str:
        anchors = _anchors_in(html)
        notes = tuple((anchor, self.notes[anchor]) for anchor in anchors if anchor in self.notes)
        marks = tuple((anchor, self._marks[anchor]) for anchor in anchors if anchor in self._marks)
        return _decorate_once(html, notes, marks)

    @cached_property
    def _marks(self) -> Mapping[str, tuple[Mark, ...]]:
        return find_marks(self.tree) if self.tree is not None else {}

    def _surround(self, decorated: str) -> str:
        heading = _HEADING.search(decorated)
        if heading:
            return decorated[: heading.end()] + self.lead + decorated[heading.end() :] + self.tail
        return f"<h1>{escape(self.title)}</h1>{self.lead}{decorated}{self.tail}"


@keep_of_policy(5_000)
def _decorate_once(
    html: str, notes: tuple[tuple[str, ClauseNote], ...], marks: tuple[tuple[str, tuple[Mark, ...]], ...]
) -> str:
    """A section with its notes and marks, which are the same in most editions that have it."""
    return _decorate(html, dict(notes), dict(marks), frozenset())


def _decorate(html: str, notes: Mapping[str, ClauseNote], marks: Mapping[str, Sequence[Mark]], taken: Set[str]) -> str:
    """Some HTML with what stands at its clauses and in them; `taken` are ids that are in the text anyway."""

    def noted(match: re.Match[str]) -> str:
        found = _ID.search(match["attributes"])
        note = notes.get(_unescape(found["id"])) if found else None
        if note is None:
            return match[0]
        tag, attributes, label = match["tag"], match["attributes"], match["label"] or ""
        if note.changed:
            attributes = _CLASS.sub(lambda names: f'class="{names["names"]} pd-changed"', attributes, count=1)
        if tag in _NO_INLINE_CONTENT:
            return f"<{tag}{attributes}>{label}"
        # What belongs to a clause stands behind its number, where somebody who hears the page expects it. Without one
        # it is named by words that are about to be heard, and would begin the name of a heading: it stands behind them.
        is_late = tag[0] == "h" or (tag == "p" and not label)
        ways = f"\x02{_ways(note)}\x03" if is_late else _ways(note)
        return f"<{tag}{attributes}>{label}{_marks(note, taken)}{ways}{_remarks(note)}"

    return _BEHIND.sub(r"\2\1", _NOTED.sub(noted, link_labels(annotate_text(html, marks))))


@keep_of_policy(5_000)
def _anchors_in(html: str) -> tuple[str, ...]:
    """The anchors of the clauses in some HTML."""
    ids = (_ID.search(clause["attributes"]) for clause in _CLAUSE.finditer(html))
    return tuple(dict.fromkeys(_unescape(found["id"]) for found in ids if found))


def link_labels(html: str) -> str:
    """The text with every printed label a link to its clause, as an address to copy."""
    clause = ""

    def linked(match: re.Match[str]) -> str:
        nonlocal clause
        if match["label"] is None:
            found = _ID.search(match["attributes"])
            clause = found["id"] if found else ""
            return match[0]
        if not clause:
            return match[0]
        # The fragment is an attribute already: escaped, and from a text that it stands in.
        return f'<a class="pd-label" href="#{clause}">{match["label"]}</a>'

    return _LABEL.sub(linked, html)


def ids_of(html: str) -> set[str]:
    """All ids in some HTML."""
    return {_unescape(found["id"]) for found in _ID.finditer(html)}


def _unescape(text: str) -> str:
    return str(Markup(text).unescape())


def _marks(note: ClauseNote, taken: Set[str]) -> str:
    parts = [f'<span class="pd-alias" id="{escape(name)}"></span>' for name in note.aliases if name not in taken]
    if note.changed:
        parts.append(f'<a class="pd-mark" href="{escape(note.change_url)}" title="{escape(note.changed)}"></a>')
    return "".join(parts)


def _ways(note: ClauseNote) -> str:
    parts = []
    if note.history:
        parts.append(f'<a class="pd-history" href="{escape(note.history)}" title="{escape(note.history_title)}"></a>')
    if note.follow:
        parts.append(f'<a class="pd-follow" href="{escape(note.follow)}" title="{escape(note.follow_title)}"></a>')
    return "".join(parts)


def _remarks(note: ClauseNote) -> str:
    return "".join(f'<span class="pd-finding">{escape(remark)}</span>' for remark in note.remarks)
