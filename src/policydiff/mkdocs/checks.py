"""What is said of policies before their site is built: what is not posted yet, and what cannot be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from policydiff.clauses import edition_words
from policydiff.compare import check_aliases
from policydiff.history import Draft
from policydiff.mkdocs.extensions import including_extension
from policydiff.model import ClauseTree, PolicyHistory, Settings

log = get_plugin_logger("policydiff")


def sort_drafts(
    drafts: Sequence[Draft], settings: Settings, *, any_posted: bool, shown: bool
) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """The drafts to go on with, and the paths of new policies that are left out of the site.

    `shown` is whether drafts are shown, to their editors. Raises PluginError for a text without words, and for a site
    without any policy.
    """
    new = [draft for draft in drafts if draft.state == "new"]
    if shown and new:
        empty = tuple(draft.path for draft in new if not edition_words(draft.source))
        for draft in new:
            said = "has no words yet" if draft.path in empty else "is not committed yet: it is shown as a draft"
            log.info(f"{draft.path} {said}.")
        return tuple(draft for draft in drafts if draft.path not in empty), empty
    for draft in new:
        if not edition_words(draft.source):
            raise PluginError(f"{draft.path} has no words. Write its text and commit it, or remove the file.")
    if not any_posted:
        where = settings.docs_dir or "."
        if new:
            raise PluginError(f"No policy is posted: {new[0].path} is not committed yet. Commit it to post it.")
        raise PluginError(
            f"There is no policy in {where}: put a Markdown file there and commit it, or say with the option "
            "`policies` which files are policies."
        )
    for draft in new:
        log.warning(f"{draft.path} is not committed yet, and is left out of the site. Commit it to post it.")
    return tuple(drafts), tuple(draft.path for draft in new)


def check_texts(
    histories: Sequence[PolicyHistory], latest: Mapping[str, ClauseTree], extensions: Sequence[str]
) -> None:
    """Say what of the latest texts, by slug, cannot be cited.

    Raises PolicyError where one sets a key twice, PluginError where an extension brings in text from elsewhere.
    """
    for history in histories:
        path, source, tree = history.path, history.latest_source, latest[history.slug]
        check_aliases(tree, history.latest.path)
        if not any(clause.label or clause.heading for clause in tree.clauses):
            log.info(
                f"{path} has neither numbers nor headings, so that links to its clauses break when it is edited. "
                "Number its clauses, or give it headings."
            )
        included = including_extension(source, extensions)
        if included:
            raise PluginError(
                f"{path} brings in text with `{included}`: the words of a policy must be in its own file, for its "
                "editions to be known from it. Put the text there."
            )
