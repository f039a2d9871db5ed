"""A reference or a link points at nothing."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from policydiff.check.draft import Draft
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.clauses.references import Reference


def find(draft: Draft) -> Iterator[Remark]:
    """References to clauses that do not exist, links to ids and files that do not."""
    for reference in draft.references:
        if reference.scope == "here" and not reference.anchors and not reference.link:
            yield _unresolved(draft, reference)
    for link in draft.links:
        spot = Spot(link.clause, link.field, link.start, link.end)
        file, _, fragment = link.target.partition("#")
        if not link.target:
            yield Remark(spot, f"The link “{link.words}” has no target.")
        elif not file and fragment and not _known(fragment, draft.ids):
            yield Remark(spot, f"The link “{link.words}” points at #{fragment}, which is not in this text.",
                         _suggest(fragment, draft.ids))  # fmt: skip
        elif file in draft.linked:
            ids = draft.linked[file]
            if ids is None:
                yield Remark(spot, f"The link “{link.words}” points at {file}, which does not exist.",
                             f"Did you mean #{file}?" if _known(file, draft.ids) else "")  # fmt: skip
            elif fragment and ids and not _known(fragment, ids):
                yield Remark(spot, f"The link “{link.words}” points at #{fragment} of {file}, which is not in that text.",
                             _suggest(fragment, ids))  # fmt: skip


def _known(fragment: str, ids: frozenset[str]) -> bool:
    """Whether browsers would find it: exactly, or percent-decoded; `#top` always."""
    return fragment in ids or unquote(fragment) in ids or fragment.casefold() == "top" or fragment.startswith(":~:")


def _suggest(fragment: str, ids: frozenset[str]) -> str:
    wanted = unquote(fragment).casefold()
    alike = sorted((each for each in ids if wanted and (wanted in each.casefold() or each.casefold() == wanted)), key=len)
    return f"Did you mean #{alike[0]}?" if alike else ""


def _unresolved(draft: Draft, reference: Reference) -> Remark:
    spot = Spot(reference.clause, reference.field, reference.start, reference.end)
    own = draft.tree.clauses[reference.clause].label.strip().rstrip(".")
    who = f"Clause {own}" if own else "This clause"
    message = f"{who} refers to {reference.word} {reference.number}, which does not exist."
    if reference.nearest:
        message = f"{message[:-1]} (the text has {draft.called(reference.nearest)})."
    return Remark(spot, message, _by_title(draft, reference), None if not reference.relative else "warning")


def _by_title(draft: Draft, reference: Reference) -> str:
    """The clause whose heading is cited with the number."""
    wanted = reference.title.casefold()
    named = [clause for clause in draft.tree.clauses if wanted and clause.heading.casefold().strip(" .") == wanted]
    return f"“{reference.title}” is {named[0].label.strip().rstrip('.')}." if len(named) == 1 and named[0].label else ""


RULE = Rule("dangling-reference", "error", "a reference or link points at nothing", find)
