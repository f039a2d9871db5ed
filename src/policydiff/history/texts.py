"""A posted text as the history needs it: decoded, its words, and what its front matter lays down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from policydiff.clauses import decode_source, split_front_matter
from policydiff.errors import PolicyError, SettingError
from policydiff.history.message import read_day

_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a text's front matter says about the policy; empty or None where it says nothing."""

    notice: str = ""
    timezone: str = ""
    holidays: str = ""
    effective: date | None = None
    is_policy: bool = True


def decode_text(data: bytes, where: str, *, newest: bool) -> str:
    """The text of a file. Raises PolicyError for an LFS pointer, and for bytes that are not UTF-8.

    In an older text, which nobody can put right, such bytes become U+FFFD.
    """
    if data.startswith(_LFS):
        raise PolicyError(
            f"{where} is a pointer to Git LFS, not a text: take the file out of LFS (`git lfs migrate export`), or, "
            "where an old edition is meant, omit it with `.record.yml`."
        )
    try:
        return decode_source(data, where)
    except PolicyError:
        if newest:
            raise
        return decode_source(data.decode("utf-8", "replace").encode(), where)


def read_front_matter(source: str, where: str) -> FrontMatter:
    """What the front matter says. Raises PolicyError when it is no YAML, SettingError for a value of a wrong kind."""
    try:
        meta = split_front_matter(source).meta
    except PolicyError as error:
        raise PolicyError(f"{where}: {error}") from None
    return FrontMatter(
        notice=_text(meta, "notice", where),
        timezone=_text(meta, "timezone", where),
        holidays=_text(meta, "holidays", where),
        effective=_day(meta.get("effective"), where),
        is_policy=meta.get("policy") is not False,
    )


def says_no_policy(source: str) -> bool:
    """Whether the front matter says `policy: false`."""
    if not source.startswith("---") or "policy" not in source:
        return False
    try:
        return split_front_matter(source).meta.get("policy") is False
    except PolicyError:
        return False


def _text(meta: Mapping[str, object], name: str, where: str) -> str:
    value = meta.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise SettingError(f"{where}: `{name}` in the front matter is a text, not {value!r}.")
    return value


def _day(value: object, where: str) -> date | None:
    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return read_day(str(value), f"{where}, `effective` in the front matter")
