"""The nouns of the project: frozen dataclasses that every folder shares.

They hold what was found, never how to find it; nothing of ours is imported here. Where a rule is
behind a field, the docstring names it (DESIGN: "Contract").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

# --- one text -------------------------------------------------------------------------------------

MarkKind = Literal["link", "strong", "em", "code", "del", "ins", "sub", "sup", "abbr", "image", "mark", "html"]
"""The inline markup a word can carry. `html` is any other inline element, named in `value`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup around some words: its kind and, for links and abbreviations, the target or title."""

    kind: MarkKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of a clause's words under the same markup, outermost mark first."""

    text: str
    marks: tuple[Mark, ...] = ()


ClauseForm = Literal["heading", "paragraph", "item", "row", "quote", "code", "definition", "footnote", "html"]
"""How a clause is set in the Markdown."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered, headed or other unit of the text; sub-clauses are clauses of their own.

    `text` is the clause's own words as a reader sees them: without label, heading and sub-clauses,
    markup removed, white space collapsed. `heading` likewise. Joining the texts of `heading_spans`
    gives `heading`, joining those of `spans` gives `text`.
    """

    anchor: str
    label: str
    heading: str
    text: str
    parent: int | None
    """The place of the parent in `ClauseTree.clauses`; None at the top."""
    level: int
    """1 for a clause without parent, else one more than its parent's."""
    form: ClauseForm = "paragraph"
    spans: tuple[Span, ...] = ()
    heading_spans: tuple[Span, ...] = ()
    alias: str = ""
    """The key that the editor set with `{#data-retention}`; empty without one."""
    line: int = 1
    """The first line of the clause in the source file, front matter counted, from 1."""

    @property
    def words(self) -> str:
        """Heading and text together."""
        return " ".join(part for part in (self.heading, self.text) if part)

    @property
    def name(self) -> str:
        """What a person calls it: label and heading, or the first words."""
        shown = self.heading or self.text
        if not self.heading and len(shown) > 60:
            shown = shown[:60].rsplit(" ", 1)[0] + " …"
        return " ".join(part for part in (self.label, shown) if part)


@dataclass(frozen=True)
class ClauseTree:
    """The clauses of one text in document order. Every word of the document is in exactly one of them."""

    title: str
    clauses: tuple[Clause, ...]

    @cached_property
    def by_anchor(self) -> Mapping[str, Clause]:
        """The clauses by their anchors, which are unique."""
        return {clause.anchor: clause for clause in self.clauses}

    @cached_property
    def children(self) -> Mapping[int | None, tuple[int, ...]]:
        """The places of the sub-clauses of each clause, in order; under None those at the top."""
        found: dict[int | None, list[int]] = {}
        for place, clause in enumerate(self.clauses):
            found.setdefault(clause.parent, []).append(place)
        return {parent: tuple(places) for parent, places in found.items()}

    def parent_of(self, clause: Clause) -> Clause | None:
        """The clause above this one."""
        return None if clause.parent is None else self.clauses[clause.parent]

    def lineage(self, clause: Clause) -> Iterator[Clause]:
        """The clauses above this one, nearest first."""
        above = self.parent_of(clause)
        while above is not None:
            yield above
            above = self.parent_of(above)


# --- a policy through time ------------------------------------------------------------------------

ChangeClass = Literal["correction", "amendment", "material"]
"""The editors' own word for a change (`Policy-Change:`)."""

EditionSource = Literal["commits", "tags"]


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """How long after posting an edition takes effect."""

    days: int = 1
    business: bool = False
    country: str = ""
    """For business days: the country or subdivision whose holidays do not count (`DE`, `US-CA`)."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of the record: what `.record.yml` changed about an edition, when and why."""

    field: Literal["posted", "effective", "title", "note", "change", "omit"]
    was: str
    now: str
    reason: str
    corrected: datetime
    """The committer date of the commit that brought the correction in."""


@dataclass(frozen=True)
class Edition:
    """One posted text of a policy."""

    policy: str
    number: int
    commit: str
    path: str
    """The path in the repository at that commit."""
    source: str
    """The Markdown as posted, front matter included; empty when omitted."""
    committed: datetime
    posted: datetime
    """The posting instant, in the offset it was stated in."""
    effective: date
    """The first day, in `timezone`, on which the edition applies."""
    timezone: str
    """The IANA zone in which this edition's days are counted."""
    rule: NoticeRule
    """The rule that governed this edition's notice."""
    title: str = ""
    note: str = ""
    change: ChangeClass = "amendment"
    dated: bool = False
    """Whether the effective day was stated (`Policy-Effective`, `effective:`, the record) and not computed."""
    promised: date | None = None
    """The day the governing rule grants, when the stated one is earlier: notice shorter than promised."""
    restored: bool = False
    """Whether this edition brings back a policy that had been withdrawn."""
    omitted: bool = False
    corrections: tuple[Correction, ...] = ()
    """What the record says now: the latest correction of each field that stands."""
    record: tuple[Correction, ...] = ()
    """Every change of the record, oldest first: also what a later one replaced or took back."""
    tag: str = ""
    own_rule: NoticeRule = NoticeRule()
    """The rule that this edition's text and settings lay down for editions posted while it is in force."""
    own_timezone: str = "UTC"
    """Likewise the zone."""
    stated: date | None = None
    """The effective day as stated, when that was before the posting day, from which the edition applies instead."""

    @property
    def posting_day(self) -> date:
        """The calendar day of the posting in the edition's own zone."""
        return _day_at(self.posted, self.timezone)


