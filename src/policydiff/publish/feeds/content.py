"""What an entry says: when the edition takes effect, why, and the redline of what it changed.

As HTML it survives the sanitising of feed readers: plain block elements, `<ins>`, `<del>` and links, no class or style
that matters. Changed words stand in brackets as well, so that nothing is lost where even these elements are taken
away. Only what the history says is in it, never what depends on today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from policydiff.model import Change, Chronicle, Clause, ClauseTree, Comparison, Edition, Op, Segment, Span
from policydiff.publish.printable import one_line, printable
from policydiff.publish.redline_html import redline_text, render_redline, render_spans
from policydiff.publish.remote_links import RemoteLinks
from policydiff.publish.revisions import overtaken_by
from policydiff.publish.sections import top_of, tree_with
from policydiff.publish.wording import Wording

LONGEST_REDLINE = 20_000
"""Characters of changed clauses in one entry, some 3,000 words; what has no room is linked to. A poll brings up to
19 entries, and nobody reads more than that in a feed reader."""
_NAMED = 8
"""How many clauses a summary names."""
_QUIET = frozenset({"renumbered", "moved", "format"})


@dataclass(frozen=True, slots=True)
class Body:
    """The same content in three lengths and forms; all of it free of characters that XML forbids."""

    summary: str
    html: str
    text: str


@dataclass(frozen=True)
class _Item:
    """One changed clause: how it is named, where it is, what happened, and the words."""

    name: str
    url: str
    happened: str
    html: Markup
    text: str
    section: str = ""
    """The name of the section it stands in; its own if it is one."""
    inline: bool = False
    """Whether the name stands before the words and not above them."""

    def blocks(self) -> list[Markup]:
        name = Markup('<a href="{}">{}</a>').format(self.url, self.name) if self.name else Markup("")
        if self.inline:
            return [_p(Markup(" ").join(part for part in (name, self.html) if part))]
        heading = Markup('<h3 dir="auto">{}</h3>' if self.name == self.section else '<h4 dir="auto">{}</h4>')
        happened = [_p(Markup("<em>{}</em>").format(self.happened))] if self.happened else []
        return [heading.format(name), *happened, *([_p(self.html)] if self.html else [])]

    def plain(self, section_before: str) -> str:
        section = f"{self.section}\n\n" if self.section not in {"", self.name, section_before} else ""
        named = f"{self.name} ({self.happened})" if self.happened else self.name
        return section + (" " if self.inline else "\n").join(part for part in (named, self.text) if part)


def write_body(
    chronicle: Chronicle,
    edition: Edition,
    comparison: Comparison,
    links: RemoteLinks,
    wording: Wording,
    section: str = "",
) -> Body:
    """The content of the entry of an edition; `comparison` may be restricted to the section whose name is given."""
    writer = _BodyWriter(chronicle, edition, comparison, links, wording)
    facts = writer.facts(section)
    counts = writer.counts(section)
    note = [] if edition.omitted else _paragraphs(edition.note)
    shown, quiet, cut = ([], [], 0) if edition.omitted else writer.items(whole=not section)
    ways = writer.ways()

    summary = " ".join([*facts, *([counts] if counts else [])])
    named = list(dict.fromkeys(item.name.removesuffix(" ¶") for item in shown))
    if edition.number == 1 and not section:
        named = []
    if named:
        more = [str(wording.count("more", len(named) - _NAMED).unescape())] if len(named) > _NAMED else []
        summary += " " + wording.plain("changed") + " " + " · ".join([*named[:_NAMED], *more]) + "."

    html = [_p(sentence) for sentence in facts]
    html += [_p(Markup("<br />").join(part.split("\n"))) for part in note]
    html += [_p(counts)] if counts else []
    html += [_p(Markup(" · ").join(Markup('<a href="{}">{}</a>').format(url, name) for name, url in ways))]
    section_before = ""
    for item in shown:
        html += [*_section_heading(item, section_before), *item.blocks()]
        section_before = item.section
    if quiet:
        rows = (Markup('<li><a href="{}">{}</a>: {}</li>').format(i.url, i.name, i.happened) for i in quiet)
        html.append(Markup("<ul>{}</ul>").format(Markup("").join(rows)))
    rest = str(wording.count("feed.cut", cut).unescape()) if cut else ""
    html += [_p(rest)] if rest else []

    text = [" ".join(facts), *note, *([counts] if counts else [])]
    text += [item.plain(before) for item, before in zip(shown, ["", *(each.section for each in shown)], strict=False)]
    text += ["\n".join(f"{item.name}: {item.happened}" for item in quiet)] if quiet else []
    text += [rest] if rest else []
    text += ["\n".join(f"{name}: {url}" for name, url in ways)]
    return Body(summary, "\n".join(html), "\n\n".join(text))


class _BodyWriter:
    def __init__(
        self, chronicle: Chronicle, edition: Edition, comparison: Comparison, links: RemoteLinks, wording: Wording
    ) -> None:
        self.chronicle = chronicle
        self.edition = edition
        self.comparison = comparison
        self.links = links
        self.wording = wording
        self.slug = chronicle.slug

    def facts(self, section: str) -> list[str]:
        """Sentences on the edition's days and its record; true for as long as the history stands."""
        say, day, edition = self.wording.plain, self.wording.day_text, self.edition
        found = []
        overtaken = overtaken_by(self.chronicle.history, edition)
        if isinstance(overtaken, Edition):
            after = say("edition.inline", number=overtaken.number)
            found.append(say("never", edition=after, day=day(edition.effective)))
        elif overtaken is not None:
            found.append(say("feed.never.withdrawn", day=day(edition.effective)))
        else:
            name = "takes_effect.dated" if edition.dated else "takes_effect"
            found.append(say(name, day=day(edition.effective), rule=self.wording.rule(edition.rule), clause=""))
        found.append(say("posted.long", day=day(edition.posting_day)) + ".")
        if section:
            found.append(say("feed.only", section=printable(section)))
        elif edition.number == 1:
            found.append(say("first"))
        if edition.promised is not None:
            found.append(say("shorter", rule=self.wording.rule(edition.rule), day=day(edition.promised)))
        if edition.effective < edition.posting_day:
            found.append(say("retroactive"))
        if abs(edition.posted - edition.committed) > timedelta(days=1):
            committed = day(edition.committed.date())
            found.append(say("committed", posted=day(edition.posting_day), committed=committed))
        if edition.restored:
            found.append(say("restored"))
        for fix in edition.corrections:
            if fix.field in {"posted", "effective", "change"}:
                values = {"was": fix.was, "now": fix.now, "reason": fix.reason}
                found.append(say("corrected", day=day(fix.corrected.date()), field=say(f"field.{fix.field}"), **values))
            elif fix.field != "omit":
                # What a title or note was is not repeated: it may have been corrected because it should not be seen.
                field = say(f"field.{fix.field}")
                found.append(say("feed.corrected", day=day(fix.corrected.date()), field=field, reason=fix.reason))
        if edition.omitted:
            reason = next((fix.reason for fix in edition.corrections if fix.field == "omit"), "")
            found.append(say("omitted", reason=reason) if reason else say("omitted.short"))
        return [one_line(sentence) for sentence in found]

    def counts(self, section: str) -> str:
        """The class of the change, and how many clauses changed in which way."""
        if self.edition.omitted or (self.edition.number == 1 and not section):
            return ""
        numbers = {kind: n for kind, n in self.comparison.counts.items() if not (section and kind == "unchanged")}
        words = ", ".join(part.unescape() for part in self.wording.counts(numbers))
        change = self.wording.plain(f"class.{self.edition.change}")
        return self.wording.plain("feed.counts", change=change[:1].upper() + change[1:], counts=words) if words else ""

    def ways(self) -> list[tuple[str, str]]:
        """(name, URL) of the pages that say more."""
        say, number = self.wording.plain, self.edition.number
        ways = [
            (say("full_text"), self.links.edition(self.slug, number)),
            (say("all_changes"), self.links.changes(self.slug)),
        ]
        if number > 1:
            ways.insert(0, (say("redline.long"), self.links.redline(self.slug, number)))
        return ways

    def items(self, *, whole: bool) -> tuple[list[_Item], list[_Item], int]:
        """The clauses whose words changed, those that only stand elsewhere, and how many are left out for length."""
        if self.edition.number == 1 and whole:
            return self._first_text()
        shown: list[_Item] = []
        quiet: list[_Item] = []
        cut = length = 0
        for change in self.comparison.changes:
            if change.kinds == ("format",):
                continue
            if set(change.kinds) <= _QUIET:
                quiet.append(self._item(change, words=False))
                continue
            item = self._item(change, words=True)
            if length + len(item.text) > LONGEST_REDLINE:
                cut += 1
            else:
                length += len(item.text)
                shown.append(item)
        return shown, quiet, cut

    def _first_text(self) -> tuple[list[_Item], list[_Item], int]:
        """Everything in a first edition is new: it is told as it is, without a mark at every word."""
        shown: list[_Item] = []
        length = 0
        clauses = self.chronicle.trees[0].clauses
        for clause in clauses:
            length += len(clause.words)
            if length > LONGEST_REDLINE:
                break
            page = self.links.edition(self.slug, 1)
            html = render_spans(clause.spans or (Span(clause.text),), page=page)
            url = self.links.edition(self.slug, 1, clause.anchor)
            name, text = _title(clause.label, clause.heading), printable(clause.text)
            section = _section_of(clause, self.chronicle.trees[0])
            shown.append(_Item(name, url, "", html, text, section, inline=not clause.heading))
        return shown, [], len(clauses) - len(shown)

    def _item(self, change: Change, *, words: bool) -> _Item:
        clause = change.clause
        latest = self.edition.number if change.new is not None else self.edition.number - 1
        place, tree = tree_with(self.chronicle, latest, clause)
        url = self.links.edition(self.slug, place, clause.anchor)
        redline = change.redline or _whole(change)
        page = self.links.edition(self.slug, place)
        return _Item(
            _title(clause.label, clause.heading) or _place_of(clause, tree),
            url,
            self._happened(change),
            render_redline(_clean(redline), page=page, brackets=True) if words else Markup(""),
            redline_text(_clean(redline)) if words else "",
            _section_of(clause, tree),
        )

    def _happened(self, change: Change) -> str:
        say = self.wording.plain
        parts = []
        for kind in change.kinds:
            if kind == "renumbered" and change.old is not None and change.new is not None:
                was, now = _bare(change.old.label), _bare(change.new.label)
                if was and now:
                    parts.append(say("renumbered", label=was))
                elif now:
                    parts.append(say("numbered_now", label=now))
                else:
                    parts.append(say("unnumbered_now", label=was))
            elif kind == "moved" and change.old is not None and change.old.label:
                parts.append(say("clause.moved_from", label=_bare(change.old.label)))
            elif kind in {"split", "merged"}:
                parts.append(self._related(kind, change))
            else:
                parts.append(say(f"kind.{kind}"))
        return printable("; ".join(parts))

    def _related(self, kind: str, change: Change) -> str:
        """Which clauses a split or merged one became or came from, in the order of their text."""
        say, join, number = self.wording.plain, self.wording.join, self.edition.number
        old = self._labels(number - 1, [*([change.old.anchor] if change.old else []), *change.related_old])
        new = self._labels(number, [*([change.new.anchor] if change.new else []), *change.related_new])
        if kind == "split" and old and new:
            return say("split", old=join(old[:1] if change.old else old), new=join(new))
        if kind == "merged" and change.new is not None and old:
            return say("merged", old=join(old))
        if kind == "merged" and new:
            return say("merged_into", new=join(new))
        return say(f"kind.{kind}")

    def _labels(self, latest: int, anchors: Sequence[str]) -> list[str]:
        for place in range(latest, 0, -1):
            known = self.chronicle.trees[place - 1].by_anchor
            if known and all(anchor in known for anchor in anchors):
                ordered = (clause for anchor, clause in known.items() if anchor in anchors)
                return [_bare(clause.label) or f"“{clause.name}”" for clause in ordered]
        return []


