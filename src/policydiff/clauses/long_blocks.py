"""Very long blocks in time that does not explode.

Python-Markdown takes headings, rules, link targets and abbreviations from a block one by one, and looks through all the
rest of it each time. In blocks of hundreds of lines they get blank lines around them first.
"""

from __future__ import annotations

import re

from markdown.preprocessors import Preprocessor

_LONG = 200
"""Lines of a block up to which it is left as it is."""
_HEADING = re.compile(r" {0,3}#{1,6} ")
_ONE_LINER = re.compile(r"(?:\*[ ]*){3,}$|(?:-[ ]+){2,}-[ ]*$|(?:_[ ]*){3,}$|\*?\[[^\[\]^]+\][ ]?:[ ]*\S")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")


class LongBlockPreprocessor(Preprocessor):
    """Sets lines that are blocks by themselves apart where a block is very long."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, with more blank ones between them."""
        if len(lines) <= _LONG:
            return lines
        found: list[str] = []
        block: list[str] = []
        for line in [*lines, ""]:
            if line.strip():
                block.append(line)
                continue
            found += _set_apart(block) if len(block) > _LONG else block
            found.append(line)
            block = []
        return found[:-1]


def _set_apart(block: list[str]) -> list[str]:
    found: list[str] = []
    apart = True
    for line, following in zip(block, [*block[1:], ""], strict=True):
        if apart and _UNDERLINE.match(line) and found and found[-1]:
            found += [line, ""]
            continue
        title = apart and line[:1].isalnum() and _UNDERLINE.match(following)
        goes_on = following.startswith((" ", "\t")) or _UNDERLINE.match(following)
        alone = _HEADING.match(line) or (apart and not goes_on and _ONE_LINER.match(line))
        if alone and not apart:
            found.append("")
        found.append(line)
        if alone:
            found.append("")
        apart = bool(alone or title)
    return found