@lru_cache(maxsize=10_000)
def _day_at(instant: datetime, timezone: str) -> date:
    return instant.astimezone(ZoneInfo(timezone)).date()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The posting that deleted a policy's file; it holds until an edition after `after_edition` restores it."""

    commit: str
    posted: datetime
    after_edition: int
    corrections: tuple[Correction, ...] = ()
    """What `.record.yml` changed about its posting."""
    record: tuple[Correction, ...] = ()
    """Every change of the record, oldest first, as for an edition."""


@dataclass(frozen=True)
class PolicyHistory:
    """A policy with all its editions, oldest first, numbered 1, 2, 3 … in posting order."""

    slug: str
    path: str
    """The path in the repository now, or the last one it had."""
    first_slug: str
    """The slug it started with; identifiers in feeds and calendars keep it."""
    former_slugs: tuple[str, ...]
    editions: tuple[Edition, ...]
    withdrawals: tuple[Withdrawal, ...] = ()
    latest_source: str = ""
    """The newest committed Markdown: the latest edition's words under the newest markup."""
    link_changes: tuple[tuple[int, str, str, str], ...] = ()
    """Link targets that changed without a new edition: (edition, commit, old target, new target)."""
    remarks: tuple[str, ...] = ()
    """Sentences about the record that a builder should see once, such as a committer date that runs backwards."""

    @property
    def latest(self) -> Edition:
        """The latest posted edition."""
        return self.editions[-1]

    @property
    def withdrawn(self) -> Withdrawal | None:
        """The withdrawal that still holds."""
        if self.withdrawals and self.withdrawals[-1].after_edition == len(self.editions):
            return self.withdrawals[-1]
        return None


Status = Literal["in force", "upcoming", "superseded", "never in force", "withdrawn"]
"""The status of an edition on a given day."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of an edition on a day, and the days on which it applies: half-open, `until` exclusive."""

    status: Status
    in_force_from: date | None
    in_force_until: date | None


# --- two texts ------------------------------------------------------------------------------------

Kind = Literal["added", "removed", "amended", "renumbered", "moved", "split", "merged", "format"]
KINDS: tuple[Kind, ...] = (
    "added", "removed", "amended", "renumbered", "moved", "split", "merged", "format",
)  # fmt: skip

Op = Literal["=", "+", "-"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a redline: kept, inserted or deleted words, with the markup of the side they come from."""

    op: Op
    text: str
    marks: tuple[Mark, ...] = ()
    """For kept words the markup of the new side."""


Redline = tuple[Segment, ...]
"""Accepting `+` and dropping `-` gives exactly the new text, the reverse exactly the old."""


@dataclass(frozen=True)
class Change:
    """What happened to one clause between two texts."""

    kinds: tuple[Kind, ...]
    """In the order of `KINDS`, at least one."""
    old: Clause | None
    new: Clause | None
    redline: Redline = ()
    """Over the text alone, or over heading and text when the heading changed."""
    heading_redline: Redline = ()
    """Over the heading alone, when it changed."""
    related_old: tuple[str, ...] = ()
    """For split and merged: anchors of the other clauses in the old text."""
    related_new: tuple[str, ...] = ()
    """Likewise in the new text."""
    key: str = ""
    """The clause's key, once keys have been given."""

    @property
    def clause(self) -> Clause:
        """The clause as it is now, or as it last was."""
        clause = self.new or self.old
        assert clause is not None, "a change has at least one side"
        return clause


@dataclass(frozen=True)
class Comparison:
    """The whole correspondence of two texts, and what changed."""

    pairs: tuple[tuple[str, str], ...]
    """(old anchor, new anchor), unchanged clauses included; a split or merged clause has several."""
    changes: tuple[Change, ...]
    """In the order of the new text, removed clauses where they stood."""
    unchanged: int
    """How many clauses of the new text are in no change."""

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """One number for each kind of change, and `unchanged`."""
        return count_kinds(Counter(kind for change in self.changes for kind in change.kinds), self.unchanged)


def count_kinds(found: Mapping[str, int], unchanged: int) -> Mapping[str, int]:
    """The numbers that the contract gives of a comparison (DESIGN: "Command line", `counts`)."""
    return {**{kind: found.get(kind, 0) for kind in KINDS}, "unchanged": unchanged}


# --- everything known about a policy --------------------------------------------------------------


@dataclass(frozen=True)
class Chronicle:
    """A policy with all that follows from its history: what the pages, feeds and the command line show."""

    history: PolicyHistory
    trees: tuple[ClauseTree, ...]
    """One for each edition."""
    keys: tuple[Mapping[str, str], ...]
    """One mapping, anchor to key, for each edition."""
    comparisons: tuple[Comparison, ...]
    """Each edition against the one before; the first against the empty text."""

    @property
    def slug(self) -> str:
        """The slug of the policy."""
        return self.history.slug


# --- settings -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dated:
    """A setting that holds from a day on (None: always did)."""

    value: str
    since: date | None = None


@dataclass(frozen=True)
class Settings:
    """What a site (or the command line's defaults) lays down for all its policies."""

    docs_dir: str = ""
    """The folder of the policies, relative to the root of the repository, `/`-separated, empty for the root."""
    policies: tuple[str, ...] = ()
    """Patterns below `docs_dir`; empty: every Markdown file is a policy."""
    branch: str = ""
    editions: EditionSource = "commits"
    tag_pattern: str = "*"
    notice: tuple[Dated, ...] = (Dated("the day after posting"),)
    timezone: tuple[Dated, ...] = (Dated("UTC"),)
    holidays: tuple[Dated, ...] = ()
    """The country or subdivision (`DE`, `US-CA`) whose holidays are no business days."""
