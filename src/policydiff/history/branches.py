"""The branch on which a commit posts."""

from __future__ import annotations

from policydiff.errors import NoCommit, RepositoryError
from policydiff.history.git import GitRepository


def find_publishing_branch(repository: GitRepository, configured: str = "") -> tuple[str, str]:
    """The publishing branch and the id of its newest commit.

    It is the configured one; else the one that `origin/HEAD` names; else the one checked out, a detached head
    counting as itself. The local branch goes before that of `origin`.
    """
    named = configured
    if not named:
        origin = _read_symbolic(repository, "refs/remotes/origin/HEAD")
        named = origin.removeprefix("refs/remotes/origin/")
    if named:
        for reference in (f"refs/heads/{named}", f"refs/remotes/origin/{named}"):
            if commit := repository.commit_of(reference):
                return named, commit
        raise RepositoryError(_say_missing(repository, named, is_configured=bool(configured)))
    commit = repository.commit_of("HEAD")
    if not commit and _is_empty(repository):
        raise NoCommit(f"There is no commit yet in {repository.root}: commit the policies to post them.")
    return _read_symbolic(repository, "HEAD").removeprefix("refs/heads/"), commit or ""


def _is_empty(repository: GitRepository) -> bool:
    """Whether nothing has been committed yet on the branch that is checked out."""
    try:
        repository.run("log", "-1", "--format=")
    except RepositoryError as error:
        if "does not have any commits yet" in str(error):
            return True
        raise
    return False


def _say_missing(repository: GitRepository, named: str, *, is_configured: bool) -> str:
    if is_configured:
        return (
            f"There is no branch {named!r} in {repository.root}, which the option `branch` names. Fetch it with "
            f"`git fetch origin {named}:refs/remotes/origin/{named}`, or correct the option."
        )
    return (
        f"`origin/HEAD` names the branch {named!r}, which is not in {repository.root}. Run "
        "`git remote set-head origin --auto`, or name the publishing branch with the option `branch`."
    )


def _read_symbolic(repository: GitRepository, name: str) -> str:
    try:
        return repository.run("symbolic-ref", "--quiet", name).decode("utf-8", "surrogateescape").strip()
    except RepositoryError:
        return ""
