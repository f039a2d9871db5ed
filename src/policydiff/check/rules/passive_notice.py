"""The text makes readers watch for changes themselves. Information: the site is what helps them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.check.draft import Draft
from policydiff.check.rule import Remark, Rule, Spot

_PASSIVE = re.compile(
    r"(?:independently|regularly|periodically)\s+(?:monitor|review|check)\w*[^.]{0,60}(?:chang|amend|updat|polic|terms|page)"
    r"|(?:responsib\w+|obligat\w+|undertakes?|agrees?|encouraged?|advised?|invite you|urge you|recommend(?: that)? you)"
    r"[^.]{0,60}\b(?:monitor|review|check|visit|consult)\w*[^.]{0,80}(?:chang|amend|updat|revis|periodically|regularly|from time to time|frequently)"
    r"|(?:please )?(?:review|check|visit|revisit) (?:back |this |these |our |the )[^.]{0,60}(?:periodically|regularly|frequently|from time to time|for (?:any )?(?:changes|updates))",
    re.IGNORECASE,
)


def find(draft: Draft) -> Iterator[Remark]:
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
