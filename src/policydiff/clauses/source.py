"""From the bytes of a policy's file to its text: encoding, line ends, front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.errors import PolicyError
from policydiff.yaml_text import NoYaml, load_yaml

_FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:-{3}|\.{3})[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A policy's source, taken apart."""

    meta: Mapping[str, object]
    body: str
    """The Markdown below the front matter."""
    lines: int
    """How many lines of the file stand above the body."""


def decode_source(data: bytes, where: str) -> str:
    """The text of a file in UTF-8, with or without byte-order mark, its line ends made newline characters.

    Raises PolicyError, naming `where`, when the bytes are not UTF-8.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PolicyError(
            f"{where} is not valid UTF-8: byte 0x{data[error.start]:02x} in line {line}. Save the file as UTF-8."
        ) from None
    return unify_lines(text)


def unify_lines(text: str) -> str:
    """Without byte-order mark, with newline characters at the end of every line."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def cut_front_matter(source: str) -> tuple[str, str, int]:
    """The YAML of the front matter (may be empty), the body, and the number of lines above the body."""
    text = unify_lines(source)
    found = _FRONT_MATTER.match(text)
    if not found:
        return "", text, 0
    return found["yaml"], text[found.end() :], found.group().count("\n")


def split_front_matter(source: str) -> FrontMatter:
    """The front matter of a policy as a mapping, and the Markdown below it.

    Raises PolicyError when the front matter is not a YAML mapping.
    """
    text, body, lines = cut_front_matter(source)
    try:
        meta = load_yaml(text) if text.strip() else {}
    except NoYaml as error:
        where = f" (line {error.line + 1})" if error.line else ""
        raise PolicyError(f"The front matter is not valid YAML{where}: {error.problem}.") from None
    if meta is None:
        meta = {}
    if not isinstance(meta, dict):
        raise PolicyError("The front matter must be a list of settings such as `title: Privacy policy`, one a line.")
    return FrontMatter({str(name): value for name, value in meta.items()}, body, lines)
