"""The lines of a calendar (RFC 5545, sections 3.1 and 3.3.11): text escaped, long lines folded."""

from __future__ import annotations

import re

LONGEST = 74
"""Octets of a line without its end and without the space that a folded one begins with; 75 are allowed."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_LINE_END = re.compile(r"\r\n?")
_TO_ESCAPE = re.compile(r"[\\;,\n\r]")


def text_line(name: str, text: str) -> bytes:
    """A property whose value is text."""
    if _TO_ESCAPE.search(text):
        text = _LINE_END.sub("\n", text).translate(_ESCAPES)
    return content_line(name, text)


def content_line(name: str, value: str) -> bytes:
    """A property with its value as it is: a number, a day, an address."""
    line = f"{name}:{value}".encode()
    if len(line) <= LONGEST:
        return line + b"\r\n"
    return b"\r\n ".join(_fold(line)) + b"\r\n"


def _fold(line: bytes) -> list[bytes]:
    """The pieces of a line; no character, and nothing escaped, is cut."""
    pieces = []
    at = 0
    while len(line) - at > LONGEST:
        end = at + LONGEST
        while line[end] & 0xC0 == 0x80:
            end -= 1
        if line[end - 1] in b"\\^" and end - at > 1:
            end -= 1
        pieces.append(line[at:end])
        at = end
    return [*pieces, line[at:]]
