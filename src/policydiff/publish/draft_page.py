"""The page of a draft, for its editor's eyes only: it says so, and shows what would happen if it were posted."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup

from policydiff.model import ClauseTree
from policydiff.publish.frame import ClauseNote, Frame
from policydiff.publish.redline_html import render_redline
from policydiff.publish.review import Review, describe_change
from policydiff.publish.templating import fill


def draft_frame(title: str, review: Review, tree: ClauseTree) -> Frame:
    """What stands around the text of a draft: from when it would apply, its redline, and its findings."""
    changes = [
        (
            f"draft-change-{number}",
            change.new.anchor if change.new else "",
            describe_change(change),
            render_redline(change.redline) if change.redline else Markup(),
        )
        for number, change in enumerate(review.changes, 1)
    ]
    lead = fill("draft.html", review=review, findings=review.findings)
    tail = fill("draft_redline.html", review=review, changes=changes)
    remarks: dict[str, list[str]] = defaultdict(list)
    for finding in review.findings:
        remarks[finding.clause].append(f"{finding.severity}: {finding.message} {finding.proposal}".strip())
    changed = {anchor: (f"#{place}", name) for place, anchor, name, _ in changes if anchor}
    notes = {
        clause.anchor: ClauseNote(
            changed=changed[clause.anchor][1] if clause.anchor in changed else "",
            change_url=changed[clause.anchor][0] if clause.anchor in changed else "",
            remarks=tuple(remarks.get(clause.anchor, ())),
        )
        for clause in tree.clauses
    }
    above = {
        each.anchor for clause in tree.clauses if clause.anchor in changed for each in (clause, *tree.lineage(clause))
    }
    return Frame(title, str(lead), str(tail), notes, frozenset(above), tree)
