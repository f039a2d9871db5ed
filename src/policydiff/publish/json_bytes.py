"""JSON as bytes: the same value gives the same bytes, readable by people, in UTF-8."""

from __future__ import annotations

import json


def json_bytes(value: object) -> bytes:
    """The value in UTF-8; a lone surrogate, which UTF-8 cannot hold, as the JSON escape that it is."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
