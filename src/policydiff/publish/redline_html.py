"""Redlines and clause texts as HTML that is safe wherever it goes: pages, feed readers, e-mail.

The words come from people and pass through a list of what is allowed: inline elements, and links whose address is
`http:`, `https:` or `mailto:`. Everything else keeps its words and loses its markup. The HTML is well-formed XML too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from policydiff.compare.redline import settle_typography
from policydiff.model import Mark, Op, Segment, Span
from policydiff.publish.printable import printable
from policydiff.recent import keep_of_policy

_ELEMENTS = {
    "strong": "strong",
    "em": "em",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
    "abbr": "abbr",
    "mark": "mark",
    # In a redline <ins> and <del> are ours; an author's own mean underlined and struck-through words.
    "del": "s",
    "ins": "u",
}
_INLINE_HTML = frozenset({"b", "bdi", "cite", "dfn", "i", "kbd", "s", "samp", "small", "u", "var"})
_SCHEMES = frozenset({"http", "https", "mailto"})
_OPENING = {"+": "[+", "-": "[−"}
_SPACED = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words for screen readers, many of which do not tell deleted words from kept ones; hidden by `class_name`."""

    inserted: str = "inserted: "
    deleted: str = "deleted: "
    end: str = " (end) "
    class_name: str = "pd-spoken"


def render_redline(
    segments: Iterable[Segment], *, page: str = "", brackets: bool = False, spoken: Spoken | None = None
) -> Markup:
    """The redline with `<ins>` and `<del>`; without the deleted (inserted) elements its words are the new (old) text.

    Quotation marks, dashes and spaces that are only set differently are shown as they are now.
    `page` is the address of the page that a link to a mere `#fragment` is meant for; without it such a link is words.
    `brackets` puts `[+` `]` and `[−` `]` around the changed words, outside the elements, so that the redline can still
    be read where a feed reader takes the elements away. `spoken` adds hidden words inside the elements.
    """
    return _render_redline(tuple(segments), page, brackets, spoken)


@keep_of_policy(10_000)
def _render_redline(segments: tuple[Segment, ...], page: str, brackets: bool, spoken: Spoken | None) -> Markup:
    writer = _Writer(page)
    closed = False  # whether a bracket has just been closed: the next must not touch it
    for op, run in _runs(settle_typography(segments)):
        if op == "=":
            closed = False
            for segment in run:
                writer.write(segment.text, segment.marks)
            continue
        if brackets:
            run, before, after = _trimmed(run)
            writer.write(before + (" " if closed and not before else "") + _OPENING[op])
        writer.open("ins" if op == "+" else "del")
        if spoken:
            writer.aside(spoken.inserted if op == "+" else spoken.deleted, spoken.class_name)
        for segment in run:
            writer.write(segment.text, segment.marks)
        if spoken:
            writer.aside(spoken.end, spoken.class_name)
        writer.close()
        if brackets:
            writer.write("]" + after)
            closed = not after
    return writer.html()


def render_spans(spans: Iterable[Span], *, page: str = "") -> Markup:
    """The words of a clause with their markup, nothing marked as changed."""
    return _render_spans(tuple(spans), page)


@keep_of_policy(10_000)
def _render_spans(spans: tuple[Span, ...], page: str) -> Markup:
    """Kept, because consecutive editions share most of their clauses."""
    writer = _Writer(page)
    for span in spans:
        writer.write(span.text, span.marks)
    return writer.html()


def redline_text(segments: Iterable[Segment]) -> str:
    """The redline as plain text: `kept [−deleted] [+inserted] kept`."""
    parts: list[str] = []
    closed = False
    for op, run in _runs(settle_typography(tuple(segments))):
        words = "".join(segment.text for segment in run)
        if op == "=":
            parts.append(words)
            closed = False
        else:
            before, inner, after = _split_space(words)
            parts.append(f"{before or ' ' * closed}{_OPENING[op]}{inner}]{after}")
            closed = not after
    return "".join(parts)