def _whole(change: Change) -> tuple[Segment, ...]:
    """For a change without a redline of its own: all words of the side there is."""
    op: Op = "+" if change.old is None else "-" if change.new is None else "="
    return (Segment(op, change.clause.words),)


def _section_heading(item: _Item, before: str) -> list[Markup]:
    if item.section in {"", item.name, before}:
        return []
    return [Markup('<h3 dir="auto">{}</h3>').format(item.section)]


def _clean(redline: Iterable[Segment]) -> tuple[Segment, ...]:
    return tuple(Segment(segment.op, printable(segment.text), segment.marks) for segment in redline)


def _title(label: str, heading: str) -> str:
    return printable(" ".join(part for part in (_bare(label), heading) if part))


def _place_of(clause: Clause, tree: ClauseTree) -> str:
    """What to call a block without label and heading: the nearest clause above it that has one, or its first words."""
    above = tree.lineage(clause) if clause.anchor in tree.by_anchor else iter(())
    named = (_title(each.label, each.heading) for each in above)
    name = next((name for name in named if name), "")
    return f"{name} ¶" if name else printable(clause.name)


def _section_of(clause: Clause, tree: ClauseTree) -> str:
    top = top_of(tree, clause) if clause.anchor in tree.by_anchor else clause
    return _title(top.label, top.heading) if top.heading else ""


def _bare(label: str) -> str:
    return label.rstrip(".")


def _paragraphs(text: str) -> list[str]:
    lines = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [part.strip("\n") for part in lines.split("\n\n") if part.strip()]


def _p(inner: str) -> Markup:
    return Markup('<p dir="auto">{}</p>').format(inner)
