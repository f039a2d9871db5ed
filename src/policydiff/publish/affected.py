"""Says which clauses keep their words while something they build on changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from policydiff.compare.knock_on import KnockOn
from policydiff.model import Clause
from policydiff.publish.wording import Wording


def state_affected(
    knock_on: Iterable[KnockOn], wording: Wording, called: Callable[[Clause], Markup | str]
) -> list[Markup]:
    """A line for each reference to something that changed, and one for all clauses that use a changed term.

    `called` names a clause, as text or as a link to it.
    """
    lines: dict[Markup, None] = {}
    terms: dict[str, dict[Markup, None]] = {}
    for each in knock_on:
        name = Markup("{}").format(called(each.clause))
        if each.kind == "reference":
            lines[wording.say("affected.reference", clause=name, about=each.about)] = None
        else:
            terms.setdefault(each.about, {})[name] = None
    for term, names in terms.items():
        lines[wording.say("affected.term", term=term, clauses=Markup(", ").join(names))] = None
    return list(lines)
