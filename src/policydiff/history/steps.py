"""From lineages to steps: every text is read and its words are judged, each only once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policydiff.clauses import edition_words
from policydiff.history.editions import Step
from policydiff.history.git import GitRepository
from policydiff.history.lineage import REGULAR, Lineage, Posting
from policydiff.history.texts import decode_old_text, decode_text, says_no_policy

WordsOf = Callable[[str, str], str]
"""From a blob's id and its text to its words: the place for a cache that lasts."""


def judge_words(blob: str, source: str) -> str:  # noqa: ARG001  the id is for those who cache
    """The words of a text, by the fixed profile of Markdown."""
    return edition_words(source)


class StepReader:
    """Turns the lineages of a repository into steps."""

    def __init__(
        self, repository: GitRepository, lineages: Sequence[Lineage], words_of: WordsOf, *, is_asked_for: bool
    ) -> None:
        self._words_of = words_of
        self._is_asked_for = is_asked_for
        """Whether somebody named the file, so that it is read even if it says `policy: false` now."""
        followed = [_plain(lineage) for lineage in lineages]
        newest = {postings[-1].blob for postings in followed if postings}
        self._texts: dict[str, str] = {}
        self._newest: dict[str, bytes] = {}
        self._words: dict[str, str] = {}
        for blob, data in repository.blobs(
            posting.blob for postings in followed for posting in postings if posting.blob
        ):
            self._texts[blob] = decode_old_text(data)
            if blob in newest:
                self._newest[blob] = data

    def steps_of(self, lineage: Lineage) -> list[Step]:
        """The steps of a lineage, oldest first. What was a symbolic link for a time made no step.

        Raises PolicyError when its newest text cannot be read.
        """
        postings = _plain(lineage)
        if not postings:
            return []
        newest = postings[-1]
        if newest.blob:
            decode_text(self._newest[newest.blob], f"{newest.path} in commit {newest.commit.id[:9]}")
        shows_all = self._is_asked_for and self._is_no_policy(newest)
        return [self._step(posting, shows_all=shows_all) for posting in postings]

    def _is_no_policy(self, posting: Posting) -> bool:
        return posting.blob is not None and says_no_policy(self._texts[posting.blob])

    def _step(self, posting: Posting, *, shows_all: bool) -> Step:
        commit = posting.commit
        blob = posting.blob if shows_all or not self._is_no_policy(posting) else None
        return Step(
            commit.id,
            commit.committed,
            posting.path,
            self._texts[blob] if blob else None,
            self._judge(blob) if blob else "",
            commit.message,
        )

    def _judge(self, blob: str) -> str:
        if blob not in self._words:
            self._words[blob] = self._words_of(blob, self._texts[blob])
        return self._words[blob]


def _plain(lineage: Lineage) -> list[Posting]:
    return [posting for posting in lineage.postings if posting.blob is None or posting.mode in REGULAR]
