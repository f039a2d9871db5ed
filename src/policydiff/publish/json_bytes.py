"""JSON as bytes: the same value gives the same bytes, in UTF-8, a line for each thing that can change by itself."""

from __future__ import annotations

import json
from collections.abc import Mapping


def json_bytes(content: Mapping[str, object]) -> bytes:
    """The object in UTF-8, one line for each field and for each item of a list: compact, and still read by people.

    A lone surrogate, which UTF-8 cannot hold, is written as the JSON escape that it is.
    """
    fields = (f"{_compact(name)}: {_field(value)}" for name, value in content.items())
    return ("{\n" + ",\n".join(fields) + "\n}\n").encode("utf-8", "backslashreplace")


def _field(value: object) -> str:
    if isinstance(value, (list, tuple)) and value:
        return "[\n" + ",\n".join(map(_compact, value)) + "\n]"
    return _compact(value)


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
