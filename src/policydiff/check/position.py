"""Where the words of a clause stand in the source file: line and column, markup skipped."""

from __future__ import annotations

import html
import re

from policydiff.clauses.references import Field
from policydiff.model import ClauseTree

_SKIPPED = re.compile(
    r"\s+"
    r"|<!--.*?-->"
    r"|</?[A-Za-z][^<>]*>"
    r"|\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)"
    r"|\]\[[^\]]*\]"
    r"|\{[:#.][^{}]*\}"
    r"|[*_`\[\]\\|#>]",
    re.DOTALL,
)
_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


class Locator:
    """Finds the words of clauses in the lines of a file."""

    def __init__(self, lines: tuple[str, ...], tree: ClauseTree) -> None:
        self._lines = lines
        self._tree = tree
        self._bare: dict[int, tuple[str, list[tuple[int, int]]]] = {}
        starts = [clause.line for clause in tree.clauses]
        self._ends = [min((s for s in starts[place + 1 :] if s > start), default=len(lines) + 1)
                      for place, start in enumerate(starts)]  # fmt: skip

    def start_of(self, place: int) -> tuple[int, int]:
        """The first line of a clause and the column at which that line begins to say something."""
        line = self._tree.clauses[place].line
        return line, self.indent_of(line)

    def indent_of(self, line: int) -> int:
        """The column of the first character of a line that is not white space."""
        text = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return len(text) - len(text.lstrip()) + 1

    def locate(self, place: int, field: Field, start: int, end: int) -> tuple[int, int]:
        """The line and column of some words of a clause; the beginning of the clause where they cannot be found."""
        clause = self._tree.clauses[place]
        before = clause.heading[:start] if field == "heading" else f"{clause.heading} {clause.text[:start]}"
        words = (clause.heading if field == "heading" else clause.text)[start:end]
        sought = _squeeze(words)
        if not sought:
            return self.start_of(place)
        bare, origins = self._bare_source(place)
        earlier = _count(_squeeze(f"{before} {words}"), sought) - 1
        at = -1
        for _ in range(max(earlier, 0) + 1):
            following = bare.find(sought, at + 1)
            if following < 0:
                break
            at = following
        return origins[at] if at >= 0 else self.start_of(place)

    def _bare_source(self, place: int) -> tuple[str, list[tuple[int, int]]]:
        """The source of a clause without markup and white space, with the line and column of every character."""
        if place not in self._bare:
            first = self._tree.clauses[place].line
            source = "\n".join(self._lines[first - 1 : self._ends[place] - 1])
            characters: list[str] = []
            origins: list[tuple[int, int]] = []
            line, line_start, at = first, 0, 0
            while at < len(source):
                skipped = _SKIPPED.match(source, at)
                entity = None if skipped else _ENTITY.match(source, at)
                stop = (skipped or entity).end() if skipped or entity else at + 1  # type: ignore[union-attr]
                if not skipped:
                    shown = html.unescape(entity[0]) if entity else source[at]
                    for character in shown.translate(_FOLDED):
                        characters.append(character)
                        origins.append((line, at - line_start + 1))
                for newline in re.finditer("\n", source[at:stop]):
                    line, line_start = line + 1, at + newline.end()
                at = stop
            self._bare[place] = "".join(characters), origins
        return self._bare[place]


def _squeeze(words: str) -> str:
    return re.sub(r"[\s*_`\[\]\\|#>]", "", words.translate(_FOLDED))


def _count(words: str, sought: str) -> int:
    """How often something occurs, overlaps included."""
    count = at = 0
    while (at := words.find(sought, at)) >= 0:
        count, at = count + 1, at + 1
    return count
