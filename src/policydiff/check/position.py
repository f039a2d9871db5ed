"""Where the words of a clause stand in the source file: line and column, markup skipped."""

from __future__ import annotations

import html
import re
from bisect import bisect_right

from policydiff.clauses.citations import Field
from policydiff.clauses.source import cut_front_matter
from policydiff.model import ClauseTree

_SKIPPED = re.compile(
    r"\s+"
    r"|<!--.*?-->"
    r"|</?[A-Za-z](?![^<>\s]*[:@])[^<>]*>"
    r"|\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)"
    r"|\]\[[^\]]*\]"
    r"|\{[:#.][^{}]*\}"
    r"|[*_`\[\]\\|#<>]",
    re.DOTALL,
)
_BARE = re.compile(r"\]\[[^\]]*\]|[\s*_`\[\]\\|#<>]")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_FAR = 600
"""How far behind the clause before, in characters, the words of a short clause are believed to be its own."""


class Locator:
    """Finds the words of clauses in a file, one clause after the other."""

    def __init__(self, source: str, tree: ClauseTree) -> None:
        self._lines = source.split("\n")
        self._tree = tree
        self._bare, self._origins = _strip_markup(source)
        line_starts = [0]
        for line in self._lines:
            line_starts.append(line_starts[-1] + len(line) + 1)
        self._line_starts = line_starts
        self._at = self._find_clauses(cut_front_matter(source)[2])

    def _find_clauses(self, front_matter: int) -> list[int | None]:
        """Where in the bare text each clause's heading or text begins; None where it was not found."""
        cursor = self._bare_place(front_matter + 1)
        found: list[int | None] = []
        for clause in self._tree.clauses:
            words = _squeeze(clause.heading) + _squeeze(clause.text)
            at, whole = self._bare.find(words, cursor) if words else -1, len(words)
            if at < 0 and len(words) > 60:
                at, whole = self._bare.find(words[:40], cursor), 40
            expected = self._bare_place(clause.line)
            if at >= 0 and len(words) < 40 and abs(at - max(cursor, expected)) > _FAR:
                at = -1
            found.append(at if at >= 0 else None)
            if at >= 0:
                cursor = at + whole
        return found

    def _bare_place(self, line: int) -> int:
        """The first bare character on or behind a line."""
        start = self._line_starts[min(max(line, 1), len(self._lines)) - 1]
        return bisect_right(self._origins, start - 1)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_of(self, place: int) -> int:
        """The line on which a clause begins."""
        at = self._at[place]
        return self._tree.clauses[place].line if at is None else self._position(self._origins[at])[0]

    def start_of(self, place: int) -> tuple[int, int]:
        """The first line of a clause and the column at which that line begins to say something."""
        line = self.line_of(place)
        text = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return line, len(text) - len(text.lstrip()) + 1

    def locate(self, place: int, field: Field, start: int, end: int) -> tuple[int, int]:
        """The line and column of some words of a clause; the beginning of the clause where they cannot be found."""
        clause = self._tree.clauses[place]
        words = clause.heading if field == "heading" else clause.text
        sought = _squeeze(words[start:end])
        before = _squeeze(words[:start]) if field == "heading" else _squeeze(clause.heading) + _squeeze(words[:start])
        at = self._at[place]
        if at is None:
            at = self._bare_place(clause.line)
        if sought and self._bare.startswith(sought, at + len(before)):
            return self._position(self._origins[at + len(before)])
        # markup that is not understood here shifted the words: the nearest place with them
        window = len(_squeeze(clause.heading) + _squeeze(clause.text)) + _FAR
        places = (
            [match.start() for match in re.finditer(re.escape(sought), self._bare[at : at + window])] if sought else []
        )
        if not places:
            return self.start_of(place)
        nearest = min(places, key=lambda each: abs(each - len(before)))
        return self._position(self._origins[at + nearest])


def _strip_markup(source: str) -> tuple[str, list[int]]:
    """The source without markup and white space, and where in the source every character stands."""
    characters: list[str] = []
    origins: list[int] = []
    at = 0
    while at < len(source):
        skipped = _SKIPPED.match(source, at)
        if skipped:
            at = skipped.end()
            continue
        entity = _ENTITY.match(source, at) if source[at] == "&" else None
        for character in _squeeze(html.unescape(entity[0])) if entity else source[at]:
            characters.append(character)
            origins.append(at)
        at = entity.end() if entity else at + 1
    return "".join(characters), origins


def _squeeze(words: str) -> str:
    return _BARE.sub("", words)
