"""With `editions: tags`: which tags post, and the steps as they posted them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from policydiff.history.editions import Step
from policydiff.history.git_objects import Commit, Tag


def posting_tags(tags: Iterable[Tag], pattern: str, commits: Sequence[Commit]) -> tuple[list[Tag], list[str]]:
    """The tags that post, in the order of the history (newest first in `commits`), and a remark for each that cannot.

    `tags` come in the order of their dates; of several on one commit the earliest posts.
    """
    order = {commit.id: place for place, commit in enumerate(reversed(commits))}
    found: dict[str, Tag] = {}
    remarks = []
    for tag in tags:
        if not fnmatchcase(tag.name, pattern):
            continue
        if tag.commit in order:
            found.setdefault(tag.commit, tag)
        else:
            remarks.append(
                f"The tag {tag.name!r} posts nothing: its commit {tag.commit[:9]} is not in the first-parent history "
                "of the publishing branch."
            )
    return sorted(found.values(), key=lambda tag: order[tag.commit]), remarks


def post_by_tags(
    steps: Sequence[Step], tags: Sequence[Tag], commits: Sequence[Commit], merged: Callable[[str], tuple[str, ...]]
) -> list[Step]:
    """The steps as the tags posted them: for each tag the last one up to its commit, if there is one since the last.

    `merged` gives the messages of the commits that a commit brought in.
    """
    order = {commit.id: place for place, commit in enumerate(reversed(commits))}
    by_id = {commit.id: commit for commit in commits}
    left = list(steps)
    found = []
    for tag in tags:
        taken = []
        while left and order[left[0].commit] <= order[tag.commit]:
            taken.append(left.pop(0))
        if taken:
            messages = tuple(text for step in taken for text in (step.message, *merged(step.commit)))
            found.append(
                replace(
                    taken[-1], commit=tag.commit, committed=by_id[tag.commit].committed, message=tag.message,
                    merged=messages, tag=tag.name, tagged=tag.tagged,
                )
            )  # fmt: skip
    return found
