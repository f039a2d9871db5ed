"""Two texts: pairing of clauses, kinds of change, redlines; and keys through all editions."""

from policydiff.compare.chronicle import check_aliases, compile_chronicle, count_editions, latest_tree
from policydiff.compare.comparison import EMPTY_TREE, compare_trees
from policydiff.compare.lineage import text_before
from policydiff.compare.whereabouts import Whereabouts, trace_keys

__all__ = [
    "EMPTY_TREE",
    "Whereabouts",
    "check_aliases",
    "compare_trees",
    "compile_chronicle",
    "count_editions",
    "latest_tree",
    "text_before",
    "trace_keys",
]
