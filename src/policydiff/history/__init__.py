"""Editions and their dates out of a git repository; the only folder that uses git."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policydiff.history.choosing import ChosenText, resolve_edition
    from policydiff.history.clock import current_instant, policy_today
    from policydiff.history.drafts import Draft, draft_of, due_if_posted, find_drafts, read_draft
    from policydiff.history.git import GitRepository
    from policydiff.history.notice import parse_notice, state_notice
    from policydiff.history.reading import read_histories, read_history
    from policydiff.history.settings import read_settings, read_today
    from policydiff.history.site import Site, find_site
    from policydiff.history.standing import edition_in_force, standing_of

__all__ = [
    "ChosenText",
    "Draft",
    "GitRepository",
    "Site",
    "current_instant",
    "draft_of",
    "due_if_posted",
    "edition_in_force",
    "find_drafts",
    "find_site",
    "parse_notice",
    "policy_today",
    "read_draft",
    "read_histories",
    "read_history",
    "read_settings",
    "read_today",
    "resolve_edition",
    "standing_of",
    "state_notice",
]

_PLACES = {
    "ChosenText": "choosing",
    "Draft": "drafts",
    "GitRepository": "git",
    "Site": "site",
    "current_instant": "clock",
    "draft_of": "drafts",
    "due_if_posted": "drafts",
    "edition_in_force": "standing",
    "find_drafts": "drafts",
    "find_site": "site",
    "parse_notice": "notice",
    "policy_today": "clock",
    "read_draft": "drafts",
    "read_histories": "reading",
    "read_history": "reading",
    "read_settings": "settings",
    "read_today": "settings",
    "resolve_edition": "choosing",
    "standing_of": "standing",
    "state_notice": "notice",
}


def __getattr__(name: str) -> object:
    """Import a module when something of it is asked for: what a command does not need it does not wait for."""
    if name not in _PLACES:
        raise AttributeError(f"{__name__} has no {name}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
