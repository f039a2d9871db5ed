"""Publish policies that change: editions, effective dates, clause by clause redlines, out of git."""

from importlib.metadata import version

__version__ = version("policydiff")
