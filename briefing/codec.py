"""Values of `briefing.model` to JSON-able data and back, one way for output and store alike.

A dataclass or named tuple becomes an object with its field names, any other tuple a list, a time ISO 8601 in UTC.
Reading is tolerant of missing and of unknown fields, so that data written by another version can be read.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


def to_data(value: object) -> Any:
    """Return `value` as what `json.dumps` takes."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return {str(key): to_data(item) for key, item in value.items()}
    if _is_record(cast(Any, type(value))):  # before tuples, of which some are records
        return {name: to_data(getattr(value, name)) for name in _names(cast(Any, type(value)))}
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    raise TypeError(f"no JSON form for {type(value).__name__}")


def from_data(cls: type[T], data: Any) -> T:
    """Return the value of `cls`, a dataclass or named tuple, that `to_data` wrote.

    Raises:
        TypeError: a required field is missing.
    """
    return cast(T, _reader(cast(Any, cls))(data))


@cache
def _is_record(hint: Any) -> bool:
    return hasattr(hint, "_fields") or is_dataclass(hint)


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(cls._fields) if hasattr(cls, "_fields") else tuple(f.name for f in fields(cls))


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """A function that turns JSON data into what the type `hint` says."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if _is_record(hint):
        return _record_reader(cast(type[Any], hint))
    if hint is datetime:
        return datetime.fromisoformat
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            read = _reader(arguments[0])
            return lambda data: tuple(read(item) for item in data)
        readers = [_reader(argument) for argument in arguments]
        return lambda data: tuple(read(item) for read, item in zip(readers, data, strict=True))
    if origin in (types.UnionType, typing.Union):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        read_inner = _reader(inner)
        return lambda data: None if data is None else read_inner(data)
    return lambda data: data


def _record_reader(cls: type[Any]) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(cls)
    names = _names(cast(Any, cls))
    readers = {name: _reader(hints[name]) for name in names}

    def read(data: Mapping[str, Any]) -> Any:
        return cls(**{name: reader(data[name]) for name, reader in readers.items() if name in data})

    return read
