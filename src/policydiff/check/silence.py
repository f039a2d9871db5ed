"""Comments by which an editor silences a finding, with the reason: `<!-- policydiff ignore undefined-term: law -->`.

The comment stands before the clause, in it or behind it on the same line. Without a reason it silences nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.check.finding import Finding

_COMMENT = re.compile(
    r"<!--\s*policydiff:?\s+ignore(?P<file>\s+in\s+file)?\s+(?P<rules>[a-z-]+(?:\s*,\s*[a-z-]+)*)\s*"
    r"(?::\s*(?P<reason>.*?))?\s*-->",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Silence:
    """One such comment."""

    rules: frozenset[str]
    reason: str
    line: int
    """The line on which the comment begins."""
    column: int
    first: int
    last: int
    """The lines whose findings it silences."""

    def covers(self, finding: Finding) -> bool:
        """Whether it silences that finding."""
        return bool(self.reason) and finding.rule in self.rules and self.first <= finding.line <= self.last


def read_silences(lines: tuple[str, ...], starts: Iterable[int]) -> tuple[Silence, ...]:
    """The comments of a file; `starts` are the first lines of its clauses."""
    source = "\n".join(lines)
    begins = sorted(set(starts))
    return tuple(_silences(source, begins, len(lines)))


def _silences(source: str, begins: list[int], count: int) -> Iterator[Silence]:
    for match in _COMMENT.finditer(source):
        line = source.count("\n", 0, match.start()) + 1
        last = source.count("\n", 0, match.end()) + 1
        column = match.start() - (source.rfind("\n", 0, match.start()) + 1) + 1
        rules = frozenset(re.split(r"\s*,\s*", match["rules"]))
        reason = " ".join((match["reason"] or "").split())
        if match["file"]:
            yield Silence(rules, reason, line, column, 1, count)
            continue
        alone = not source[source.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        alone = alone and not source[match.end() : (source + "\n").find("\n", match.end())].strip()
        following = [start for start in begins if start > last]
        if alone and following:
            # on lines of its own it belongs to the clause that follows
            first = following[0]
            end = following[1] - 1 if len(following) > 1 else count
        else:
            first = max((start for start in begins if start <= line), default=line)
            end = following[0] - 1 if following else count
        yield Silence(rules, reason, line, column, first, max(end, last))
