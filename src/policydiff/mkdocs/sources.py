"""The policies that are posted, and their source files among those of MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from policydiff.clauses import parse_clauses
from policydiff.clauses.words import fold
from policydiff.compare import latest_tree
from policydiff.errors import NoCommit
from policydiff.history import GitRepository, read_histories
from policydiff.history.branches import find_publishing_branch
from policydiff.history.kept import Kept
from policydiff.history.kept_texts import KeptTexts
from policydiff.model import ClauseTree, PolicyHistory, Settings
from policydiff.publish.addresses import base_of

log = get_plugin_logger("policydiff")


@dataclass(frozen=True)
class Posted:
    """All policies, with the texts that every build asks for, by slug."""

    histories: tuple[PolicyHistory, ...] = ()
    """In the order of their slugs."""
    latest: Mapping[str, ClauseTree] = field(default_factory=dict)
    """The latest editions."""
    shown: Mapping[str, ClauseTree] = field(default_factory=dict)
    """The texts as they are shown, which can differ from the latest editions in links and markup."""


class PostedReader:
    """Reads all policies: under `mkdocs serve` again only when something was posted."""

    def __init__(self) -> None:
        self._state: tuple[tuple[str, str], Settings] | None = None
        self._posted = Posted()

    def read(self, repository: GitRepository, settings: Settings, *, shows_drafts: bool) -> Posted:
        """Raises PolicydiffError; where drafts are shown, not for want of a commit."""
        try:
            state = find_publishing_branch(repository, settings.branch), settings
        except NoCommit:
            if shows_drafts:  # An editor's first policy is seen before anything is committed.
                return Posted()
            raise
        if self._state != state or settings.editions == "tags":
            texts = KeptTexts(Kept(repository))
            histories = read_histories(repository.root, settings, words_of=texts.words_of, targets_of=texts.targets_of)
            texts.save()
            latest = {history.slug: latest_tree(history) for history in histories}
            shown = {history.slug: parse_clauses(history.latest_source) for history in histories}
            self._state, self._posted = state, Posted(histories, latest, shown)
        return self._posted


def gives_way(history: PolicyHistory, files: Files) -> bool:
    """Whether a withdrawn policy is left out, since a file has the name of the folder that its pages need."""
    base = base_of(history.slug)
    folders = {str(folder) for folder in (PurePosixPath(base), *PurePosixPath(base).parents)}
    other = next((file for file in files if file.dest_uri in folders and not file.inclusion.is_excluded()), None)
    if other is None or not history.withdrawn:
        return False
    log.info(f"{history.path}, withdrawn, is left out: {other.src_uri} stands where its pages would be.")
    return True


def find_own_file(history: PolicyHistory, uri: str, files: Files, config: MkDocsConfig, *, shows_drafts: bool) -> File:
    """The file of a policy; a generated one where there is none in the working tree any more."""
    path = history.path
    file = files.get_file_from_path(uri)
    if file is None:
        file = File.generated(config, uri, content=history.latest_source)
        if history.withdrawn:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        files.append(file)
    elif not shows_drafts and not history.withdrawn and fold(file.content_string) != fold(history.latest_source):
        log.info(f"{path} has changes that are not posted: the site shows edition {history.latest.number}.")
    return file


def builds_translation(config: MkDocsConfig) -> bool:
    """Whether mkdocs-static-i18n builds the site once more, for another language: what is written already stays."""
    return bool(getattr(config.plugins.get("i18n"), "building", False))
