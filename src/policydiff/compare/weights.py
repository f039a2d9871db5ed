"""What keeping a token saves a reader, and what one more separate change costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policydiff.compare.scripts import is_unspaced
from policydiff.compare.wholes import Run

STOP_WORDS = frozenset(
    """
    a an and any are as at be been but by for from has have if in is it its of on or our so such that the their them
    then there these they this those to under upon was we were which who will with you your
    """.split()  # noqa: SIM905 - a list of words is easier to read in lines
)
"""Words whose keeping says little. "Not", "no", "may" and "shall" are none of them."""

CHARGE = 2.5
"""What one more separate change costs a reader, in words."""
UNSPACED_TENTHS = 5
"""What a character weighs of a script without spaces: most of its words have two."""
MOST_TENTHS = 35
"""What a token weighs at most, in tenths of a word."""
_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


@lru_cache(maxsize=50_000)
def weight(token: str) -> float:
    """How much it matters to a reader that a token was kept, in words; an address is no more than a phrase."""
    if is_unspaced(token):
        return min(UNSPACED_TENTHS * len(token), MOST_TENTHS) / 10
    tenths = 0
    for word in _WORD.findall(token):
        tenths += 3 if len(word) == 1 and not word.isalnum() else 7 if word.lower() in STOP_WORDS else 10
    return min(tenths, MOST_TENTHS) / 10


def is_worthwhile(run: Run, old: Sequence[str]) -> bool:
    """Whether keeping a run saves more than one more separate change costs."""
    return 2 * sum(map(weight, old[run.old : run.old + run.size])) > CHARGE
