"""The words inside a block, with their markup: an element of Python-Markdown's tree becomes spans."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.util import AMP_SUBSTITUTE, ETX, STX

from policydiff.clauses.numerals import counting_style, print_number, whole_number
from policydiff.model import Mark, MarkKind, Span

if TYPE_CHECKING:
    from markdown import Markdown

_PLACEHOLDER = re.compile(f"{STX}wzxhzdk:([0-9]+){ETX}")
_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[0-9A-Za-z]{1,40});")
_KINDS: dict[str, MarkKind] = {
    "a": "link", "strong": "strong", "b": "strong", "em": "em", "i": "em", "code": "code", "del": "del", "s": "del",
    "strike": "del", "ins": "ins", "sub": "sub", "sup": "sup", "abbr": "abbr", "mark": "mark",
}  # fmt: skip
_GENERATED = frozenset({"headerlink", "footnote-backref", "pd-alias"})
"""Classes of elements that carry signs for navigation, not words."""
UNSEEN = frozenset({"script", "style", "template", "title", "head", "noscript", "textarea", "select", "svg", "math"})
VOID = frozenset({"br", "img", "hr", "input", "wbr", "area", "col", "embed", "link", "meta", "source", "track"})
GLUED = frozenset(
    {*_KINDS, "span", "u", "small", "big", "font", "tt", "kbd", "samp", "var", "q", "cite", "dfn", "time", "bdi", "bdo"}
    | {"label", "data", "ruby", "rt", "rp", "wbr", "img", "input", "button", "tt", "acronym", "output"}
)
"""Elements at whose edges no word ends."""

Attributes = dict[str, str]


def visible(text: str) -> str:
    """Text of the tree as a reader sees it: character references resolved as the serializer would leave them."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return text


def is_literal(text: str) -> bool:
    """Whether text of the tree is what a reader sees: no character references, nothing that is kept aside."""
    return "&" not in text and STX not in text


class SpanReader:
    """Collects the words of one block in reading order, each with the markup it stands under."""

    def __init__(self, markdown: Markdown) -> None:
        self._markdown = markdown
        self._marks: list[tuple[str, Mark | None]] = []
        self._unseen = 0
        self._lists: list[tuple[str, int]] = []
        self._parts: list[tuple[str, tuple[Mark, ...]]] = []

    def read(self, element: Element) -> None:
        """All that is in an element."""
        self.read_text(element.text)
        for child in element:
            self.read_child(child)

    def read_child(self, element: Element) -> None:
        """An element and the text behind it."""
        waiting: list[tuple[Element, Iterator[Element]]] = []
        current: Element | None = element
        while current is not None or waiting:
            if current is not None:
                if self._open_element(current):
                    waiting.append((current, iter(current)))
                else:
                    self.read_text(current.tail)
            parent, children = waiting[-1] if waiting else (None, iter(()))
            current = next(children, None)
            if current is None and parent is not None:
                waiting.pop()
                self.close(parent.tag if isinstance(parent.tag, str) else "")
                self.read_text(parent.tail)
                if not waiting:
                    return
            elif parent is None:
                return

    def _open_element(self, element: Element) -> bool:
        if not isinstance(element.tag, str) or _GENERATED & set((element.get("class") or "").split()):
            return False
        self.open(element.tag, {name: visible(value or "") for name, value in element.attrib.items()})
        if element.tag in VOID:
            return False
        self.read_text(element.text)
        return True

    def read_text(self, text: str | None) -> None:
        """Text of the tree, in which raw HTML is kept aside."""
        if not text:
            return
        if STX not in text:
            self.add(visible(text))
            return
        text = text.replace(AMP_SUBSTITUTE, "&").replace(NBSP_PLACEHOLDER, " ")
        stash = self._markdown.htmlStash.rawHtmlBlocks
        at = 0
        for found in _PLACEHOLDER.finditer(text):
            self.add(visible(self._unescape(text[at : found.start()])))
            at = found.end()
            if int(found[1]) < len(stash):
                self.read_html(stash[int(found[1])])
        self.add(visible(self._unescape(text[at:])))

    @staticmethod
    def _unescape(text: str) -> str:
        return _ESCAPED.sub(lambda found: chr(int(found[1])), text) if STX in text else text

    def read_html(self, raw: str | Element) -> None:
        """Raw HTML as the author wrote it."""
        if isinstance(raw, Element):
            self.read_child(raw)
            return
        if "<" not in raw and "&" not in raw:
            self.add(raw)
            return
        reader = _RawReader(self)
        reader.feed(raw)
        reader.close()

    def add(self, text: str) -> None:
        """Words under the marks that are open."""
        if text and not self._unseen:
            self._parts.append((text, tuple(mark for _, mark in self._marks if mark)))

    def break_words(self) -> None:
        """A place where one word ends and the next begins."""
        self._parts.append((" ", ()))

    def open(self, tag: str, attributes: Attributes) -> None:
        """The start of an element."""
        if tag not in GLUED:
            self.break_words()
        if tag == "img":
            self._marks.append((tag, Mark("image", attributes.get("src", ""))))
            self.add(attributes.get("alt", ""))
            self._marks.pop()
        if tag in VOID:
            return
        if tag in UNSEEN:
            self._unseen += 1
        self._number(tag, attributes)
        self._marks.append((tag, _mark_of(tag, attributes)))

    def _number(self, tag: str, attributes: Attributes) -> None:
        """The numbers that a browser prints before the items of a list in raw HTML are words that are read."""
        if tag in ("ol", "ul"):
            style = counting_style(attributes) if tag == "ol" else ""
            self._lists.append((style, whole_number(attributes.get("start"), 1)))
        elif tag == "li" and self._lists and self._lists[-1][0]:
            style, number = self._lists[-1]
            number = whole_number(attributes.get("value"), number)
            self._lists[-1] = (style, number + 1)
            self.add(f"{print_number(number, style)}. ")

    def close(self, tag: str) -> None:
        """The end of an element; one that was never started is nothing."""
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        for place in range(len(self._marks) - 1, -1, -1):
            if self._marks[place][0] == tag:
                del self._marks[place]
                if tag in UNSEEN:
                    self._unseen -= 1
                break
        if tag not in GLUED:
            self.break_words()

    def spans(self) -> tuple[Span, ...]:
        """What was read, white space collapsed."""
        return collapse_spans(self._parts)


