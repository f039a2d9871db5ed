"""Finds what POLICY and EDITION on the command line mean; shared by the sub-commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policydiff.cli.progress import tell_reading
from policydiff.cli.remarks import report_remarks
from policydiff.errors import NoCommit, NotPosted
from policydiff.history import ChosenText, Site, find_site, policy_today, read_histories, read_history, resolve_edition
from policydiff.history.reading import find_path
from policydiff.history.selection import is_markdown
from policydiff.model import PolicyHistory


@dataclass(frozen=True, slots=True)
class FoundPolicy:
    """A policy with the repository and the settings it is read with."""

    site: Site
    history: PolicyHistory

    def text(self, edition: str) -> ChosenText:
        """The text that EDITION means; the latest edition for an empty one."""
        return resolve_edition(self.history, edition, self.site.repository)

    def today(self, given: date | None) -> date:
        """The given day, else the current one in the policy's zone."""
        return policy_today(self.history, given)


def find_policy(directory: Path, name: str) -> FoundPolicy:
    """The policy that POLICY means: a slug of the site, or the path of a Markdown file in any git repository.

    Raises NotPosted where none has an edition, and what reading raises.
    """
    file = directory / name
    if is_markdown(name) or file.is_file():
        site = find_site(file.parent, directory)
        return FoundPolicy(site, _report(read_history(file, site.settings, words_of=tell_reading())))
    site = find_site(directory)
    path = find_path(site.repository, site.settings, name)
    if path is not None:
        return FoundPolicy(
            site, _report(read_history(site.repository.root / path, site.settings, words_of=tell_reading()))
        )
    histories = read_histories(site.repository.root, site.settings, words_of=tell_reading())
    for history in histories:
        if name in (history.slug, *history.former_slugs):
            return FoundPolicy(site, _report(history))
    known = ", ".join(history.slug for history in histories) or "none"
    raise NotPosted(f"There is no policy {name!r}. Known are: {known}. Or give the path of a Markdown file.")


def find_policies(directory: Path) -> tuple[Site, tuple[PolicyHistory, ...]]:
    """All policies of the site at a folder; before the first commit there is none."""
    site = find_site(directory)
    try:
        histories = read_histories(site.repository.root, site.settings, words_of=tell_reading())
    except NoCommit:
        return site, ()
    report_remarks(histories)
    return site, histories


def _report(history: PolicyHistory) -> PolicyHistory:
    report_remarks((history,))
    return history
