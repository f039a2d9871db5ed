"""What stands around and inside a policy's rendered text: the box on top, marks at changed clauses, clause links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from policydiff.model import ClauseTree
from policydiff.publish.annotations import annotate_text

_CLAUSE = re.compile(
    r"<(?P<tag>[a-z][a-z0-9]*)\b(?P<attributes>[^<>]*\bclass=\"[^\"<>]*\bpd-clause\b[^\"<>]*\"[^<>]*)>"
)
_LABEL = re.compile(_CLAUSE.pattern + r"|<span class=\"pd-label\">(?P<label>[^<>]*)</span>")
_ID = re.compile(r"\bid=\"(?P<id>[^\"]*)\"")
_CLASS = re.compile(r"\bclass=\"(?P<names>[^\"]*)\"")
_HEADING = re.compile(r"<h1\b[^>]*>.*?</h1>", re.DOTALL)
_NO_INLINE_CONTENT = {"tr", "table", "thead", "tbody", "ul", "ol", "dl", "hr", "h1", "pre"}
"""Elements that may not begin with an inline element, or whose text must stay alone."""


@dataclass(frozen=True, slots=True)
class ClauseNote:
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
        taken = ids_of(html)
        if self.tree is not None:
            html = annotate_text(html, self.tree)
        decorated = _CLAUSE.sub(lambda match: self._decorate(match, taken), link_labels(html))
        heading = _HEADING.search(decorated)
        if heading:
            return decorated[: heading.end()] + self.lead + decorated[heading.end() :] + self.tail
        return f"<h1>{escape(self.title)}</h1>{self.lead}{decorated}{self.tail}"

    def _decorate(self, match: re.Match[str], taken: Set[str]) -> str:
        found = _ID.search(match["attributes"])
        note = self.notes.get(_unescape(found["id"])) if found else None
        if note is None:
            return match[0]
        attributes = match["attributes"]
        if note.changed:
            attributes = _CLASS.sub(lambda names: f'class="{names["names"]} pd-changed"', attributes, count=1)
        inside = "" if match["tag"] in _NO_INLINE_CONTENT else _inside(note, taken)
        return f"<{match['tag']}{attributes}>{inside}"


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
        return f'<span class="pd-label"><a class="pd-permalink" href="#{clause}">{match["label"]}</a></span>'

    return _LABEL.sub(linked, html)


def ids_of(html: str) -> set[str]:
    """All ids in some HTML."""
    return {_unescape(found["id"]) for found in _ID.finditer(html)}


def _unescape(text: str) -> str:
    return str(Markup(text).unescape())


def _inside(note: ClauseNote, taken: Set[str]) -> str:
    parts = [
        Markup('<span class="pd-alias" id="{}"></span>').format(name) for name in note.aliases if name not in taken
    ]
    if note.changed:
        parts.append(Markup('<a class="pd-mark" href="{}" title="{}"></a>').format(note.change_url, note.changed))
    if note.history:
        parts.append(Markup('<a class="pd-history" href="{}" title="{}"></a>').format(note.history, note.history_title))
    if note.follow:
        parts.append(Markup('<a class="pd-follow" href="{}" title="{}"></a>').format(note.follow, note.follow_title))
    parts += [Markup('<span class="pd-finding">{}</span>').format(remark) for remark in note.remarks]
    return str(Markup("").join(parts))
