"""The text that `policydiff show` shows: found in a history, or in a file that has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from policydiff.clauses import decode_source, parse_clauses
from policydiff.cli.lookup import find_policy
from policydiff.compare.chronicle import keys_alone
from policydiff.errors import NoRepository, NotPosted, PolicyError
from policydiff.model import ClauseTree, Edition, PolicyHistory


@dataclass(frozen=True)
class Shown:
    """One text of a policy."""

    policy: str
    """Its slug; without a history the name of the file, without `.md`."""
    name: str
    """What it is called in sentences: `edition 4`, `the draft`."""
    source: str
    commit: str = ""
    edition: Edition | None = None
    history: PolicyHistory | None = None

    @cached_property
    def tree(self) -> ClauseTree:
        """The text as clauses."""
        return parse_clauses(self.source)

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The keys of the clauses by anchor; of a text that is no edition those it would have if it were posted now."""
        if self.history is None:
            return keys_alone(self.tree)
        from policydiff.compare import compile_chronicle

        editions = self.history.editions
        if self.edition:
            return compile_chronicle(self.history).keys[self.edition.number - 1]
        next_edition = replace(self.history.latest, number=len(editions) + 1, source=self.source, omitted=False)
        return compile_chronicle(replace(self.history, editions=(*editions, next_edition))).keys[-1]


def find_text(directory: Path, policy: str, edition: str) -> Shown:
    """The text that POLICY and EDITION mean.

    A file outside of every repository is shown as it is, and so is the draft of one that has not been posted. Raises
    PolicydiffError.
    """
    try:
        found = find_policy(directory, policy)
    except NoRepository:
        if edition not in ("", "draft") or not (directory / policy).is_file():
            raise
        return _read_alone(directory, policy)
    except NotPosted:
        if edition != "draft" or not (directory / policy).is_file():
            raise
        return _read_alone(directory, policy)
    chosen = found.text(edition)
    return Shown(found.history.slug, chosen.name, chosen.source, chosen.commit, chosen.edition, found.history)


def _read_alone(directory: Path, policy: str) -> Shown:
    try:
        data = (directory / policy).read_bytes()
    except OSError as error:
        raise PolicyError(f"{policy} cannot be read: {error.strerror}.") from None
    return Shown(Path(policy).stem, "the file", decode_source(data, policy))
