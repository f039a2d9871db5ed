"""One block of a page: its label, heading, text and the key that the editor set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from policydiff.clauses.inline import SpanReader, cut, is_literal, text_of
from policydiff.clauses.labels import Label, is_in_capitals, read_label, reads_as_title
from policydiff.clauses.raw import RawElement
from policydiff.clauses.units import Flow, Unit
from policydiff.model import ClauseForm, Mark, Span

if TYPE_CHECKING:
    from markdown import Markdown

ALIAS_ATTRIBUTE = "data-pd-alias"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ALIAS_AT_END = re.compile(r"(?:^|[ \t\n]+)\{:?[ ]*#([^\s{}#]+)[ ]*\}\s*$")
_RUN_IN_END = (".", ":", "?", "!", "—", "–", ";")
_LONGEST_RUN_IN = 200
_LONGEST_SET_OFF = 80
_SET_OFF = (Mark("html", "span"), Mark("html", "u"))
"""Other markup that authors give to the title of a clause."""


def read_block(
    markdown: Markdown,
    raw: tuple[int, RawElement] | None,
    element: Element,
    flow: Flow,
    form: ClauseForm,
    *,
    level: int = 0,
    content: list[Element] | None = None,
    inner: Element | None = None,
    label: Label | None = None,
    titled: bool = False,
) -> list[Unit]:
    """The unit of one block, label, heading and text told apart; none for a block without words.

    `raw` is the block of raw HTML it stands in; `content` are the children to read where not all are, `inner` the
    element whose words they are where it is not the block itself. A `label` is given where it is not in the words.
    """
    source = inner if inner is not None else element
    unit = Unit(element, form, flow, label, level=level, counted=label is not None, raw=raw)
    unit.own_id = element.get("id") or ""
    unit.alias = _alias(element, source, content, in_raw=raw is not None)
    spans = _read_spans(markdown, source, content)
    words = text_of(spans)
    if label is None and form not in ("code", "footnote", "html"):
        set_apart = bool(spans) and any(mark.kind == "strong" for mark in spans[0].marks)
        label = read_label(words, heading=bool(level), set_apart=set_apart, paragraph=form == "paragraph")
        if label:
            unit.label = label
            unit.label_home = None if raw else _home_of(source, label.printed)
            marks = spans[0].marks
            spans = _after_label(spans, label)
            if not level and any(mark.kind == "strong" for mark in marks):
                unit.heading, spans = _run_in(spans, always=True)
    if level or titled or (form == "paragraph" and unit.label and not unit.heading and reads_as_title(words)):
        unit.heading, spans = spans, ()
    elif unit.label and not unit.heading:
        is_title = form in ("paragraph", "item") and is_in_capitals(text_of(spans))
        unit.heading, spans = (spans, ()) if is_title else _run_in(spans, always=False)
    unit.text = spans
    if not unit.label and not unit.heading and not unit.text:
        return []
    return [unit]


def _read_spans(markdown: Markdown, source: Element, content: list[Element] | None) -> tuple[Span, ...]:
    """The words of an element, or of its text and some of its children."""
    text = source.text or ""
    if not content and (content is not None or not len(source)) and is_literal(text):
        text = " ".join(text.split())
        return (Span(text),) if text else ()
    reader = SpanReader(markdown)
    if content is None:
        reader.read(source)
    else:
        reader.read_text(text)
        for child in content:
            reader.read_child(child)
    return reader.spans()


def _alias(element: Element, source: Element, content: list[Element] | None, *, in_raw: bool) -> str:
    """The key that the editor set: by an attribute list, or by one that stands where `attr_list` prints it."""
    if alias := element.attrib.pop(ALIAS_ATTRIBUTE, ""):
        return alias
    if element.tag not in HEADINGS and element.get("id") and not (element.get("id") or "").startswith("fn:"):
        return element.get("id") or ""
    if in_raw:
        return ""
    last = content[-1] if content else (source[-1] if content is None and len(source) else None)
    text = last.tail if last is not None else source.text
    found = _ALIAS_AT_END.search(text[-200:]) if text and "{" in text else None
    if not found or text is None:
        return ""
    kept = text[: len(text) - len(found.group())]
    if last is not None:
        last.tail = kept
    else:
        source.text = kept
    return found[1]


def _after_label(spans: tuple[Span, ...], label: Label) -> tuple[Span, ...]:
    _, rest = cut(spans, len(label.printed))
    words = text_of(rest)
    dashes = len(words) - len(words.lstrip(" —–-:"))
    return cut(rest, dashes)[1] if dashes else rest


def _run_in(spans: tuple[Span, ...], *, always: bool) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Heading and text of a block that starts with its title in bold, or set off otherwise and short."""
    size, bold = 0, True
    for span in spans:
        is_bold = any(mark.kind == "strong" for mark in span.marks)
        if not is_bold and not any(mark in _SET_OFF for mark in span.marks):
            break
        bold = bold and is_bold
        size += len(span.text)
    words = text_of(spans)
    title = words[:size].rstrip()
    if not title or size > (_LONGEST_RUN_IN if bold else _LONGEST_SET_OFF):
        return (), spans
    following = words[size:].lstrip()
    if following[:1] in (".", ":", "—", "–"):
        size = len(words) - len(following) + 1
    elif not always and not title.endswith(_RUN_IN_END) and following:
        return (), spans
    return cut(spans, size)


def _home_of(element: Element, printed: str) -> Element | None:
    """The element in whose own text the whole printed label stands."""
    home: Element | None = element
    while home is not None:
        text = (home.text or "").lstrip()
        if text:
            return home if text.startswith(printed) else None
        home = home[0] if len(home) and isinstance(home[0].tag, str) else None
    return None
