"""One policy as the pages speak of it: its editions' names and days, its clauses' names, and links to all of them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup, escape

from policydiff.compare import EMPTY_TREE
from policydiff.compare.lineage import Parting, merges_of, splits_of, text_before
from policydiff.history.standing import standing_of
from policydiff.model import (
    Change,
    Chronicle,
    Clause,
    ClauseTree,
    Comparison,
    Edition,
    PolicyHistory,
    Standing,
)
from policydiff.publish.addresses import Addresses, base_of, below
from policydiff.publish.elements import link_to
from policydiff.publish.redline_html import Spoken
from policydiff.publish.sections import changes_within, clause_names
from policydiff.publish.site import SiteFacts
from policydiff.publish.wording import Wording


@dataclass(frozen=True)
class Subject:
    """A policy on a day, in a site."""

    chronicle: Chronicle
    today: date
    facts: SiteFacts
    wording: Wording
    addresses: Addresses
    documents: Set[str] = frozenset()
    """The addresses of the files for programs that the site has."""
    all_policies: tuple[PolicyHistory, ...] = ()
    """Every policy of the site: an edition links to what the others said when it was posted."""

    @cached_property
    def base(self) -> str:
        """The address of the main page."""
        return base_of(self.chronicle.slug)

    @cached_property
    def title(self) -> str:
        """The policy's own title, from its newest text that has one, or its slug."""
        for tree in reversed(self.chronicle.trees):
            if tree.title:
                return tree.title
        return self.chronicle.slug.rsplit("/", 1)[-1].replace("-", " ").capitalize()

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Oldest first."""
        return self.chronicle.history.editions

    @property
    def latest(self) -> Edition:
        """The latest posted edition."""
        return self.chronicle.history.latest

    def edition(self, number: int) -> Edition:
        """By its number."""
        return self.editions[number - 1]

    def tree(self, number: int) -> ClauseTree:
        """The text of an edition; of an omitted one an empty text."""
        return self.chronicle.trees[number - 1]

    def before(self, number: int) -> int:
        """The edition that an edition is compared with: the last before it that has a text, or 0."""
        return text_before(self.chronicle, number)

    def tree_before(self, number: int) -> ClauseTree:
        """The text of that edition."""
        before = self.before(number)
        return self.tree(before) if before else EMPTY_TREE

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The standing of each edition on the day of the build."""
        return tuple(standing_of(self.chronicle.history, e.number, self.today) for e in self.editions)

    def standing(self, number: int) -> Standing:
        """Of an edition by its number."""
        return self.standings[number - 1]

    def successor(self, number: int) -> int:
        """The number of the edition that took or takes the place of an earlier one; those that never applied do not."""
        following = range(number + 1, self.latest.number)
        return next((n for n in following if self.standing(n).status != "never in force"), self.latest.number)

    @cached_property
    def spoken(self) -> Spoken:
        """The words that screen readers say at insertions and deletions."""
        say = self.wording.plain
        return Spoken(f"{say('inserted')} ", f"{say('deleted')} ", f" ({say('change_ends')}) ", "pd-sr")

    def at(self, *parts: object) -> str:
        """The address of one of the policy's pages."""
        return below(self.base, *parts) if parts else self.base

    def public_path(self, page: str) -> str:
        """What follows the address of the site in that of a page."""
        return self.addresses.url_of(page).removeprefix("./")

    def edition_link(self, page: str, number: int, words: object = None, fragment: str = "") -> Markup:
        """A link to an edition: to the main page for the latest, else to its own page."""
        latest = number == self.latest.number and not self.chronicle.history.withdrawn
        target = self.base if latest else self.at("editions", number)
        text = words or self.wording.say("edition.inline", number=number)
        return link_to(self.addresses.link(page, target, fragment), text)

    def clause_address(self, key: str) -> str:
        """The address of a clause's own page."""
        return self.at("clauses", key)

    @cached_property
    def anchors(self) -> tuple[Mapping[str, str], ...]:
        """For each edition: key to anchor."""
        return tuple({key: anchor for anchor, key in reversed(list(keys.items()))} for keys in self.chronicle.keys)

    @cached_property
    def spans(self) -> Mapping[str, tuple[int, int]]:
        """For each key the first and last edition it is in."""
        found: dict[str, tuple[int, int]] = {}
        for number, keys in enumerate(self.chronicle.keys, 1):
            for key in keys.values():
                found[key] = (found.get(key, (number, number))[0], number)
        return found

    @cached_property
    def clause_names(self) -> Mapping[str, str]:
        """For each key the newest name of its clause."""
        return clause_names(self.chronicle)

    @cached_property
    def changes_within(self) -> Mapping[str, Mapping[int, Comparison]]:
        """By key what each edition changed in a clause and in those below it."""
        return changes_within(self.chronicle)

    @cached_property
    def merges(self) -> Mapping[str, Parting]:
        """By the key of a clause that was merged into another: when, and into which."""
        return {parting.key: parting for parting in merges_of(self.chronicle)}

    @cached_property
    def splits(self) -> Mapping[str, Parting]:
        """By the key of a clause that was split off from another: when, and from which."""
        return {parting.key: parting for parting in splits_of(self.chronicle)}

    def anchor_now(self, key: str) -> str | None:
        """Where a clause is in the latest edition, by itself or in the clause that it was merged into."""
        present = self.anchors[-1]
        while key not in present and key in self.merges:
            key = self.merges[key].main
        return present.get(key)

    def clause_named(self, name: str) -> Clause | None:
        """The clause of the latest edition with this key, editor's name, anchor or label."""
        if not name:
            return None
        tree = self.chronicle.trees[-1]
        anchor = self.anchors[-1].get(name)
        if anchor:
            return tree.by_anchor[anchor]
        wanted = name.rstrip(".")
        return next((c for c in tree.clauses if name in (c.alias, c.anchor) or c.label.rstrip(".") == wanted), None)

    def label(self, clause: Clause) -> str:
        """How a sentence names a clause: by its label, or its first words in quotation marks."""
        return clause.label.rstrip(".") or f"“{short_name(clause, 32)}”"

    def called(self, clause: Clause) -> str:
        """How the name of a link says which clause it is about: `clause 5.6`, or the first words."""
        return call_clause(self.wording, clause.label, clause.heading or clause.text)

    def visible_changes(self, number: int) -> tuple[Change, ...]:
        """What a list of changed clauses names: all but mere renumbering and markup."""
        quiet = {"renumbered", "format"}
        return tuple(c for c in self.chronicle.comparisons[number - 1].changes if not set(c.kinds) <= quiet)

    def posted(self, edition: Edition) -> Markup:
        """The posting day, marked up with the instant."""
        day = escape(self.wording.day_text(edition.posting_day))
        return Markup(f'<time datetime="{edition.posted.isoformat()}">{day}</time>')

    def applies(self, number: int) -> Markup:
        """The days on which an edition applies."""
        return self.wording.applies(self.standing(number), self.edition(number), self.today)

    def which_applies(self, number: int) -> Markup:
        """The same in a relative clause: `which applied from … to …`."""
        if self.standing(number).in_force_from is None:
            return self.wording.say("never.relative")
        if self.standing(number).in_force_until is None and self.standing(number).status == "in force":
            return self.wording.say("applies.relative", first=self.wording.day(self.edition_day(number)))
        return self.applies(number)

    def edition_day(self, number: int) -> date:
        """The first day on which an edition applies."""
        return self.standing(number).in_force_from or self.edition(number).effective

    @cached_property
    def pending(self) -> tuple[int, ...]:
        """Every edition from the one in force on, when the latest does not apply yet on the day of the build."""
        started = self.standings[-1].in_force_from
        if started is None or started <= self.today:
            return ()
        return tuple(
            number
            for number, standing in enumerate(self.standings, 1)
            if standing.in_force_from is not None
            and (standing.in_force_until is None or standing.in_force_until > self.today)
        )


def short_name(clause: Clause, length: int = 44) -> str:
    """Label and heading, or first words, cut at a word."""
    return " ".join(part for part in (clause.label.rstrip("."), _cut(clause.heading or clause.text, length)) if part)


def call_clause(wording: Wording, label: str, words: str) -> str:
    """How the name of a link says which clause it is about: by its label, else by its first words."""
    if label:
        return wording.plain("clause", label=label.rstrip("."))
    return f"“{_cut(words, 32)}”" if words else wording.plain("history.this")


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def kind_words(change: Change, wording: Wording) -> str:
    """The kinds of a change in words: `amended and renumbered`."""
    return wording.join([wording.plain(f"kind.{kind}") for kind in change.kinds])


def paragraphs(text: str) -> list[Markup]:
    """Plain text as paragraphs: an empty line between two, line ends kept."""
    return [
        Markup("<br>").join(escape(line) for line in part.split("\n")) for part in text.split("\n\n") if part.strip()
    ]
