"""Which text is meant: an edition number, a day, `draft` or a git revision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from policydiff.errors import EditionNotFound, PolicyError
from policydiff.history.drafts import read_draft
from policydiff.history.git import GitRepository
from policydiff.history.standing import edition_in_force
from policydiff.history.texts import decode_old_text, is_pointer, state_pointer
from policydiff.model import Edition, PolicyHistory

_NUMBER = re.compile(r"[0-9]+")
_LONGEST_NUMBER = 100
"""Digits; an abbreviated id of a commit is shorter."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class ChosenText:
    """One text of a policy, as somebody asked for it."""

    name: str
    """What it is called in sentences: `edition 4`, `the draft`, `revision 1a2b3c4d5`."""
    source: str
    edition: Edition | None = None
    """The edition, where the text is one."""
    commit: str = ""
    """The commit it is from; empty for a draft."""


def resolve_edition(history: PolicyHistory, text: str, repository: GitRepository | None = None) -> ChosenText:
    """The text that EDITION means: a number, an ISO date (the edition in force that day), `draft`, a revision.

    An empty text means the latest edition. Drafts and revisions need the repository. Raises EditionNotFound,
    PolicyError, RepositoryError.
    """
    if not text:
        return _as_text(history.latest)
    if text == "draft":
        if repository is None:
            raise EditionNotFound("There is no draft without a repository.")
        return ChosenText("the draft", read_draft(repository, history.path))
    if _NUMBER.fullmatch(text):
        return _by_number(history, text)
    if _DAY.fullmatch(text):
        return _by_day(history, text)
    revision = text.removeprefix("rev:")
    if repository is None:
        raise EditionNotFound(f"{text!r} is no edition of {history.slug!r}.")
    return _by_revision(history, revision, repository)


def _as_text(edition: Edition) -> ChosenText:
    if edition.omitted:
        raise EditionNotFound(
            f"Edition {edition.number} of {edition.policy!r} is omitted from the record: its text is not shown."
        )
    return ChosenText(f"edition {edition.number}", edition.source, edition, edition.commit)


def _by_number(history: PolicyHistory, text: str) -> ChosenText:
    if len(text) > _LONGEST_NUMBER or not 1 <= int(text) <= len(history.editions):
        hint = f" For a git revision, write rev:{text}." if len(text) >= 4 else ""
        raise EditionNotFound(
            f"There is no edition {text} of {history.slug!r}: it has {_count(len(history.editions))}.{hint}"
        )
    return _as_text(history.editions[int(text) - 1])


def _by_day(history: PolicyHistory, text: str) -> ChosenText:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise EditionNotFound(f"{text} is no day of the calendar.") from None
    edition = edition_in_force(history, day)
    if edition:
        return _as_text(edition)
    first = min(edition.effective for edition in history.editions)
    if day < first:
        raise EditionNotFound(f"No edition of {history.slug!r} is recorded before {first}.")
    raise EditionNotFound(f"No edition of {history.slug!r} was in force on {day}: it had been withdrawn.")


def _by_revision(history: PolicyHistory, revision: str, repository: GitRepository) -> ChosenText:
    paths = dict.fromkeys([history.path, *(edition.path for edition in reversed(history.editions))])
    commit, path, data = repository.text_of_revision(revision, paths)
    edition = next((edition for edition in history.editions if edition.commit == commit), None)
    if edition:
        return _as_text(edition)
    source = decode_old_text(data)
    if is_pointer(source):
        raise PolicyError(state_pointer(f"{path} in {revision}"))
    return ChosenText(f"revision {commit[:9]}", source, None, commit)


def _count(editions: int) -> str:
    return "one edition" if editions == 1 else f"{editions} editions"
