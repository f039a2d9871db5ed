"""The clauses that an entry shows: how each is named, where it is, what happened to it, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from policydiff.model import Change, Clause, ClauseTree, Op, Redline, Segment, Span
from policydiff.publish.feeds.topic import Topic
from policydiff.publish.printable import printable
from policydiff.publish.redline_html import redline_text, render_redline
from policydiff.publish.sections import top_of, tree_with

LONGEST_REDLINE = 20_000
"""Characters of changed clauses in one entry, some 3,000 words; what has no room is linked to. A poll brings up to
29 entries, and nobody reads more than that in a feed reader."""
_QUIET = frozenset({"renumbered", "moved", "format"})
_BLOCK = " ¶"
"""Stands behind the name of the clause above in that of a block without label and heading."""


@dataclass(frozen=True)
class Passage:
    """A clause in an entry. All is plain text but `html`; the words are rendered when they are asked for."""

    name: str
    url: str
    happened: str
    redline: Redline
    page: str
    """The address of the edition that it is in, for links within the text."""
    section: str
    """The name of the section it stands in; its own if it is one."""
    inline: bool = False
    """Whether the name stands before the words and not above them."""

    @property
    def clause_name(self) -> str:
        """The name of the clause, the same for all blocks of it."""
        return self.name.removesuffix(_BLOCK)

    @property
    def text(self) -> str:
        """The words as plain text, changed ones in brackets."""
        return printable(redline_text(self.redline))

    @property
    def html(self) -> Markup:
        """The words as inline HTML."""
        return render_redline(self.redline, page=self.page, brackets=True)


@dataclass(frozen=True)
class Passages:
    """What an entry shows of the clauses."""

    shown: tuple[Passage, ...] = ()
    """With their words."""
    quiet: tuple[Passage, ...] = ()
    """Those that only stand elsewhere, without words."""
    left_out: int = 0
    """How many more there are, for which there was no room."""


def find_passages(topic: Topic) -> Passages:
    """The clauses that an entry shows. An omitted edition has none."""
    if topic.edition.omitted:
        return Passages()
    if topic.is_first_text:
        clauses = topic.chronicle.trees[0].clauses
        shown, left_out = _with_room((_new_passage(topic, clause) for clause in clauses), keep_together=True)
        return Passages(shown, (), left_out)
    changes = [change for change in topic.comparison.changes if change.kinds != ("format",)]
    shown, left_out = _with_room(_changed_passage(topic, each) for each in changes if not set(each.kinds) <= _QUIET)
    quiet = tuple(_changed_passage(topic, each) for each in changes if set(each.kinds) <= _QUIET)
    return Passages(shown, quiet, left_out)


def _with_room(passages: Iterable[Passage], *, keep_together: bool = False) -> tuple[tuple[Passage, ...], int]:
    """The passages that there is room for, and how many there are besides.

    A text that is read as one is cut where the room ends; of changes one that is too long leaves its room to others.
    """
    shown: list[Passage] = []
    length = left_out = 0
    for passage in passages:
        own = sum(len(segment.text) for segment in passage.redline)
        if length + own > LONGEST_REDLINE or (keep_together and left_out):
            left_out += 1
        else:
            length += own
            shown.append(passage)
    return tuple(shown), left_out


def _new_passage(topic: Topic, clause: Clause) -> Passage:
    """A clause of a first text, as it is."""
    page = topic.links.edition(topic.chronicle.slug, 1)
    return Passage(
        name=_title(clause),
        url=topic.links.edition(topic.chronicle.slug, 1, clause.anchor),
        happened="",
        redline=tuple(Segment("=", span.text, span.marks) for span in clause.spans or (Span(clause.text),)),
        page=page,
        section=_section_of(clause, topic.chronicle.trees[0]),
        inline=not clause.heading,
    )


def _changed_passage(topic: Topic, change: Change) -> Passage:
    clause, slug = change.clause, topic.chronicle.slug
    latest = topic.edition.number if change.new is not None else topic.edition.number - 1
    place, tree = tree_with(topic.chronicle, latest, clause)
    return Passage(
        name=_title(clause) or _place_of(clause, tree),
        url=topic.links.edition(slug, place, clause.anchor),
        happened=printable("; ".join(_what_happened(topic, change))),
        redline=change.redline or _whole(change),
        page=topic.links.edition(slug, place),
        section=_section_of(clause, tree),
    )


def _what_happened(topic: Topic, change: Change) -> Iterable[str]:
    """Each kind of a change in words."""
    say = topic.wording.plain
    was = _bare(change.old.label) if change.old is not None else ""
    for kind in change.kinds:
        if kind == "renumbered" and change.new is not None:
            now = _bare(change.new.label)
            if was and now:
                yield say("renumbered", label=was)
            elif now:
                yield say("numbered_now", label=now)
            else:
                yield say("unnumbered_now", label=was)
        elif kind == "moved" and was:
            yield say("clause.moved_from", label=was)
        elif kind in {"split", "merged"}:
            yield _what_became(topic, kind, change)
        else:
            yield say(f"kind.{kind}")


def _what_became(topic: Topic, kind: str, change: Change) -> str:
    """Which clauses a split or merged one became or came from, in the order of their text."""
    say, join, number = topic.wording.plain, topic.wording.join, topic.edition.number
    old = _labels(topic, number - 1, [*([change.old.anchor] if change.old else []), *change.related_old])
    new = _labels(topic, number, [*([change.new.anchor] if change.new else []), *change.related_new])
    if kind == "split" and old and new:
        return say("split", old=join(old[:1] if change.old else old), new=join(new))
    if kind == "merged" and change.new is not None and old:
        return say("merged", old=join(old))
    if kind == "merged" and new:
        return say("merged_into", new=join(new))
    return say(f"kind.{kind}")


def _labels(topic: Topic, latest: int, anchors: Sequence[str]) -> list[str]:
    """What clauses are called in the latest edition, from this one back, that has them all."""
    for place in range(latest, 0, -1):
        known = topic.chronicle.trees[place - 1].by_anchor
        if known and all(anchor in known for anchor in anchors):
            ordered = (clause for anchor, clause in known.items() if anchor in anchors)
            return [_bare(clause.label) or f"“{clause.name}”" for clause in ordered]
    return []


def _whole(change: Change) -> Redline:
    """For a change without a redline of its own: all words of the side there is."""
    op: Op = "+" if change.old is None else "-" if change.new is None else "="
    return (Segment(op, change.clause.words),)


def _title(clause: Clause) -> str:
    return printable(" ".join(part for part in (_bare(clause.label), clause.heading) if part))


def _place_of(clause: Clause, tree: ClauseTree) -> str:
    """What to call a block without label and heading: the nearest clause above it that has one, or its first words."""
    above = tree.lineage(clause) if clause.anchor in tree.by_anchor else iter(())
    name = next((name for name in map(_title, above) if name), "")
    return f"{name}{_BLOCK}" if name else printable(clause.name)


def _section_of(clause: Clause, tree: ClauseTree) -> str:
    top = top_of(tree, clause) if clause.anchor in tree.by_anchor else clause
    return _title(top) if top.heading else ""


def _bare(label: str) -> str:
    return label.rstrip(".")
