"""Histories as JSON and back, without their texts."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from policydiff.model import PolicyHistory


def store_histories(histories: Iterable[PolicyHistory]) -> list[object]:
    """What JSON can say of histories. The texts of their editions are left out."""
    return [
        _store(replace(each, editions=tuple(replace(e, source="") for e in each.editions), latest_source=""))
        for each in histories
    ]


def restore_histories(stored: object) -> tuple[PolicyHistory, ...]:
    """The histories again. Raises ValueError for anything that `store_histories` does not give."""
    return tuple(_restore(PolicyHistory, each) for each in _checked(isinstance(stored, list), stored))


def _store(value: object) -> object:
    if is_dataclass(value):
        return [_store(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_store(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _restore(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        [inner] = (part for part in get_args(kind) if part is not type(None))
        return None if value is None else _restore(inner, value)
    if origin is Literal:
        return _checked(value in get_args(kind), value)
    if origin is tuple:
        parts = get_args(kind)
        items: list[Any] = _checked(isinstance(value, list), value)
        if parts[-1] is Ellipsis:
            return tuple(_restore(parts[0], item) for item in items)
        return tuple(_restore(part, item) for part, item in zip(parts, items, strict=True))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        items = _checked(isinstance(value, list), value)
        return kind(**{name: _restore(hint, item) for (name, hint), item in zip(hints.items(), items, strict=True)})
    if kind in (datetime, date):
        return kind.fromisoformat(_checked(isinstance(value, str), value))
    return _checked(isinstance(value, kind), value)


def _checked(holds: bool, value: Any) -> Any:
    if not holds:
        raise ValueError(f"{value!r} is not what was stored")
    return value


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
