"""The source files of policies among those of MkDocs."""

from __future__ import annotations

from pathlib import PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from policydiff.clauses.words import fold
from policydiff.model import PolicyHistory
from policydiff.publish.addresses import base_of

log = get_plugin_logger("policydiff")


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
