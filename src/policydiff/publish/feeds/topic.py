"""What an entry is about: an edition, or what an edition changed in one section."""

from __future__ import annotations

from dataclasses import dataclass

from policydiff.model import Chronicle, Comparison, Edition
from policydiff.publish.remote_links import RemoteLinks
from policydiff.publish.wording import Wording


@dataclass(frozen=True)
class Topic:
    """An edition with what it changed, and what it takes to speak of it."""

    chronicle: Chronicle
    edition: Edition
    comparison: Comparison
    """What the edition changed, or only what it changed in the section."""
    links: RemoteLinks
    wording: Wording
    section: str = ""
    """The name of the section that it is about; empty for the whole policy."""

    @property
    def is_first_text(self) -> bool:
        """Whether everything in it is new, so that counts and marks would say nothing."""
        return self.edition.number == 1 and not self.section
