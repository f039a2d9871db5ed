"""The errors that people see: a sentence that says what is wrong, where, and what to do."""

from __future__ import annotations


class PolicydiffError(Exception):
    """Something a user can put right. The message is whole sentences, ready to be shown."""


class RepositoryError(PolicydiffError):
    """The git repository is missing, empty, incomplete or cannot be read."""


class NoRepository(RepositoryError):
    """A folder is in no git repository."""


class NoCommit(RepositoryError):
    """Nothing has been committed yet."""


class PolicyError(PolicydiffError):
    """A policy's file or one of its editions is not what it must be."""


class NotPosted(PolicyError):
    """A policy has no edition yet."""


class SettingError(PolicydiffError):
    """An option, a line of a commit message, front matter or `.record.yml` has a value that cannot be used."""


class EditionNotFound(PolicydiffError):
    """No edition answers to the number, day or revision that was asked for."""


class ClauseNotFound(PolicydiffError):
    """No clause of the edition answers to the label, anchor or key that was asked for."""
