"""What a site lays down for its policies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policydiff.model.history import EditionSource


@dataclass(frozen=True, slots=True)
class Dated:
    """A setting that holds from a day on (None: always did)."""

    value: str
    since: date | None = None


@dataclass(frozen=True)
class Settings:
    """What a site (or the command line's defaults) lays down for all its policies."""

    docs_dir: str = ""
    """The folder of the policies, relative to the root of the repository, `/`-separated, empty for the root."""
    policies: tuple[str, ...] = ()
    """Patterns below `docs_dir`; empty: every Markdown file is a policy."""
    branch: str = ""
    editions: EditionSource = "commits"
    tag_pattern: str = "*"
    notice: tuple[Dated, ...] = (Dated("the day after posting"),)
    timezone: tuple[Dated, ...] = (Dated("UTC"),)
    holidays: tuple[Dated, ...] = ()
    """The country or subdivision (`DE`, `US-CA`) whose holidays are no business days."""
