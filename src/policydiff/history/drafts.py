"""Texts that are not posted: what the working tree holds, and from when it would apply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from policydiff.clauses import edition_words
from policydiff.errors import PolicyError
from policydiff.history.due import Due, find_due_day
from policydiff.history.git import GitRepository
from policydiff.history.selection import check_addresses, is_policy, slug_of
from policydiff.history.statements import new_effective, read_own_settings
from policydiff.history.texts import decode_text, read_front_matter, says_no_policy
from policydiff.model import PolicyHistory, Settings

DraftState = Literal["posted", "markup", "changed", "new", "deleted", "no policy", "withdrawn"]
"""The working tree against the latest edition: the same text, the same words, other words, a policy that was never
posted, a file that is gone, one that says `policy: false` now, and one whose policy is withdrawn already."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a policy in the working tree."""

    policy: str
    path: str
    state: DraftState
    source: str
    """Empty where the file is gone."""
    history: PolicyHistory | None
    """None for a policy that was never posted."""

    @property
    def makes_edition(self) -> bool:
        """Whether posting it would make a new edition."""
        return self.state in ("changed", "new")


def read_draft(repository: GitRepository, path: str) -> str:
    """The text of a policy in the working tree, read as a file. Raises PolicyError where there is none."""
    if repository.bare:
        raise PolicyError(f"{repository.root} is a bare repository: there is no working tree, and so no draft.")
    file = repository.root / path
    if file.is_symlink() or not file.resolve().is_relative_to(repository.root.resolve()):
        raise PolicyError(f"{path} is a symbolic link: a policy must be a file with its text in it.")
    if file.exists() and not file.is_file():
        raise PolicyError(f"{path} is no file: a policy must be a file with its text in it.")
    try:
        return decode_text(file.read_bytes(), path)
    except FileNotFoundError:
        raise PolicyError(f"{path} is not in the working tree: there is no draft of it.") from None
    except OSError as error:
        raise PolicyError(f"{path} cannot be read: {error.strerror}.") from None


def find_drafts(repository: GitRepository, histories: Sequence[PolicyHistory], settings: Settings) -> tuple[Draft, ...]:
    """The working tree's text of every policy, of those never posted too, in the order of their slugs.

    Raises PolicyError for a file that cannot be a policy.
    """
    if repository.bare:
        raise PolicyError(f"{repository.root} is a bare repository: there is no working tree, and so no draft.")
    files = [path for path in repository.working_files() if (repository.root / path).exists()]
    chosen = [path for path in files if is_policy(path, files, settings)]
    check_addresses(chosen, settings.docs_dir)
    return tuple(sorted(_drafts(repository, histories, settings, chosen), key=lambda draft: draft.policy))


def draft_of(repository: GitRepository, history: PolicyHistory) -> Draft:
    """The working tree's text of one policy."""
    file = repository.root / history.path
    if not repository.bare and not file.exists() and not file.is_symlink():
        return _without_text(repository, history)
    return _with_text(history, history.path, read_draft(repository, history.path))


def due_if_posted(draft: Draft, settings: Settings, instant: datetime) -> Due:
    """From when a draft applies if it is posted at an instant."""
    editions = draft.history.editions if draft.history else ()
    withdrawals = draft.history.withdrawals if draft.history else ()
    front = read_front_matter(draft.source, draft.path, whole=True)
    own_rule, own_timezone = read_own_settings(front, settings, instant, draft.path)
    before = editions[-1].source if editions else ""
    return find_due_day(editions, withdrawals, instant, own_rule, own_timezone, new_effective(front, before))


def _drafts(
    repository: GitRepository, histories: Sequence[PolicyHistory], settings: Settings, chosen: Sequence[str]
) -> Iterator[Draft]:
    known = {history.slug: history for history in histories}
    for path in chosen:
        slug = slug_of(path, settings.docs_dir) or path
        history = known.pop(slug, None)
        source = read_draft(repository, path)
        if history:
            yield _with_text(history, path, source)
        elif not says_no_policy(source):
            yield Draft(slug, path, "new", source, None)
    for history in known.values():
        yield _without_text(repository, history)


def _with_text(history: PolicyHistory, path: str, source: str) -> Draft:
    if says_no_policy(source):
        return Draft(history.slug, path, "withdrawn" if history.withdrawn else "no policy", "", history)
    return Draft(history.slug, path, _compare(history, source), source, history)


def _without_text(repository: GitRepository, history: PolicyHistory) -> Draft:
    if not history.withdrawn and repository.is_left_out(history.path):
        return Draft(history.slug, history.path, "posted", history.latest_source, history)
    return Draft(history.slug, history.path, "withdrawn" if history.withdrawn else "deleted", "", history)


def _compare(history: PolicyHistory, source: str) -> DraftState:
    if history.withdrawn:
        return "changed"
    if source == history.latest_source:
        return "posted"
    return "markup" if edition_words(source) == edition_words(history.latest_source) else "changed"
