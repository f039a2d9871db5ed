"""Histories, and other values of ours, as JSON and back; histories without their texts."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from policydiff.model import PolicyHistory


def store_histories(histories: Iterable[PolicyHistory]) -> list[object]:
    """What JSON can say of histories. The texts of their editions are left out."""
    return [
        store_value(replace(each, editions=tuple(replace(e, source="") for e in each.editions), latest_source=""))
        for each in histories
    ]


def restore_histories(stored: object) -> tuple[PolicyHistory, ...]:
    """The histories again. Raises ValueError for anything that `store_histories` does not give."""
    return tuple(restore_value(PolicyHistory, each) for each in _checked(isinstance(stored, list), stored))


def store_value(value: object) -> object:
    """What JSON can say of a dataclass, or of tuples of them."""
    if is_dataclass(value):
        return [store_value(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [store_value(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def restore_value(kind: Any, value: Any) -> Any:
    """The value again, of the kind that it was. Raises ValueError for anything else."""
    return _restorer(kind)(value)


Restore = Callable[[Any], Any]


@cache
def _restorer(kind: Any) -> Restore:
    """What brings back values of a kind: a kind is looked at once, though there are thousands of its values."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        [inner] = (_restorer(part) for part in parts if part is not type(None))
        return lambda value: None if value is None else inner(value)
    if origin is Literal:
        return lambda value: _checked(value in parts, value)
    if origin is tuple and parts[-1] is Ellipsis:
        each = _restorer(parts[0])
        return lambda value: tuple(map(each, _checked(isinstance(value, list), value)))
    if origin is tuple:
        return _row_restorer(parts, lambda *row: row)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return _row_restorer([hints[field.name] for field in fields(kind)], kind)
    if kind in (datetime, date):
        return lambda value: kind.fromisoformat(_checked(isinstance(value, str), value))
    return lambda value: _checked(isinstance(value, kind), value)


def _row_restorer(kinds: Sequence[Any], make: Callable[..., Any]) -> Restore:
    """What brings back rows of values, of a kind each."""
    plain = {place: kind for place, kind in enumerate(kinds) if kind in (str, int, bool)}
    others = [(place, _restorer(kind)) for place, kind in enumerate(kinds) if place not in plain]
    count, places, plain_kinds = len(kinds), (*plain,), (*plain.values(),)

    def restore(value: Any) -> Any:
        row: list[Any] = list(_checked(isinstance(value, list) and len(value) == count, value))
        _checked(all(map(isinstance, map(row.__getitem__, places), plain_kinds)), value)
        for place, restore_part in others:
            row[place] = restore_part(row[place])
        return make(*row)

    return restore


def _checked(holds: bool, value: Any) -> Any:
    if not holds:
        raise ValueError(f"{value!r} is not what was stored")
    return value
