"""The blocks that become clauses, and the sequences they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from policydiff.clauses.inline import text_of
from policydiff.clauses.labels import Label
from policydiff.clauses.raw import RawElement
from policydiff.model import Clause, ClauseForm, Span

CELL_BORDER = " | "
"""What stands between the cells of a table row in the text of its clause; the only sign that no reader sees."""
NOWHERE = Element("div")
"""Stands for the element of a unit that is on no page."""


@dataclass(eq=False)
class Flow:
    """A sequence of blocks whose labels belong together: the page, or what is inside a list item or quotation."""

    owner: Unit | None = None
    outer: Flow | None = None
    open: list[Unit] = field(default_factory=list)
    interrupted: bool = False
    """Whether blocks without label stand behind the last clause in `open`."""
    root: bool = False
    """Whether it is the page itself."""


@dataclass(eq=False)
class Unit:
    """A block that becomes a clause."""

    element: Element
    form: ClauseForm
    flow: Flow
    label: Label | None = None
    heading: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()
    level: int = 0
    """Of a heading: 1 to 6."""
    counted: bool = False
    """Whether the label is the number of a list item, which the browser prints."""
    alias: str = ""
    raw: tuple[int, RawElement] | None = None
    """The block of raw HTML it stands in: its number among those that are kept aside, and its elements."""
    label_home: Element | None = None
    """The element whose text starts with the printed label."""
    own_id: str = ""
    """The id that the element has without us: a heading's slug, a footnote's name."""
    line: int = 0
    """In the section or text it was read from, from 0."""
    heading_words: str = ""
    text_words: str = ""
    roman: bool = False
    """Whether its label counts in roman numbers: `(i)` alone does not say."""
    parent: Unit | None = None
    anchor: str = ""
    base: str = ""
    """What the anchors of its sub-clauses start with."""
    scope: str = ""
    """What the anchors of its numbering series start with."""
    clause: Clause | None = None
    """What it became in the text that was read last."""

    def fresh(self, flow: Flow) -> Unit:
        """The same block for another page, not yet arranged."""
        return Unit(
            NOWHERE, self.form, flow, self.label, self.heading, self.text, self.level, self.counted, self.alias,
            own_id=self.own_id,
        )  # fmt: skip

    def let_go(self) -> None:
        """Forget the page it was read from."""
        self.element, self.label_home, self.raw = NOWHERE, None, None

    def settle(self, line: int) -> None:
        """Note what does not change any more: its line, and its words as plain text."""
        self.line = line
        self.heading_words, self.text_words = text_of(self.heading), text_of(self.text)

    @property
    def is_title(self) -> bool:
        """Whether it is nothing but a title, to which what follows belongs."""
        return self.form == "heading" or bool(self.label and self.heading and not self.text)

    @property
    def words(self) -> str:
        """All its words, once they are settled: label, heading, text."""
        text = self.text_words.replace(CELL_BORDER, " ") if self.form == "row" else self.text_words
        parts = (self.label.shown if self.label else "", self.heading_words, text)
        return " ".join(part for part in parts if part)
