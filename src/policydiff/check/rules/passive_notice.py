"""The text makes readers watch for changes themselves. Information: the site is what helps them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.check.draft import DraftText
from policydiff.check.rule import Remark, Rule, Spot

_OFTEN = r"(?:periodically|regularly|frequently|from time to time)"
_LOOK = r"(?:monitor|review|check|visit|revisit|consult)\w*"
_MADE_TO = (
    r"(?:responsib\w+|obligat\w+|undertakes?|agrees?|encouraged?|advised?|invite you|urge you|recommend(?: that)? you)"
)
_PASSIVE = re.compile(
    rf"(?:independently|regularly|periodically)\s+{_LOOK}[^.]{{0,60}}(?:chang|amend|updat|polic|terms|page)"
    rf"|{_MADE_TO}[^.]{{0,60}}\b{_LOOK}[^.]{{0,80}}(?:chang|amend|updat|revis|{_OFTEN})"
    rf"|(?<!\bwe )(?<!\bwill ){_LOOK} (?:back |this |these |our |the )"
    rf"[^.]{{0,60}}(?:{_OFTEN}|for (?:any )?(?:changes|updates))",
    re.IGNORECASE,
)


def find(draft: DraftText) -> Iterator[Remark]:
    """The first such sentence."""
    for place, clause in enumerate(draft.tree.clauses):
        match = _PASSIVE.search(clause.text)
        if match:
            yield Remark(
                Spot(place, "text", match.start(), match.end()),
                "The text leaves it to readers to notice changes.",
                "Point them to the change log, its feeds and its calendar here.",
            )
            return


RULE = Rule("passive-notice", "info", "the text leaves it to readers to notice changes", find)
