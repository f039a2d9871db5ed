"""Reads policies with all their editions out of a repository: the one place where git, texts and rules meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from policydiff.errors import NotPosted, PolicyError, RepositoryError
from policydiff.history.branches import find_publishing_branch
from policydiff.history.dates import date_outline
from policydiff.history.editions import Outline, Step, find_editions
from policydiff.history.git import GitRepository
from policydiff.history.git_objects import Commit, Tag, TreeEntry
from policydiff.history.lineage import REGULAR, Lineage, trace
from policydiff.history.links import TargetsOf, changed_links, find_targets
from policydiff.history.merges import MergedMessages
from policydiff.history.message import clean_text
from policydiff.history.record import Record, collect_record, record_path
from policydiff.history.selection import check_addresses, is_policy, slug_of
from policydiff.history.steps import StepReader, WordsOf, judge_words
from policydiff.history.tags import post_by_tags, posting_tags
from policydiff.history.texts import is_pointer, state_pointer
from policydiff.model import Edition, PolicyHistory, Settings


@dataclass(frozen=True)
class _Sources:
    """What all policies of a repository share while they are read."""

    repository: GitRepository
    branch: str
    tip: str
    commits: Sequence[Commit]
    files: Sequence[TreeEntry]


def read_histories(
    repository: Path,
    settings: Settings,
    *,
    words_of: WordsOf = judge_words,
    targets_of: TargetsOf = find_targets,
    now: datetime | None = None,
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
    histories = _compile(sources, lineages, settings, record, words_of, targets_of, now)
    check_addresses([history.path for history in histories if history.path in entries], settings.docs_dir)
    record.check_subjects(histories, record_path(settings))
    # What is there comes first, then what was withdrawn last: it has the address.
    by_slug: dict[str, PolicyHistory] = {}
    for history in histories:
        by_slug.setdefault(history.slug, history)
    return tuple(_without_taken(by_slug[slug], by_slug) for slug in sorted(by_slug))


def read_history(
    file: Path,
    settings: Settings,
    *,
    words_of: WordsOf = judge_words,
    targets_of: TargetsOf = find_targets,
    now: datetime | None = None,
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
        return read_history(
            sources.repository.root / moved, settings, words_of=words_of, targets_of=targets_of, now=now
        )
    record = _read_record(sources, settings)
    histories = _compile(sources, lineages[:1], settings, record, words_of, targets_of, now, is_asked_for=True)
    if not histories and settings.editions == "tags":
        raise NotPosted(
            f"{path} has no edition: no annotated tag that matches {settings.tag_pattern!r} has posted it yet. Tag the "
            "commit that is to be posted with `git tag --annotate`."
        )
    if not histories:
        raise NotPosted(f"{path} has no edition: no commit of it has a word in it. Write its text and commit it.")
    return histories[0]


def find_path(repository: GitRepository, settings: Settings, slug: str) -> str | None:
    """The path of the policy with a slug at the newest posted commit; None when there is none."""
    files = {entry.path for entry in repository.tree(find_publishing_branch(repository, settings.branch)[1])}
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
    branch, tip = find_publishing_branch(repository, settings.branch)
    return _Sources(repository, branch, tip, repository.log(tip), repository.tree(tip))


def _check_plain(entry: TreeEntry) -> None:
    if any("\udc80" <= letter <= "\udcff" for letter in entry.path):
        shown = entry.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        raise PolicyError(f"The name of {shown} is not valid UTF-8: rename the file.")
    if clean_text(entry.path) != entry.path or "\n" in entry.path:
        raise PolicyError(f"The name of {entry.path!r} has characters in it that cannot be printed: rename the file.")
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
    record: Record,
    words_of: WordsOf,
    targets_of: TargetsOf,
    now: datetime | None,
    *,
    is_asked_for: bool = False,
) -> list[PolicyHistory]:
    """The histories of lineages, without those that have no edition."""
    merged = MergedMessages(sources.repository, sources.tip, sources.commits)
    reader = StepReader(sources.repository, lineages, words_of, is_asked_for=is_asked_for)
    tags, remarks = _posting_tags(sources, settings)
    found = []
    for lineage in lineages:
        steps = reader.steps_of(lineage)
        if settings.editions == "tags":
            steps = post_by_tags(steps, tags, sources.commits, merged.of)
        outline = _with_messages(find_editions(steps), merged)
        if outline.editions:
            when = now or datetime.now(UTC)
            found.append(_history(lineage.path, steps, outline, settings, record, remarks, targets_of, when))
    return found


def _history(
    path: str,
    steps: Sequence[Step],
    outline: Outline,
    settings: Settings,
    record: Record,
    remarks: Sequence[str],
    targets_of: TargetsOf,
    now: datetime,
) -> PolicyHistory:
    slug = slug_of(path, settings.docs_dir) or slug_of(path, "") or path
    former = [slug_of(step.path, settings.docs_dir) for step in steps if step.source is not None]
    slugs = [old for old in dict.fromkeys(former) if old is not None]
    corrections = {step.commit: record.changes_of(step.commit, {slug, *slugs}) for step in steps}
    dated = date_outline(slug, outline, settings, corrections, now)
    _check_texts(path, dated.editions, has_text=steps[-1].source is not None)
    newest = next((step.source for step in reversed(steps) if step.source is not None), "")
    return PolicyHistory(
        slug=slug,
        path=path,
        first_slug=slugs[0] if slugs else slug,
        former_slugs=tuple(old for old in slugs if old != slug),
        editions=tuple(dated.editions),
        withdrawals=tuple(dated.withdrawals),
        latest_source="" if dated.editions[-1].omitted else newest or "",
        link_changes=_link_changes(outline, dated.editions, targets_of),
        remarks=(*remarks, *dated.remarks),
    )


def _with_messages(outline: Outline, merged: MergedMessages) -> Outline:
    """The outline with the messages of what its merges brought in; only for these the side branches are read."""

    def speak(step: Step) -> Step:
        return replace(step, merged=step.merged or merged.of(step.commit))

    return replace(
        outline,
        editions=tuple(replace(edition, step=speak(edition.step)) for edition in outline.editions),
        withdrawals=tuple((speak(step), after) for step, after in outline.withdrawals),
    )


def _check_texts(path: str, editions: Sequence[Edition], *, has_text: bool) -> None:
    for edition in editions:
        if is_pointer(edition.source):
            raise PolicyError(state_pointer(f"{edition.path} in commit {edition.commit[:9]}"))
    if editions[-1].omitted and has_text:
        raise PolicyError(
            f"{path}: its latest edition is omitted by .record.yml, but its text is still in the file. "
            "Post the text that is to be shown instead."
        )


def _link_changes(
    outline: Outline, editions: Sequence[Edition], targets_of: TargetsOf
) -> tuple[tuple[int, str, str, str], ...]:
    return tuple(
        (number, after.commit, old, new)
        for before, after, number in outline.retouched
        if not editions[number - 1].omitted
        for old, new in changed_links(before.source or "", after.source or "", targets_of)
    )


def _posting_tags(sources: _Sources, settings: Settings) -> tuple[list[Tag], list[str]]:
    if settings.editions != "tags":
        return [], []
    return posting_tags(sources.repository.tags(), settings.tag_pattern, sources.commits)


def _read_record(sources: _Sources, settings: Settings) -> Record:
    """The record through its own history, checked against the commits that there are.

    Deleting the file takes back what stood in it, which is a change of the record like any other.
    """
    path = record_path(settings)
    files = {entry.path for entry in sources.files}
    lineages = trace(sources.commits, files, [path] if path in files else [], lambda deleted, _: deleted == path)
    if not lineages:
        return Record()
    lineage = lineages[0]
    data = dict(sources.repository.blobs(posting.blob for posting in lineage.postings if posting.blob))
    texts = [
        (data[posting.blob].decode("utf-8", "replace") if posting.blob else "", posting.commit.committed)
        for posting in lineage.postings
    ]
    record = collect_record(texts, path)
    record.check_commits([commit.id for commit in sources.commits], path, sources.branch or "HEAD")
    return record
