"""Reads policies with all their editions out of a repository: the one place where git, texts and rules meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from policydiff.clauses import edition_words
from policydiff.errors import NotPosted, PolicyError, RepositoryError, SettingError
from policydiff.history.dates import date_editions
from policydiff.history.editions import Outline, Step, find_editions
from policydiff.history.git import Commit, GitRepository, Tag, TreeEntry
from policydiff.history.lineage import REGULAR, Lineage, Posting, trace
from policydiff.history.links import changed_links
from policydiff.history.merges import MergedMessages
from policydiff.history.message import read_statement
from policydiff.history.record import FILE, Entry, combine_records
from policydiff.history.selection import check_addresses, is_policy, slug_of
from policydiff.history.texts import decode_text, says_no_policy
from policydiff.model import Edition, PolicyHistory, Settings, Withdrawal

WordsOf = Callable[[str, str], str]
"""From a blob's id and its text to its words: the place for a cache that lasts."""


@dataclass(frozen=True)
class _Sources:
    """What all policies of a repository share while they are read."""

    repository: GitRepository
    branch: str
    tip: str
    commits: Sequence[Commit]
    files: Sequence[TreeEntry]


def judge_words(blob: str, source: str) -> str:  # noqa: ARG001  the id is for those who cache
    """The words of a text, by the fixed profile of Markdown."""
    return edition_words(source)


def read_histories(
    repository: Path, settings: Settings, *, words_of: WordsOf = judge_words, now: datetime | None = None
) -> tuple[PolicyHistory, ...]:
    """All policies of a site with their editions, withdrawn ones too, in the order of their slugs.

    `repository` is any folder in it. A policy without a posted text is left out. Nothing posted can be later than
    `now`, by default the clock's. Raises RepositoryError, PolicyError, SettingError.
    """
    sources = _open(repository, settings)
    entries = {entry.path: entry for entry in sources.files}
    chosen = [path for path in entries if is_policy(path, entries, settings)]
    for path in chosen:
        _check_plain(entries[path])
    lineages = trace(sources.commits, entries, chosen, lambda path, files: is_policy(path, files, settings))
    record = _read_record(sources, settings)
    histories = _compile(sources, lineages, settings, record, words_of, now)
    check_addresses([history.path for history in histories if history.path in entries], settings.docs_dir)
    _check_record(record, histories, settings)
    # What is there comes first, then what was withdrawn last: it has the address.
    by_slug: dict[str, PolicyHistory] = {}
    for history in histories:
        by_slug.setdefault(history.slug, history)
    return tuple(_without_taken(by_slug[slug], by_slug) for slug in sorted(by_slug))


def read_history(
    file: Path, settings: Settings, *, words_of: WordsOf = judge_words, now: datetime | None = None
) -> PolicyHistory:
    """One Markdown file of any repository with its editions; the file may have been deleted or renamed since.

    Raises RepositoryError, PolicyError, SettingError.
    """
    sources = _open(file.parent, settings)
    path = path_in(sources.repository, file)
    entries = {entry.path: entry for entry in sources.files}
    if path in entries:
        _check_plain(entries[path])
    lineages = trace(sources.commits, entries, [path] if path in entries else [], lambda deleted, _: deleted == path)
    if not lineages:
        where = f"the history of {sources.branch or 'HEAD'} in {sources.repository.root}"
        if file.is_file():
            raise NotPosted(f"{path} is not in {where}: it has no edition yet. Commit it there to post it.")
        raise NotPosted(f"There is no {path}, neither as a file nor in {where}.")
    moved = lineages[0].postings[-1].moved_to
    if moved:
        return read_history(sources.repository.root / moved, settings, words_of=words_of, now=now)
    record = _read_record(sources, settings)
    histories = _compile(sources, lineages[:1], settings, record, words_of, now, is_asked_for=True)
    if not histories:
        raise NotPosted(f"{path} has no edition: no commit of it has a word in it. Write its text and commit it.")
    return histories[0]


def find_path(repository: GitRepository, settings: Settings, slug: str) -> str | None:
    """The path of the policy with a slug at the newest posted commit; None when there is none."""
    files = {entry.path for entry in repository.tree(repository.publishing_branch(settings.branch)[1])}
    found = [path for path in files if slug_of(path, settings.docs_dir) == slug and is_policy(path, files, settings)]
    check_addresses(found, settings.docs_dir)
    return found[0] if found else None


def path_in(repository: GitRepository, file: Path) -> str:
    """The path of a file within its repository, `/`-separated; of a symbolic link its own, not that of its target."""
    absolute = file.parent.resolve() / file.name
    root = repository.root.resolve()
    if not absolute.is_relative_to(root):
        raise RepositoryError(f"{file} is outside of the repository {root}.")
    return absolute.relative_to(root).as_posix()