def safe_link(target: str, page: str = "") -> str | None:
    """The address a link may have: `http:`, `https:`, `mailto:`, or a fragment of `page`; None for any other."""
    target = target.strip()
    if target.startswith("#") and page:
        return page + target
    if any(ord(character) <= 0x20 or ord(character) == 0x7F for character in target):
        return None
    try:
        scheme = urlsplit(target).scheme
    except ValueError:
        return None
    return target if scheme in _SCHEMES else None


def element_of(mark: Mark, page: str = "") -> tuple[str, ...] | None:
    """The element that a mark becomes, with the address of a link or the title of an abbreviation; None for none."""
    if mark.kind == "link":
        href = safe_link(mark.value, page)
        return None if href is None else ("a", href)
    if mark.kind == "html":
        name = mark.value.lower()
        return (name,) if name in _INLINE_HTML else None
    name = _ELEMENTS.get(mark.kind, "")
    if not name:
        return None
    return (name, mark.value) if mark.kind == "abbr" and mark.value else (name,)


def _runs(segments: Iterable[Segment]) -> list[tuple[Op, list[Segment]]]:
    """Neighbouring segments of one kind, together."""
    runs: list[tuple[Op, list[Segment]]] = []
    for segment in segments:
        if not segment.text:
            continue
        if runs and runs[-1][0] == segment.op:
            runs[-1][1].append(segment)
        else:
            runs.append((segment.op, [segment]))
    return runs


def _split_space(text: str) -> tuple[str, str, str]:
    found = _SPACED.fullmatch(text)
    assert found is not None, "the pattern matches any text"
    return found[1], found[2], found[3]


def _trimmed(run: Sequence[Segment]) -> tuple[list[Segment], str, str]:
    """The run without white space at its ends, and that white space: a bracket stands next to a word."""
    trimmed = list(run)
    first = trimmed[0]
    before = first.text[: len(first.text) - len(first.text.lstrip())]
    trimmed[0] = Segment(first.op, first.text.lstrip(), first.marks)
    last = trimmed[-1]
    after = last.text[len(last.text.rstrip()) :]
    trimmed[-1] = Segment(last.op, last.text.rstrip(), last.marks)
    return trimmed, before, after


class _Writer:
    """Builds inline HTML; neighbouring words under the same marks share their elements: a link stays one link."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._parts: list[str] = []
        self._base: list[str] = []
        """The names of the open elements that are ours."""
        self._marked: list[tuple[Mark, str]] = []
        """The marks within them that are open, each with the name of its element."""

    def open(self, tag: str) -> None:
        self._close_marks(0)
        self._base.append(tag)
        self._parts.append(f"<{tag}>")

    def close(self) -> None:
        self._close_marks(0)
        self._parts.append(f"</{self._base.pop()}>")

    def aside(self, text: str, class_name: str) -> None:
        self._close_marks(0)
        self._parts.append(f'<span class="{_attribute(class_name)}">{_text(text)}</span>')

    def write(self, text: str, marks: Sequence[Mark] = ()) -> None:
        if not text:
            return
        wanted = [(mark, made) for mark in marks if (made := element_of(mark, self._page)) is not None] if marks else []
        shared = 0
        while shared < min(len(wanted), len(self._marked)) and wanted[shared][0] == self._marked[shared][0]:
            shared += 1
        self._close_marks(shared)
        for mark, (name, *value) in wanted[shared:]:
            attribute = "href" if name == "a" else "title"
            attributes = "".join(f' {attribute}="{_attribute(printable(part))}"' for part in value)
            self._parts.append(f"<{name}{attributes}>")
            self._marked.append((mark, name))
        self._parts.append(_text(printable(text)))

    def html(self) -> Markup:
        self._close_marks(0)
        return Markup("".join(self._parts))

    def _close_marks(self, kept: int) -> None:
        """Close the marks that are open but for the outer ones."""
        while len(self._marked) > kept:
            self._parts.append(f"</{self._marked.pop()[1]}>")


def _text(text: str) -> str:
    """Text as XML has it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    """The value of an attribute as XML has it: a line end in it would be read as a space."""
    escaped = _text(text).replace('"', "&quot;")
    return escaped.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")
