"""Settings out of the plugin's options, as values that are checked, and the value that holds at an instant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from policydiff.errors import SettingError
from policydiff.history.message import YEARS, read_day
from policydiff.history.notice import FORMS, check_country, parse_notice
from policydiff.model import Dated, EditionSource, Settings

OPTIONS = ("policies", "branch", "editions", "tag_pattern", "notice", "timezone", "holidays")
"""The names of the plugin's options that decide about editions and dates."""


def read_settings(options: Mapping[str, object], docs_dir: str, where: str = "the plugin's options") -> Settings:
    """Settings from the options of the plugin; those of other purposes are left alone.

    A slip of the pen in a name is an error: it would hide a rule or zone, and make a wrong date. `docs_dir` is relative
    to the root of the repository. `notice`, `timezone` and `holidays` are one value, or a list of mappings with the
    value and `from: DAY`. Raises SettingError.
    """
    _check_names(options, where)
    notice = _dated(options.get("notice"), "notice", where) or (Dated("the day after posting"),)
    timezone = _dated(options.get("timezone"), "timezone", where) or (Dated("UTC"),)
    holidays = _dated(options.get("holidays"), "holidays", where)
    for dated in timezone:
        read_zone(dated.value, where)
    try:
        for dated in notice:
            parse_notice(dated.value)
        for dated in holidays:
            check_country(dated.value)
    except SettingError as error:
        raise SettingError(f"{where}: {error}") from None
    return Settings(
        docs_dir=docs_dir.strip("/") if docs_dir != "." else "",
        policies=_patterns(options.get("policies"), where),
        branch=_text(options.get("branch"), "branch", where),
        editions=_edition_source(options.get("editions"), where),
        tag_pattern=_text(options.get("tag_pattern"), "tag_pattern", where) or "*",
        notice=notice,
        timezone=timezone,
        holidays=holidays,
    )


def _check_names(options: Mapping[str, object], where: str) -> None:
    for name in options:
        near = [] if name in OPTIONS else get_close_matches(str(name), OPTIONS, n=1, cutoff=0.8)
        if near:
            raise SettingError(f"{where}: the plugin policydiff has no option `{name}`. Is it `{near[0]}`?")


_NO_ZONES = ("localtime", "posixrules", "Factory")
"""Files among those of the zones that stand for a machine's own zone, or for none."""


def read_zone(name: str, where: str) -> ZoneInfo:
    """The time zone of an IANA name."""
    if name not in _NO_ZONES and not name.startswith(("posix/", "right/")):
        with suppress(ValueError, OSError, KeyError):
            return ZoneInfo(name)
    raise SettingError(f"{where}: there is no time zone {name!r}. Write an IANA name such as Europe/Berlin or UTC.")


def read_today(option: object, where: str) -> date | None:
    """The day as of which a site is to be built; None for the current one. Raises SettingError."""
    if option is None or option == "":
        return None
    if isinstance(option, date) and not isinstance(option, datetime) and option.year in YEARS:
        return option
    return read_day(str(option), f"{where}, `today`")


def zone_at(settings: Settings, instant: datetime) -> str:
    """The zone that the settings lay down at an instant; a change begins with its day in the new zone."""
    found = settings.timezone[0].value
    for dated in settings.timezone:
        if dated.since is None or datetime.combine(dated.since, time(), ZoneInfo(dated.value)) <= instant:
            found = dated.value
    return found


def value_on(values: Sequence[Dated], day: date) -> str:
    """The value that holds on a day; before the first one that first one, and empty without any."""
    found = values[0].value if values else ""
    for dated in values:
        if dated.since is None or dated.since <= day:
            found = dated.value
    return found


def state_no_text(name: str, value: object) -> str:
    """What is wrong with a value that should be a text, of a setting that is one."""
    if name == "holidays" and value is False:
        return '`holidays` is false, for that is how YAML reads `NO`. For Norway write it in quotation marks: `"NO"`.'
    if name == "notice":
        return f"`notice` is a rule in words, not {value!r}. Write {FORMS}."
    return f"`{name}` is a text, not {value!r}: write it in quotation marks."


def _dated(option: object, name: str, where: str) -> tuple[Dated, ...]:
    if option is None or option == "":
        return ()
    if isinstance(option, str):
        return (Dated(option),)
    if isinstance(option, bool | int | float):
        raise SettingError(f"{where}: {state_no_text(name, option)}")
    form = f"{where}: `{name}` is one value, or a list such as `- {{ {name}: VALUE, from: 2024-05-31 }}`."
    if not isinstance(option, Sequence) or not option:
        raise SettingError(form)
    found: list[Dated] = []
    for each in option:
        entry = each if isinstance(each, Mapping) else {name: each}
        if not set(entry) <= {name, "value", "from"}:
            raise SettingError(form)
        value, since = entry.get(name, entry.get("value")), entry.get("from")
        if isinstance(value, bool | int | float):
            raise SettingError(f"{where}: {state_no_text(name, value)}")
        if not isinstance(value, str):
            raise SettingError(form)
        found.append(Dated(value, _day(since, form)))
    days = [dated.since or date.min for dated in found]
    if days != sorted(set(days)):
        raise SettingError(f"{where}: the days of `{name}` are not in order. The oldest comes first, each day once.")
    return tuple(found)


def _day(value: object, form: str) -> date | None:
    if isinstance(value, str):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime) and value.year in YEARS):
        return value
    raise SettingError(form)


def _patterns(option: object, where: str) -> tuple[str, ...]:
    if option is None:
        return ()
    patterns = [option] if isinstance(option, str) else option
    if isinstance(patterns, Sequence) and all(isinstance(pattern, str) for pattern in patterns):
        return tuple(str(pattern) for pattern in patterns)
    raise SettingError(f"{where}: `policies` is a list of patterns such as `privacy.md` or `terms/*.md`.")


def _text(option: object, name: str, where: str) -> str:
    if option is None:
        return ""
    if isinstance(option, str):
        return option
    raise SettingError(f"{where}: `{name}` is a text.")


def _edition_source(option: object, where: str) -> EditionSource:
    match option:
        case None | "commits":
            return "commits"
        case "tags":
            return "tags"
        case _:
            raise SettingError(f"{where}: `editions` is `commits` or `tags`, not {option!r}.")
