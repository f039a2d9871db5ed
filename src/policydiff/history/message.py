"""What a commit message says: title, note, and the three `Policy-` lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar, get_args

from policydiff.errors import SettingError
from policydiff.model import ChangeClass

_LINE = re.compile(r"^[\s>*•-]*Policy-(Posted|Effective|Change)[ \t]*:(.*)$", re.IGNORECASE | re.MULTILINE)

_FORGE_SUBJECTS = (
    re.compile(r"Merge pull request '(?P<title>.+)' \(#\d+\) from .*"),  # Gitea, Forgejo
    re.compile(r"Merged PR \d+: (?P<title>.+)"),  # Azure
    re.compile(r"Merge pull request #\d+ .*"),  # GitHub
    re.compile(r"Merged in \S+ \(pull request #\d+\)"),  # Bitbucket
    re.compile(r"Merge (?:remote-tracking )?(?:branch|branches|tag) .*"),  # GitLab, and git itself
)
_TRAILER = re.compile(r"[A-Za-z][A-Za-z0-9-]*[ \t]*:[ \t]+\S.*|[ \t]+\S.*|\(cherry picked from commit [0-9a-f]+\)")
_SURE_TRAILER = re.compile(
    r"(?:[A-Za-z0-9]+-[A-Za-z0-9-]+|Bug|Cc|Change|Closes|Fixes|Issue|Issues|Jira|Link|Ref|Refs|See|Ticket)[ \t]*:.*"
    r"|\(cherry picked .*"
)
_RULE = re.compile(r"\s*[-=_*]{3,}\s*")
_BY = re.compile(r"^[\s>*•-]*(?:[A-Za-z]+[ -])*[Bb]y[ \t]*:.*$", re.MULTILINE)
_SQUASHED = re.compile(
    r"^\s*(?:commit [0-9a-f]{40,64}|(?:Author|Commit):[ \t].*<.*>|(?:Author|Commit)?Date:[ \t]{2,}.*"
    r"|Merge: [0-9a-f]+(?: [0-9a-f]+)+)[ \t]*$",
    re.MULTILINE,
)
_SEE = re.compile(
    r"^(?:See merge request \S+|(?:Close[sd]?|Fix(?:e[sd])?|Resolve[sd]?):? [\w./-]*#\d+\.?|Related work items?: .*)$",
    re.MULTILINE,
)
_NAMED_ADDRESS = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*[ \t]+){0,4}<[^<>\s]+@[^<>\s]+>")
_ADDRESS = re.compile(r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w/.])@[A-Za-z0-9][A-Za-z0-9-]*(?:/[\w-]+)?")


_CONTROL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What could steer a terminal or turn the direction of a text around, and what no feed may hold."""

YEARS = range(1000, 9000)
"""Those in which a day can be counted from, and a zone be applied, without leaving the calendar."""

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Statement:
    """The values of the `Policy-` lines; None where there is no line."""

    posted: datetime | None = None
    effective: date | None = None
    change: ChangeClass | None = None
    unusable: frozenset[str] = frozenset()
    """The names of which a line was malformed or contradicted another, and which the record settles."""


def read_title(message: str) -> tuple[str, str]:
    """The title and the note of an edition, as plain text without trailers, names or addresses.

    The title is the subject, or that of the merge request where the subject is the one a forge gives to merges.
    """
    subject, _, body = clean_text(message).strip().partition("\n")
    note = _clean(body)
    subject = " ".join(subject.split())
    for pattern in _FORGE_SUBJECTS:
        found = pattern.fullmatch(subject)
        if not found:
            continue
        if "title" in pattern.groupindex:
            subject = found["title"]
        elif note:
            subject, _, note = note.partition("\n")
        break
    return _hide_addresses(subject).strip(), note.strip()


def clean_text(text: str) -> str:
    """A text of somebody's with newline characters only, and without what could steer a terminal."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def read_lines(message: str) -> dict[str, list[str]]:
    """The values of all `Policy-` lines of a message, by name in lower case."""
    found: dict[str, list[str]] = {}
    for name, value in _LINE.findall(message):
        found.setdefault(name.lower(), []).append(value.strip())
    return found


def read_statement(
    where: str, message: str, merged: Sequence[str] = (), settled: frozenset[str] = frozenset()
) -> Statement:
    """What the `Policy-` lines of a commit say, those of the commits that it merged where it has none.

    `where` names the commit in errors. Raises SettingError for a malformed value or two that differ, unless their
    name is among the `settled`, which the record corrects.
    """
    own = read_lines(message)
    others = [read_lines(text) for text in merged]
    unusable: set[str] = set()

    def value(name: str, read: Callable[[str, str], _Value]) -> _Value | None:
        said = own.get(name) or [text for lines in others for text in lines.get(name, ())]
        try:
            distinct = {read(text, f"{where}, `Policy-{name.title()}`"): text for text in said}
        except SettingError as error:
            if name in settled:
                unusable.add(name)
                return None
            raise SettingError(f"{error} In a message that is posted already, correct it with `.record.yml`.") from None
        if len(distinct) > 1 and name in settled:
            unusable.add(name)
            return None
        if len(distinct) > 1:
            one, other, *_ = distinct.values()
            raise SettingError(
                f"{where} says both `Policy-{name.title()}: {one}` and `{other}`. Settle it in .record.yml "
                f"(`{name}: …`)."
            )
        return next(iter(distinct), None)

    posted, effective = value("posted", read_instant), value("effective", read_day)
    return Statement(posted, effective, value("change", read_change), frozenset(unusable))


def read_instant(text: str, where: str) -> datetime:
    """An instant in ISO 8601 with an offset."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    # Feeds and calendars have no offsets of seconds (RFC 3339).
    offset = instant.utcoffset() if instant else None
    if instant is None or offset is None or offset % timedelta(minutes=1) or instant.year not in YEARS:
        raise SettingError(
            f"{where}: {text!r} is no instant. Write date, time and offset, as in 2024-05-01T09:00:00+02:00."
        )
    return instant


def read_day(text: str, where: str) -> date:
    """An ISO date."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise SettingError(f"{where}: {text!r} is no day. Write it as 2024-05-31.")
    return day


def read_change(text: str, where: str) -> ChangeClass:
    """One of the editors' words for a change."""
    for known in get_args(ChangeClass):
        if text.lower() == known:
            found: ChangeClass = known
            return found
    raise SettingError(f"{where}: {text!r} is not known. Write correction, amendment or material.")


def _clean(body: str) -> str:
    body = _BY.sub("", _SEE.sub("", _SQUASHED.sub("", _LINE.sub("", body))))
    paragraphs = [paragraph.strip("\n") for paragraph in re.split(r"\n[ \t]*\n", body) if paragraph.strip()]
    while paragraphs and (_is_trailers(paragraphs[-1]) or _RULE.fullmatch(paragraphs[-1])):
        paragraphs.pop()
    return _hide_addresses("\n\n".join(paragraphs))


def _is_trailers(paragraph: str) -> bool:
    """Whether a paragraph is one of trailers: all lines look like it, and one is one beyond doubt."""
    lines = paragraph.splitlines()
    return (
        not lines[0][0].isspace()
        and all(_TRAILER.fullmatch(line) for line in lines)
        and any(_SURE_TRAILER.fullmatch(line) for line in lines)
    )


def _hide_addresses(text: str) -> str:
    text = _ADDRESS.sub("…", _NAMED_ADDRESS.sub("…", text))
    return "\n".join(line.rstrip() for line in text.split("\n"))
