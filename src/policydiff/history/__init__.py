"""Editions and their dates out of a git repository; the only folder that uses git."""

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
