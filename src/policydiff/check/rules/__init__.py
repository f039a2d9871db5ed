"""The rules of `policydiff check`, each in a module of its own: a new one is written, listed here, given examples."""

from __future__ import annotations

from policydiff.check.rule import Rule
from policydiff.check.rules import (
    ambiguous_reference,
    dangling_reference,
    duplicate_heading,
    duplicate_number,
    duplicate_term,
    heading_level,
    inconsistent_term,
    list_renders_otherwise,
    notice_rule,
    numbering_gap,
    numbering_order,
    passive_notice,
    placeholder,
    renumbered_reference,
    short_notice,
    stated_date,
    undefined_term,
    unused_term,
)

RULES: tuple[Rule, ...] = (
    dangling_reference.RULE,
    ambiguous_reference.RULE,
    renumbered_reference.RULE,
    numbering_gap.RULE,
    duplicate_number.RULE,
    numbering_order.RULE,
    heading_level.RULE,
    duplicate_heading.RULE,
    list_renders_otherwise.RULE,
    undefined_term.RULE,
    unused_term.RULE,
    duplicate_term.RULE,
    inconsistent_term.RULE,
    placeholder.RULE,
    stated_date.RULE,
    notice_rule.RULE,
    short_notice.RULE,
    passive_notice.RULE,
)
