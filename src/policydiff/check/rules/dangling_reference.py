"""A reference or a link points at nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from policydiff.check.addresses import relative_file
from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot
from policydiff.clauses.citations import Link, Reference

_REFERENCE_LINK = re.compile(r"\[(?P<words>[^\[\]]{1,200})\]\[(?P<name>[^\[\]]{0,80})\]")


def find(draft: DraftText) -> Iterator[Remark]:
    """References to clauses that do not exist, links to ids and files that do not."""
    for reference in draft.references:
        if reference.scope == "here" and not reference.anchors and not reference.link:
            yield _unresolved(draft, reference)
    for link in draft.links:
        yield from _check_link(draft, link)
    yield from _undefined_targets(draft)


def _check_link(draft: DraftText, link: Link) -> Iterator[Remark]:
    spot = Spot(link.clause, link.field, link.start, link.end)
    fragment = link.target.partition("#")[2]
    file = relative_file(link.target)
    if not link.target:
        yield Remark(spot, f"The link “{link.words}” has no target.", "Write the address in the round brackets.")
    elif link.target.startswith("#"):
        if fragment and not _known(fragment, draft.ids):
            message = f"The link “{link.words}” points at #{fragment}, which is not in this text."
            yield Remark(spot, message, _suggest(fragment, draft.ids), about=link.target)
    elif file is not None and file in draft.linked:
        ids = draft.linked[file]
        if ids is None:
            proposal = f"Did you mean #{file}?" if _known(file, draft.ids) else ""
            message = f"The link “{link.words}” points at {file}, which does not exist."
            yield Remark(spot, message, proposal, about=link.target)
        elif fragment and ids and not _known(fragment, ids):
            message = f"The link “{link.words}” points at #{fragment} of {file}, which is not in that text."
            yield Remark(spot, message, _suggest(fragment, ids), about=link.target)


def _undefined_targets(draft: DraftText) -> Iterator[Remark]:
    """`[words][name]` that readers see as it is written, because the name is not defined."""
    for place, clause in enumerate(draft.tree.clauses):
        if clause.form == "code":
            continue
        for match in _REFERENCE_LINK.finditer(clause.text):
            name = match["name"] or match["words"]
            if name.isdigit() and match["words"].isdigit():
                continue  # "[3][4]" are the marks of two notes
            yield Remark(
                Spot(place, "text", match.start(), match.end()),
                f"The link “{match['words']}” has the target [{name}], which is not defined.",
                f"Add a line `[{name}]: ADDRESS` to the file.",
                about=name,
            )


def _known(fragment: str, ids: frozenset[str]) -> bool:
    """Whether browsers would find it: exactly, or percent-decoded; `#top` always."""
    return fragment in ids or unquote(fragment) in ids or fragment.casefold() == "top" or fragment.startswith(":~:")


def _suggest(fragment: str, ids: frozenset[str]) -> str:
    wanted = unquote(fragment).casefold()
    alike = sorted((each for each in ids if wanted in each.casefold()), key=len)
    return f"Did you mean #{alike[0]}?" if alike else ""


def _unresolved(draft: DraftText, reference: Reference) -> Remark:
    spot = Spot(reference.clause, reference.field, reference.start, reference.end)
    own = draft.tree.clauses[reference.clause].label.strip().rstrip(".")
    who = f"Clause {own}" if own else "This clause"
    message = f"{who} refers to {reference.word} {reference.number}, which does not exist."
    if reference.nearest:
        message = f"{message[:-1]} (the text has {draft.called(reference.nearest)})."
    return Remark(spot, message, _by_title(draft, reference), about=f"{reference.word} {reference.number}",
                  severity="warning" if reference.relative or not reference.certain else None)  # fmt: skip


def _by_title(draft: DraftText, reference: Reference) -> str:
    """The clause whose heading is cited with the number."""
    wanted = reference.title.casefold()
    named = [clause for clause in draft.tree.clauses if wanted and clause.heading.casefold().strip(" .") == wanted]
    return f"“{reference.title}” is {named[0].label.strip().rstrip('.')}." if len(named) == 1 and named[0].label else ""


RULE = Rule("dangling-reference", "error", "a reference or link points at nothing", find)