class _RawReader(HTMLParser):
    """Hands the tags and words of raw HTML to a SpanReader."""

    def __init__(self, spans: SpanReader) -> None:
        super().__init__(convert_charrefs=True)
        self._spans = spans

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._spans.open(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._spans.close(tag)

    def handle_data(self, data: str) -> None:
        self._spans.read_text(data)


def _mark_of(tag: str, attributes: Attributes) -> Mark | None:
    kind = _KINDS.get(tag)
    if kind == "link":
        return Mark("link", _address(attributes.get("href", ""))) if "href" in attributes else None
    if kind == "abbr":
        return Mark("abbr", attributes.get("title", ""))
    if kind:
        return Mark(kind)
    if tag in GLUED or tag == "u":
        return Mark("html", tag)
    return None


def _address(href: str) -> str:
    """The target of a link; Python-Markdown writes `<someone@example.org>` as numbers, against collectors."""
    return html.unescape(href.replace(AMP_SUBSTITUTE, "&")) if AMP_SUBSTITUTE in href else href


def collapse_spans(parts: Iterable[tuple[str, tuple[Mark, ...]]]) -> tuple[Span, ...]:
    """Runs of the same markup joined, white space collapsed over their borders, none at the ends."""
    found: list[tuple[str, tuple[Mark, ...]]] = []
    spaced = True
    for text, marks in parts:
        shown = _collapse(text)
        if spaced and shown.startswith(" "):
            shown = shown[1:]
        if not shown:
            continue
        spaced = shown.endswith(" ")
        if found and found[-1][1] == marks:
            found[-1] = (found[-1][0] + shown, marks)
        else:
            found.append((shown, marks))
    while found:
        text, marks = found.pop()
        if text := text.rstrip():
            found.append((text, marks))
            break
    return tuple(Span(text, marks) for text, marks in found)


def _collapse(text: str) -> str:
    """The text with single spaces for white space, also at its ends."""
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def text_of(spans: Iterable[Span]) -> str:
    """The words of spans."""
    if isinstance(spans, tuple) and len(spans) < 2:
        return spans[0].text if spans else ""
    return "".join(span.text for span in spans)


def cut(spans: tuple[Span, ...], length: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans up to and from a character, without the white space between."""
    before: list[tuple[str, tuple[Mark, ...]]] = []
    after: list[tuple[str, tuple[Mark, ...]]] = []
    for span in spans:
        if head := span.text[:length]:
            before.append((head, span.marks))
        if tail := span.text[len(head) :]:
            after.append((tail, span.marks))
        length -= len(head)
    return collapse_spans(before), collapse_spans(after)
