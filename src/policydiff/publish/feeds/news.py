"""The news of a policy: what feeds and calendars tell of it, its own and those of all policies together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from policydiff.model import PolicyHistory
from policydiff.publish.feeds.documents import Entry


@dataclass(frozen=True)
class News:
    """Everything that was posted of a policy, in words."""

    history: PolicyHistory
    titles: tuple[str, ...]
    """What the policy was called in each of its editions."""
    entries: tuple[Entry, ...]
    """One for each edition and each withdrawal, oldest first."""

    @property
    def slug(self) -> str:
        """The slug of the policy."""
        return self.history.slug

    @property
    def title(self) -> str:
        """What the policy is called now."""
        return self.titles[-1]

    def entry(self, number: int) -> Entry:
        """The entry of an edition by its number."""
        return self._by_edition[number]

    @cached_property
    def _by_edition(self) -> Mapping[object, Entry]:
        return {entry.facts["edition"]: entry for entry in self.entries if "edition" in entry.facts}
