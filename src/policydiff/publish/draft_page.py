"""The page of a draft, for its editor's eyes only: it says so, and shows what would happen if it were posted."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup

from policydiff.check.finding import Finding
from policydiff.model import Clause, ClauseTree
from policydiff.publish.affected import state_affected
from policydiff.publish.elements import link_to
from policydiff.publish.frame import ClauseNote, Frame
from policydiff.publish.review import Review, describe_change
from policydiff.publish.templating import fill


def draft_frame(title: str, review: Review, tree: ClauseTree) -> Frame:
    """What stands around the text of a draft: from when it would apply, its redline, and its findings."""
    changes = [
        (
            f"draft-change-{number}",
            change.new.anchor if change.new else "",
            describe_change(change, review.wording),
            review.redline(change),
        )
        # of a policy that was never posted the text itself is what is new
        for number, change in enumerate(review.changes if review.old else (), 1)
    ]
    affected = state_affected(review.knock_on, review.wording, _link)
    lead = fill("draft.html", review=review, changes=changes, affected=affected, say=review.wording.say)
    tail = fill("draft_redline.html", review=review, changes=changes, say=review.wording.say) if changes else ""
    remarks: dict[str, list[Markup]] = defaultdict(list)
    for finding in review.findings:
        remarks[finding.clause].append(_remark(finding, review))
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


def _link(clause: Clause) -> Markup:
    return link_to(f"#{clause.anchor}", clause.label or clause.name)


def _remark(finding: Finding, review: Review) -> Markup:
    words = review.wording.english(f"{finding.message} {finding.proposal}".strip())
    return Markup("{}: {}").format(review.wording.say(f"finding.{finding.severity}"), words)