def _open(folder: Path, settings: Settings) -> _Sources:
    repository = GitRepository.find(folder)
    branch, tip = repository.publishing_branch(settings.branch)
    return _Sources(repository, branch, tip, repository.log(tip), repository.tree(tip))


def _check_plain(entry: TreeEntry) -> None:
    if any("\udc80" <= letter <= "\udcff" for letter in entry.path):
        shown = entry.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        raise PolicyError(f"The name of {shown} is not valid UTF-8: rename the file.")
    if entry.mode not in REGULAR:
        kind = "a symbolic link" if entry.mode == "120000" else "a submodule"
        raise PolicyError(f"{entry.path} is {kind}: a policy must be a file with its text in it.")


def _without_taken(history: PolicyHistory, by_slug: Mapping[str, PolicyHistory]) -> PolicyHistory:
    """A former slug that another policy has by now leads nowhere else."""
    return replace(history, former_slugs=tuple(slug for slug in history.former_slugs if slug not in by_slug))


def _compile(
    sources: _Sources,
    lineages: Sequence[Lineage],
    settings: Settings,
    record: Sequence[Entry],
    words_of: WordsOf,
    now: datetime | None,
    *,
    is_asked_for: bool = False,
) -> list[PolicyHistory]:
    steps = _Steps(sources, words_of, lineages, is_asked_for=is_asked_for)
    tags = _tags(sources, settings) if settings.editions == "tags" else None
    merged = MergedMessages(sources.repository, sources.tip, sources.commits)
    found = []
    for lineage in lineages:
        taken = steps.of(lineage)
        if tags is not None:
            taken = _under_tags(taken, tags, sources.commits, merged)
        history = _history(lineage, taken, settings, record, merged, now or datetime.now(UTC))
        if history:
            found.append(history)
    return found


def _history(
    lineage: Lineage,
    steps: Sequence[Step],
    settings: Settings,
    record: Sequence[Entry],
    merged: MergedMessages,
    now: datetime,
) -> PolicyHistory | None:
    outline = find_editions(steps)
    if not outline.editions:
        return None
    path = lineage.path
    slug = slug_of(path, settings.docs_dir) or slug_of(path, "") or path
    with_merged = [
        replace(found, step=replace(found.step, merged=found.step.merged or merged.of(found.step.commit)))
        for found in outline.editions
    ]
    editions, remarks = date_editions(slug, with_merged, settings, record, now)
    former = [slug_of(step.path, settings.docs_dir) for step in steps if step.source is not None]
    slugs = [old for old in dict.fromkeys(former) if old is not None]
    newest = next((step.source for step in reversed(steps) if step.source is not None), "")
    if editions[-1].omitted and steps[-1].source is not None:
        raise PolicyError(
            f"{path}: its latest edition is omitted by .record.yml, but its text is still in the file. "
            "Post the text that is to be shown instead."
        )
    return PolicyHistory(
        slug=slug,
        path=path,
        first_slug=slugs[0] if slugs else slug,
        former_slugs=tuple(old for old in slugs if old != slug),
        editions=editions,
        withdrawals=tuple(
            Withdrawal(step.commit, _withdrawn(step, merged), after) for step, after in outline.withdrawals
        ),
        latest_source="" if editions[-1].omitted else newest,
        link_changes=_link_changes(outline, editions),
        remarks=remarks,
    )


def _withdrawn(step: Step, merged: MergedMessages) -> datetime:
    messages = step.merged or merged.of(step.commit)
    said = read_statement(f"Commit {step.commit[:9]}", step.message, messages, frozenset({"effective", "change"}))
    return step.tagged or said.posted or step.committed


def _link_changes(outline: Outline, editions: Sequence[Edition]) -> tuple[tuple[int, str, str, str], ...]:
    return tuple(
        (number, after.commit, old, new)
        for before, after, number in outline.retouched
        if not editions[number - 1].omitted
        for old, new in changed_links(before.source or "", after.source or "")
    )


