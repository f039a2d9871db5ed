"""A posted text as the history needs it: decoded, its words, and what its front matter lays down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from policydiff.clauses import decode_source, split_front_matter
from policydiff.clauses.source import cut_front_matter, unify_lines
from policydiff.errors import PolicydiffError, PolicyError, SettingError
from policydiff.history.message import YEARS, read_day
from policydiff.history.settings import state_no_text

_MAY_SAY = re.compile(
    r"""^[ \t]*["']?(?:notice|timezone|holidays|effective|policy)["']?[ \t]*:|^[ \t]*[{?<&!]|[\\\x85\u2028\u2029]""",
    re.MULTILINE,
)
"""Where front matter has none of what is read, nor a form that could hide it, it need not be parsed."""

_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a text's front matter says about the policy; empty or None where it says nothing."""

    notice: str = ""
    timezone: str = ""
    holidays: str = ""
    effective: date | None = None
    is_policy: bool = True


def decode_text(data: bytes, where: str) -> str:
    """The text of a file. Raises PolicyError for a pointer to Git LFS, and for bytes that are not UTF-8."""
    if data.startswith(_LFS):
        raise PolicyError(state_pointer(where))
    return decode_source(data, where)


def decode_old_text(data: bytes) -> str:
    """An older text, which nobody can put right any more: bytes that are not UTF-8 become U+FFFD."""
    return unify_lines(data.decode("utf-8", "replace"))


def is_pointer(source: str) -> bool:
    """Whether a text is no text but a pointer to Git LFS."""
    return source.startswith(_LFS.decode())


def state_pointer(where: str) -> str:
    """What is wrong with a pointer, and what to do."""
    return (
        f"{where} is a pointer to Git LFS, not a text: take the file out of LFS (`git lfs migrate export`), or, "
        "where an old edition is meant, omit it with `.record.yml`."
    )


def read_front_matter(source: str, where: str, *, whole: bool = False) -> FrontMatter:
    """What the front matter says. Raises PolicyError when it is no YAML, SettingError for a value of a wrong kind.

    Only with `whole` is it parsed where it says nothing of ours.
    """
    end = _END.search(source, 3) if source.startswith("---") else None
    # Only the head is handed on: looking through whole texts is what reading a long history would spend its time on.
    written = cut_front_matter(source[: end.end()])[0] if end else ""
    if not whole and not _MAY_SAY.search(written):
        return FrontMatter()
    try:
        return _read_written(written)
    except PolicydiffError as error:
        raise type(error)(f"{where}: {error}") from None


def says_no_policy(source: str) -> bool:
    """Whether the front matter says `policy: false`."""
    try:
        return not read_front_matter(source, "").is_policy
    except PolicydiffError:
        return False


@lru_cache(maxsize=4096)
def _read_written(written: str) -> FrontMatter:
    """What some YAML says; kept, because a file's front matter is nearly always that of its last edition."""
    meta = split_front_matter(f"---\n{written}---\n").meta
    return FrontMatter(
        notice=_text(meta, "notice"),
        timezone=_text(meta, "timezone"),
        holidays=_text(meta, "holidays"),
        effective=_day(meta.get("effective")),
        is_policy=_flag(meta.get("policy")),
    )


def _text(meta: Mapping[str, object], name: str) -> str:
    value = meta.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise SettingError(f"in the front matter, {state_no_text(name, value)}")
    return value


def _day(value: object) -> date | None:
    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime) and value.year in YEARS:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        return read_day(value.strip(), "in the front matter, `effective`")
    raise SettingError(f"in the front matter, `effective` is a day such as 2024-05-31, not {str(value)!r}.")


def _flag(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return value is not False
    raise SettingError(f"in the front matter, `policy` is `true` or `false`, without quotation marks, not {value!r}.")
