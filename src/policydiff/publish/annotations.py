"""References and defined terms in a policy's rendered text: the first become links, the second say what they mean.

The words stay as they are: a definition is in an attribute, so that it is neither copied, nor searched, nor printed.
"""

from __future__ import annotations

import html as html_escapes
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from markupsafe import escape

from policydiff.clauses.definitions import Definition, find_definitions
from policydiff.clauses.references import find_references
from policydiff.clauses.terms import Use, find_uses
from policydiff.model import Clause, ClauseTree

_LONGEST = 300
"""Characters of a definition that is shown beside the text."""
_TOKEN = re.compile(
    r"<!--.*?-->|[^<]+|<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|<",
    re.DOTALL,
)
_ID = re.compile(r"\bid=\"([^\"]*)\"")
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_UNTOUCHED = frozenset({"a", "code", "pre", "script", "style", "button", "abbr", "svg", "textarea"})
"""Elements whose words are left alone."""


class Mark(NamedTuple):
    """Words of a clause that get an element around them."""

    order: tuple[str, int]
    words: str
    opening: str
    closing: str


def find_marks(tree: ClauseTree) -> Mapping[str, tuple[Mark, ...]]:
    """By anchor what is marked in the clauses of a text: references, and a term once in each section."""
    found: dict[str, list[Mark]] = {}
    for anchor, mark in chain(_references(tree), _terms(tree)):
        found.setdefault(anchor, []).append(mark)
    return {anchor: tuple(sorted(marks, key=lambda mark: mark.order)) for anchor, marks in found.items()}


def annotate_text(html: str, marks: Mapping[str, Sequence[Mark]]) -> str:
    """The HTML of a text, or of sections of it, with the references linked and the terms explained."""
    if not marks:
        return html
    wanted = {anchor: list(each) for anchor, each in marks.items()}
    written: list[str] = []
    elements: list[tuple[str, str]] = []
    for token in _TOKEN.finditer(html):
        if token["tag"] is None:
            clause = next((anchor for _, anchor in reversed(elements) if anchor), "")
            quiet = any(tag in _UNTOUCHED for tag, _ in elements)
            pending = wanted.get(clause)
            written.append(_mark_words(token[0], pending) if pending and not quiet and token[0][0] != "<" else token[0])
            continue
        written.append(token[0])
        tag = token["tag"].lower()
        if token["end"]:
            _close(elements, tag)
        elif tag not in _VOID and not token["attributes"].endswith("/"):
            elements.append((tag, _anchor(token["attributes"], wanted)))
    return "".join(written)


def _close(elements: list[tuple[str, str]], tag: str) -> None:
    """Close the innermost element of that name; what was left open inside it is closed with it."""
    for place in range(len(elements) - 1, -1, -1):
        if elements[place][0] == tag:
            del elements[place:]
            return


def _anchor(attributes: str, wanted: dict[str, list[Mark]]) -> str:
    found = _ID.search(attributes) if "pd-clause" in attributes else None
    if found is None:
        return ""
    anchor = html_escapes.unescape(found[1])
    wanted.setdefault(anchor, [])
    return anchor


def _mark_words(text: str, pending: list[Mark]) -> str:
    """Put the marks around their words in a run of text, in order; each is used once."""
    at = 0
    parts: list[str] = []
    for mark in list(pending):
        # where the source breaks a line, the HTML does as well
        escaped = re.escape(html_escapes.escape(mark.words, quote=False)).replace(r"\ ", r"\s+")
        found = re.compile(rf"(?<![\w-]){escaped}(?![\w-])").search(text, at)
        if found is None:
            continue
        pending.remove(mark)
        parts += [text[at : found.start()], mark.opening, found[0], mark.closing]
        at = found.end()
    return "".join([*parts, text[at:]])


def _references(tree: ClauseTree) -> Iterator[tuple[str, Mark]]:
    for reference in find_references(tree):
        if len(reference.anchors) != 1 or not reference.number or reference.link or reference.scope != "here":
            continue
        clause = tree.clauses[reference.clause]
        if reference.anchors[0] != clause.anchor:
            opening = f'<a class="pd-reference" href="#{escape(reference.anchors[0])}">'
            yield clause.anchor, Mark((reference.field, reference.start), reference.words, opening, "</a>")


def _terms(tree: ClauseTree) -> Iterator[tuple[str, Mark]]:
    definitions: dict[str, Definition] = {}
    for definition in find_definitions(tree):
        if definition.form != "abbreviation":
            definitions.setdefault(definition.term, definition)
    seen: set[tuple[str, int]] = set()
    explained: list[tuple[Use, str]] = []
    for term, uses in find_uses(tree, definitions).items():
        definition = definitions[term]
        meaning = escape(_short(definition.meaning))
        for use in uses:
            section = _section(tree, use.clause)
            own = use.clause == definition.clause
            if (
                own
                or use.field == "heading"
                or (term, section) in seen
                or _in_link_or_code(tree.clauses[use.clause], use)
            ):
                continue
            seen.add((term, section))
            explained.append((use, meaning))
    entered: set[int] = set()
    for use, shown in sorted(explained, key=lambda each: (each[0].clause, each[0].start)):
        chapter = _chapter(tree, use.clause)
        # one stop of the tab key for all terms of a chapter: from there the arrow keys lead on
        stop = -1 if chapter in entered else 0
        entered.add(chapter)
        opening = f'<span class="pd-term" tabindex="{stop}" aria-description="{shown}">'
        yield tree.clauses[use.clause].anchor, Mark((use.field, use.start), use.words, opening, "</span>")


def _section(tree: ClauseTree, place: int) -> int:
    """The nearest headed clause that a clause is in."""
    here: int | None = place
    while here is not None and not tree.clauses[here].heading:
        here = tree.clauses[here].parent
    return -1 if here is None else here


def _in_link_or_code(clause: Clause, use: Use) -> bool:
    """Whether a use stands where no element is put around it."""
    at = 0
    for span in clause.spans:
        if (
            at < use.end
            and use.start < at + len(span.text)
            and any(mark.kind in {"link", "code"} for mark in span.marks)
        ):
            return True
        at += len(span.text)
    return False


def _chapter(tree: ClauseTree, place: int) -> int:
    """The outermost headed clause that a clause is in, below the title of the text."""
    found = -1
    here: int | None = place
    while here is not None:
        if tree.clauses[here].heading and here > 0:
            found = here
        here = tree.clauses[here].parent
    return found


def _short(meaning: str) -> str:
    return meaning if len(meaning) <= _LONGEST else meaning[:_LONGEST].rsplit(" ", 1)[0] + " …"
