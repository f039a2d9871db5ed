"""Characters that markup cannot hold, made visible: what was there stays noticed, and the document well-formed.

XML 1.0 (section 2.2, production `Char`) has no place for most control characters, lone surrogates and U+FFFE/U+FFFF,
not even as character references; HTML calls them errors, and so do calendars, DEL too (RFC 5545, section 3.1).
Dropping them would hide that something was there.
"""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\u007e\u0080-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DELETE = 0x7F
_CONTROL_PICTURES = 0x2400
"""The Unicode block in which U+2400 + n pictures the control character n."""
_EMBEDDINGS, _POP_EMBEDDING = "\u202a\u202b\u202d\u202e", "\u202c"
_ISOLATES, _POP_ISOLATE = "\u2066\u2067\u2068", "\u2069"


def printable(text: str) -> str:
    """The text with a control picture (`␛`) for each forbidden control character, `�` for anything else forbidden."""
    return _FORBIDDEN.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code == _DELETE:
        return "\u2421"
    return chr(_CONTROL_PICTURES + code) if code < 0x20 else "\ufffd"


def one_line(text: str) -> str:
    """The text on one line, white space collapsed, forbidden characters made visible.

    A direction that the text leaves open ends with it: what we write after a title, such as a day, must not be turned
    round by it (Unicode Standard Annex #9, sections 2.1 to 2.5).
    """
    line = " ".join(printable(text).split())
    return line + _open_directions(line)


def _open_directions(line: str) -> str:
    """The characters that end the embeddings, overrides and isolates which a line opens and does not end."""
    ends: list[str] = []
    for character in line:
        if character in _EMBEDDINGS:
            ends.append(_POP_EMBEDDING)
        elif character in _ISOLATES:
            ends.append(_POP_ISOLATE)
        elif character == _POP_EMBEDDING and ends[-1:] == [_POP_EMBEDDING]:
            ends.pop()
        elif character == _POP_ISOLATE and _POP_ISOLATE in ends:
            while ends.pop() != _POP_ISOLATE:
                continue
    return "".join(reversed(ends))
