"""Characters that markup cannot hold, made visible: what was there stays noticed, and the document well-formed.

XML 1.0 (section 2.2, production `Char`) has no place for most control characters, lone surrogates and U+FFFE/U+FFFF,
not even as character references; HTML calls them errors. Dropping them would hide that something was there.
"""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL_PICTURES = 0x2400
"""The Unicode block in which U+2400 + n pictures the control character n."""


def printable(text: str) -> str:
    """The text with a control picture (`␛`) for each forbidden control character, `�` for anything else forbidden."""
    return _FORBIDDEN.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(_CONTROL_PICTURES + code) if code < 0x20 else "\ufffd"


def one_line(text: str) -> str:
    """The text on one line, white space collapsed, forbidden characters made visible."""
    return " ".join(printable(text).split())
