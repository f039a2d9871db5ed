"""Answers about texts, kept between runs: their words, and where they link."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import TypeGuard

from policydiff.clauses import edition_words
from policydiff.history.kept import Kept, digest
from policydiff.history.links import find_targets

_BLOBS = 100_000
"""So many answers are known before those that were not asked about are forgotten."""


class KeptTexts:
    """What is asked of texts each time: their words, and where they link."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        found = kept.read("words")
        self._known: dict[str, str] = found if _is_mapping_of_text(found) else {}
        self._asked: dict[str, str] = {}
        self._new = False

    def words_of(self, blob: str, source: str) -> str:
        """A digest of the words of a text, for they are compared only; empty without words."""

        def judge() -> str:
            words = edition_words(source)
            return digest(words.encode("utf-8", "surrogatepass")) if words else ""

        return self._ask(blob, judge)

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


def _is_mapping_of_text(found: object) -> TypeGuard[dict[str, str]]:
    return isinstance(found, dict) and all(isinstance(part, str) for pair in found.items() for part in pair)
