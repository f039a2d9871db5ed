"""Publish policies that change: editions, effective dates, clause by clause redlines, out of git."""
