"""Anchors: the fragment by which a clause can be linked to (DESIGN: "Clause labels, anchors, keys").

An anchor is made of printed labels only, so that edits elsewhere do not change it; what has no label is counted among
its siblings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from markdown.extensions.toc import slugify

from policydiff.clauses.inline import text_of
from policydiff.clauses.labels import Label, starts_series
from policydiff.clauses.units import Unit


def name_anchors(units: Sequence[Unit], taken: Iterable[str]) -> None:
    """Give every unit its anchor, unique without regard to case, different from the ids in `taken`."""
    reserved = Counter(name.lower() for name in taken)
    used: set[str] = set()
    title_seen = False
    counts: dict[Unit | None, int] = {}
    suffixes: dict[str, int] = {}
    restarting = _restarting(units)
    for unit in units:
        is_title = not title_seen and unit.form == "heading" and unit.level == 1 and not unit.label
        title_seen = title_seen or unit.form == "heading"
        if unit.label and unit.form != "footnote":
            _scope(unit, unit.label, restarting)
            anchor = f"clause-{unit.scope}-{unit.label.slug}" if unit.scope else f"clause-{unit.label.slug}"
        elif unit.form == "heading" and unit.own_id and unit.own_id.lower() not in used:
            unit.base = "" if is_title else unit.own_id.lower()
            unit.anchor = unit.own_id
            used.add(unit.anchor.lower())
            continue
        elif unit.form == "heading" and (slug := slugify(text_of(unit.heading), "-")):
            unit.anchor = _unique(slug, unit.own_id.lower(), used, reserved, suffixes)
            unit.base = "" if is_title else unit.anchor
            continue
        elif unit.form == "footnote" and unit.own_id:
            anchor = f"clause-{unit.own_id.replace(':', '-')}".lower()
        else:
            first = 2 if unit.parent and unit.parent.text and unit.parent.form != "heading" else 1
            counts[unit.parent] = counts.get(unit.parent, first - 1) + 1
            base = unit.parent.base if unit.parent else ""
            anchor = "clause-" + "-".join(part for part in (base, f"p{counts[unit.parent]}") if part)
        unit.anchor = _unique(anchor, unit.own_id.lower(), used, reserved, suffixes)
        unit.base = unit.anchor.removeprefix("clause-")


def _restarting(units: Sequence[Unit]) -> Set[str]:
    """The words whose numbers begin anew below other clauses: `Section 1` of every article."""
    first: dict[str, Unit | None] = {}
    found: set[str] = set()
    for unit in units:
        label = unit.label
        starts = label and label.series == "keyword" and starts_series(label) and not label.appended
        if label and starts and not _annex_above(unit) and first.setdefault(label.word, unit.parent) is not unit.parent:
            found.add(label.word)
    return found


def _annex_above(unit: Unit) -> Unit | None:
    """The annex in which a clause stands."""
    parent = unit.parent
    while parent and not (parent.label and parent.label.appended):
        parent = parent.parent
    return parent


def _scope(unit: Unit, label: Label, restarting: Set[str]) -> None:
    """What the anchor of a labelled clause has to carry of the clauses above it."""
    parent = unit.parent
    quoted = unit.form == "quote" and not (parent and parent.label and _continues(parent.label, label))
    if quoted or (label.series == "keyword" and label.word in restarting):
        unit.scope = parent.base if parent else ""
        return
    if label.series == "keyword" or (len(label.numbers) > 1 and label.style == "decimal"):
        if parent and parent.label and _continues(parent.label, label):
            unit.scope = parent.scope
            return
        annex = _annex_above(unit)
        own_letter = annex and annex.label and annex.label.numbers[0] == label.numbers[0] and label.numbers[0].isalpha()
        unit.scope = annex.base if annex and not label.appended and not own_letter else ""
        return
    unit.scope = parent.base if parent else ""


def _continues(above: Label, label: Label) -> bool:
    size = len(above.numbers)
    return not above.appended and size < len(label.numbers) and above.numbers == label.numbers[:size]


def _unique(anchor: str, own: str, used: set[str], reserved: Mapping[str, int], suffixes: dict[str, int]) -> str:
    """The anchor, with a number behind it when it is taken; an id that only the clause itself has is free."""
    name = anchor
    while name in used or reserved.get(name, 0) > (name == own):
        suffixes[anchor] = suffixes.get(anchor, 1) + 1
        name = f"{anchor}-{suffixes[anchor]}"
    used.add(name)
    return name
