"""Histories, and other values of ours, as JSON and back; histories without their texts."""

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
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        [inner] = (part for part in get_args(kind) if part is not type(None))
        return None if value is None else restore_value(inner, value)
    if origin is Literal:
        return _checked(value in get_args(kind), value)
    if origin is tuple:
        parts = get_args(kind)
        items: list[Any] = _checked(isinstance(value, list), value)
        if parts[-1] is Ellipsis:
            return tuple(restore_value(parts[0], item) for item in items)
        return tuple(restore_value(part, item) for part, item in zip(parts, items, strict=True))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        items = _checked(isinstance(value, list), value)
        return kind(
            **{name: restore_value(hint, item) for (name, hint), item in zip(hints.items(), items, strict=True)}
        )
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
