"""When an edition takes or took effect, and under which rule: in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from markupsafe import Markup

from policydiff.model import Edition
from policydiff.publish.revisions import overtaken_by
from policydiff.publish.subject import Subject


def state_openings(subject: Subject) -> Mapping[str, str]:
    """How scripts begin the sentence on the effective day when that is near or past: up to the day, by occasion."""
    if not subject.pending or subject.standing(subject.latest.number).in_force_until is not None:
        return {}
    names = {"shortly": "takes_effect.shortly", "since": "in_effect"}
    return {occasion: subject.wording.raw(name).split("{day}")[0] for occasion, name in names.items()}


def state_effect(subject: Subject, edition: Edition, page: str) -> Markup:
    """The sentence that says when an edition takes or took effect, and under which rule."""
    say, standing = subject.wording.say, subject.standing(edition.number)
    if standing.in_force_from is None:
        overtaken, day = overtaken_by(subject.chronicle.history, edition), subject.wording.day(edition.effective)
        if not isinstance(overtaken, Edition):
            return say("feed.never.withdrawn", day=day)
        return say("never", edition=subject.edition_link(page, overtaken.number), day=day)
    until = standing.in_force_until
    name = "in_effect" if standing.in_force_from <= subject.today else "takes_effect"
    if until is not None:
        name = "applied.rule" if until <= subject.today else "applies.rule"
    day = Markup('<time datetime="{}" data-pd-zone="{}" data-pd-effective>{}</time>').format(
        standing.in_force_from.isoformat(), edition.timezone, subject.wording.day_text(standing.in_force_from)
    )
    return say(
        f"{name}.dated" if edition.dated else name,
        day=day,
        rule=subject.wording.rule(edition.rule),
        clause=_link_rule(subject, page, edition.number),
        last=subject.wording.day(until - timedelta(days=1)) if until else "",
    )


def state_until_then(subject: Subject, page: str) -> Markup:
    """What applies until the latest edition takes effect; empty when it has."""
    if not subject.pending:
        return Markup()
    if subject.pending[0] == subject.latest.number:
        return subject.wording.say("until_then.none")
    return subject.wording.say("until_then", edition=subject.edition_link(page, subject.pending[0]))


def _link_rule(subject: Subject, page: str, number: int) -> Markup:
    """A link to the clause that states the notice rule, as an edition has it; empty when it is not configured."""
    clause = subject.clause_named(subject.facts.notice_clauses.get(subject.chronicle.slug, ""))
    if clause is None or subject.chronicle.history.withdrawn:
        return Markup("")
    if number != subject.latest.number:
        anchor = subject.anchors[number - 1].get(subject.chronicle.keys[-1].get(clause.anchor, ""))
        clause = subject.tree(number).by_anchor[anchor] if anchor else None
    if clause is None:
        return Markup("")
    words = subject.wording.say("clause", label=subject.label(clause))
    return subject.wording.say("rule_clause", link=subject.edition_link(page, number, words, clause.anchor))
