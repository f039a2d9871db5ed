"""Policies as plain outlines of numbered sections and clauses, whose anchors are known before they are parsed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policydiff.clauses import parse_clauses

PRIVACY = Path(__file__).parents[2] / "policy" / "privacy.md"


@dataclass(eq=False)
class Item:
    """A clause; `sources` are the numbers of the clauses of the old text that it continues."""

    text: str
    sources: frozenset[int] = frozenset()


@dataclass(eq=False)
class Section:
    """A heading with the clauses below it."""

    heading: Item
    clauses: list[Item] = field(default_factory=list)


Outline = list[Section]


def items_of(outline: Outline) -> list[tuple[str, Item]]:
    """Every heading and clause with its anchor, in order."""
    found: list[tuple[str, Item]] = []
    for number, section in enumerate(outline, 1):
        found.append((f"clause-{number}", section.heading))
        found += [(f"clause-{number}.{at}", clause) for at, clause in enumerate(section.clauses, 1)]
    return found


def to_markdown(outline: Outline) -> str:
    """The outline as a policy with a printed number at every clause."""
    blocks = ["# Policy"]
    for number, section in enumerate(outline, 1):
        blocks.append(f"## {number}. {section.heading.text}")
        blocks += [f"{number}.{at}. {clause.text}" for at, clause in enumerate(section.clauses, 1)]
    return "\n\n".join(blocks) + "\n"


def copy_with_sources(outline: Outline) -> Outline:
    """The same outline, every part of it knowing its place."""
    places = {item: frozenset([place]) for place, (_, item) in enumerate(items_of(outline))}
    return [
        Section(
            Item(section.heading.text, places[section.heading]),
            [Item(clause.text, places[clause]) for clause in section.clauses],
        )
        for section in outline
    ]


def read_privacy_policy() -> Outline:
    """The policy that ships with the project: its longer clauses, below its headings."""
    outline: Outline = []
    for clause in parse_clauses(PRIVACY.read_text("utf-8")).clauses:
        if clause.heading and clause.label:
            outline.append(Section(Item(clause.heading)))
        if outline and len(clause.text.split()) >= 4:
            outline[-1].clauses.append(Item(clause.text))
    return [section for section in outline if section.clauses]


def invent_policy(size: int, seed: int, vocabulary: Sequence[str]) -> Outline:
    """A policy of `size` clauses in invented sentences, with boilerplate that repeats and clauses that nearly do."""
    rng = random.Random(f"policy-{size}-{seed}")
    boilerplate = [_sentence(rng, vocabulary, 8) for _ in range(3)]
    outline: Outline = []
    while sum(1 + len(section.clauses) for section in outline) < size:
        section = Section(Item(" ".join(rng.sample(vocabulary, 3)).capitalize()))
        for _ in range(rng.randint(3, 12)):
            sentences = [_sentence(rng, vocabulary, rng.randint(6, 24)) for _ in range(rng.randint(1, 4))]
            section.clauses.append(Item(" ".join(sentences)))
            if rng.random() < 0.05:
                words = section.clauses[-1].text.split()
                words[rng.randrange(len(words))] = rng.choice(vocabulary)
                section.clauses.append(Item(" ".join(words)))
        if rng.random() < 0.2:
            section.clauses.append(Item(rng.choice(boilerplate)))
        outline.append(section)
    return outline


def _sentence(rng: random.Random, vocabulary: Sequence[str], size: int) -> str:
    return " ".join(rng.choice(vocabulary) for _ in range(size)).capitalize() + "."
