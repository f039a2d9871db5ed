"""Answers about texts, kept between runs: their words, and where they link."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeGuard

from policydiff.clauses import edition_words
from policydiff.history.kept import Kept, digest
from policydiff.history.links import find_targets
from policydiff.parallel import Crew, can_fork, count_processors

_BLOBS = 100_000
"""So many answers are known before those that were not asked about are forgotten."""
_MANY = 50
"""So many texts that nothing is known of are worth another process."""
_WORTHWHILE = 2
"""So many policies for each process."""


class KeptTexts:
    """What is asked of texts each time: their words, and where they link."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        found = kept.read("words")
        self._known: dict[str, str] = found if _is_mapping_of_text(found) else {}
        self._asked: dict[str, str] = {}
        self._new = False

    def foresee(self, texts: Mapping[str, Mapping[str, str]]) -> Crew | None:
        """Judge the texts of policies, by path and blob, with other processes, if there are many that are not known.

        Returns those who did it: each knows the sections of the policies that it read.
        """
        unknown = {
            path: {blob: source for blob, source in sources.items() if blob not in self._known}
            for path, sources in texts.items()
        }
        paths = sorted(
            (path for path in unknown if unknown[path]), key=lambda path: -sum(map(len, unknown[path].values()))
        )
        processes = count_processors()
        is_little = sum(map(len, unknown.values())) < _MANY or len(paths) < _WORTHWHILE * processes
        if is_little or processes < 2 or not can_fork():
            return None
        crew = Crew(lambda path: {blob: _judge(source) for blob, source in unknown[path].items()}, paths, processes)
        for judged in crew.answers().values():
            self._known |= judged
        self._new = True
        return crew

    def words_of(self, blob: str, source: str) -> str:
        """A digest of the words of a text, for they are compared only; empty without words."""
        return self._ask(blob, lambda: _judge(source))

    def targets_of(self, source: str) -> list[str]:
        """The targets of a text's links."""
        name = f"links {digest(source.encode('utf-8', 'surrogatepass'))}"
        found = None
        with suppress(ValueError):
            found = json.loads(self._ask(name, lambda: json.dumps(find_targets(source))))
        return found if isinstance(found, list) else find_targets(source)

    def _ask(self, name: str, find: Callable[[], str]) -> str:
        known = self._known.get(name)
        if known is None:
            known = find()
            self._new = True
        self._asked[name] = known
        return known

    def save(self) -> None:
        """Keep what is new."""
        if self._new:
            known = {**self._known, **self._asked}
            self._kept.write(known if len(known) <= _BLOBS else self._asked, "words")


def _judge(source: str) -> str:
    words = edition_words(source)
    return digest(words.encode("utf-8", "surrogatepass")) if words else ""


def _is_mapping_of_text(found: object) -> TypeGuard[dict[str, str]]:
    return isinstance(found, dict) and all(isinstance(part, str) for pair in found.items() for part in pair)
