"""The messages of the commits that a merge brought in: they speak where the merge says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from policydiff.history.git import GitRepository
from policydiff.history.git_objects import Commit


class MergedMessages:
    """Finds what merges brought in; the side branches are read only when the first merge is asked about."""

    def __init__(self, repository: GitRepository, tip: str, commits: Sequence[Commit]) -> None:
        self._repository = repository
        self._tip = tip
        self._mainline = {commit.id: commit for commit in commits}

    def of(self, commit: str) -> tuple[str, ...]:
        """The messages of the commits that came in with a commit of the first-parent history, newest first."""
        if len(self._mainline[commit].parents) < 2:
            return ()
        return self._brought_in[commit]

    @cached_property
    def _brought_in(self) -> dict[str, tuple[str, ...]]:
        graph = self._repository.parents_and_messages(self._tip)
        seen = set(self._mainline)
        found = {}
        for commit in reversed(self._mainline.values()):
            messages = []
            waiting = list(reversed(commit.parents[1:]))
            while waiting:
                side = waiting.pop()
                if side in seen or side not in graph:
                    continue
                seen.add(side)
                parents, message = graph[side]
                messages.append(message)
                waiting += reversed(parents)
            found[commit.id] = tuple(messages)
        return found