class _Steps:
    """Turns lineages into steps; every blob is read and judged once."""

    def __init__(
        self, sources: _Sources, words_of: WordsOf, lineages: Iterable[Lineage], *, is_asked_for: bool
    ) -> None:
        self._words_of = words_of
        self._is_asked_for = is_asked_for
        postings = [posting for lineage in lineages for posting in lineage.postings]
        wanted = (posting.blob for posting in postings if posting.blob and posting.mode in REGULAR)
        self._data = dict(sources.repository.blobs(wanted))
        self._texts: dict[str, str] = {}
        self._words: dict[str, str] = {}

    def of(self, lineage: Lineage) -> list[Step]:
        """The steps of a lineage, oldest first. What was a symbolic link for a time made no step."""
        plain = [posting for posting in lineage.postings if posting.blob is None or posting.mode in REGULAR]
        last = plain[-1] if plain else None
        shows_all = self._is_asked_for and last is not None and self._is_no_policy(last, newest=True)
        return [self._step(posting, newest=posting is last, shows_all=shows_all) for posting in plain]

    def _is_no_policy(self, posting: Posting, *, newest: bool) -> bool:
        return posting.blob is not None and says_no_policy(self._text(posting, newest=newest))

    def _step(self, posting: Posting, *, newest: bool, shows_all: bool) -> Step:
        commit = posting.commit
        is_text = posting.blob is not None and (shows_all or not self._is_no_policy(posting, newest=newest))
        return Step(
            commit.id,
            commit.committed,
            posting.path,
            self._text(posting, newest=newest) if is_text else None,
            self._judge(posting, newest=newest) if is_text else "",
            commit.message,
            commit.parents,
        )

    def _text(self, posting: Posting, *, newest: bool) -> str:
        blob = posting.blob or ""
        if newest or blob not in self._texts:
            where = f"{posting.path} in commit {posting.commit.id[:9]}"
            self._texts[blob] = decode_text(self._data[blob], where, newest=newest)
        return self._texts[blob]

    def _judge(self, posting: Posting, *, newest: bool) -> str:
        blob = posting.blob or ""
        if blob not in self._words:
            self._words[blob] = self._words_of(blob, self._text(posting, newest=newest))
        return self._words[blob]


def _tags(sources: _Sources, settings: Settings) -> list[Tag]:
    """The tags that make editions, in the order of the history; of several on one commit the earliest."""
    order = {commit.id: place for place, commit in enumerate(reversed(sources.commits))}
    found: dict[str, Tag] = {}
    for tag in sources.repository.tags():
        if tag.commit in order and fnmatchcase(tag.name, settings.tag_pattern):
            found.setdefault(tag.commit, tag)
    return sorted(found.values(), key=lambda tag: order[tag.commit])


def _under_tags(
    steps: Sequence[Step], tags: Sequence[Tag], commits: Sequence[Commit], merged: MergedMessages
) -> list[Step]:
    """The steps as the tags posted them: for each tag the last one up to its commit, if there is one since the last."""
    order = {commit.id: place for place, commit in enumerate(reversed(commits))}
    committed = {commit.id: commit.committed for commit in commits}
    left = list(steps)
    found = []
    for tag in tags:
        taken = []
        while left and order[left[0].commit] <= order[tag.commit]:
            taken.append(left.pop(0))
        if taken:
            messages = tuple(text for step in taken for text in (step.message, *merged.of(step.commit)))
            found.append(
                replace(
                    taken[-1], commit=tag.commit, committed=committed[tag.commit], message=tag.message,
                    merged=messages, tag=tag.name, tagged=tag.tagged,
                )
            )  # fmt: skip
    return found


def _read_record(sources: _Sources, settings: Settings) -> tuple[Entry, ...]:
    path = f"{settings.docs_dir}/{FILE}" if settings.docs_dir else FILE
    files = {entry.path for entry in sources.files}
    if path not in files:
        return ()
    [lineage] = trace(sources.commits, files, [path], lambda _path, _files: False)
    data = dict(sources.repository.blobs(posting.blob for posting in lineage.postings if posting.blob))
    versions = [
        (data[posting.blob].decode("utf-8", "replace") if posting.blob else "", posting.commit.committed)
        for posting in lineage.postings
    ]
    entries = combine_records(versions, path)
    known = [commit.id for commit in sources.commits]
    for entry in entries:
        matches = sum(commit.startswith(entry.commit) for commit in known)
        if entry.value is not None and matches != 1:
            raise SettingError(
                f"{path}: {entry.commit} is {'no commit' if not matches else 'the beginning of several commits'} of "
                f"the branch {sources.branch or 'HEAD'}. Write the id of the commit that made the edition."
            )
    return entries


def _check_record(record: Sequence[Entry], histories: Sequence[PolicyHistory], settings: Settings) -> None:
    made = [(edition.commit, history.slug) for history in histories for edition in history.editions]
    for entry in record:
        if entry.value is not None and not any(
            commit.startswith(entry.commit) and entry.policy in ("", slug) for commit, slug in made
        ):
            about = f" of the policy {entry.policy!r}" if entry.policy else ""
            path = f"{settings.docs_dir}/{FILE}".lstrip("/")
            raise SettingError(f"{path}: commit {entry.commit} made no edition{about}, so there is nothing to correct.")
