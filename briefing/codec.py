"""Conversion between values of `briefing.model` and JSON-compatible data, for output and store.

A dataclass or named tuple becomes an object with its field names, any other tuple a list, a time ISO 8601 in UTC.
Public data also has the properties that a dataclass names in `SHOWN`, and dates without their date-only marker.
Reading tolerates missing optional fields and unknown fields, so that data of other versions can be read.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

from briefing.model.days import midnight

T = TypeVar("T")

_PLAIN = frozenset((str, int, float, bool, type(None)))
"""Types that JSON represents directly."""


def to_data(value: object) -> Any:
    """`value` as data for `json.dumps`; `from_data` is the inverse."""
    return _to_data(value, False)


def public_data(value: object) -> Any:
    """`value` as data for other programs."""
    return _to_data(value, True)


def _to_data(value: object, public: bool) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [item if type(item) in _PLAIN else _to_data(item, public) for item in cast(Any, value)]
    if kind is dict:
        return {str(key): _to_data(item, public) for key, item in cast(Any, value).items()}
    if is_dataclass(kind):
        values = zip(_shown(kind, public), _getter(kind, public)(value), strict=True)
        return {name: item if type(item) in _PLAIN else _to_data(item, public) for name, item in values}
    return _rare_to_data(value, public)


def _rare_to_data(value: object, public: bool) -> Any:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        value = midnight(value) if public else value
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return {str(key): _to_data(item, public) for key, item in value.items()}
    if _is_record(cast(Any, type(value))):  # before tuples, of which some are records
        return {name: _to_data(getattr(value, name), public) for name in _names(cast(Any, type(value)))}
    if isinstance(value, tuple | list):
        return [_to_data(item, public) for item in value]
    raise TypeError(f"no JSON form for {type(value).__name__}")


def from_data(cls: type[T], data: Any) -> T:
    """Inverse of `to_data` for `cls`, a dataclass or named tuple.

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
def _shown(cls: Any, public: bool) -> tuple[str, ...]:
    """Names of the fields of a dataclass; with `public`, also of the properties in `SHOWN`."""
    return _names(cls) + (tuple(getattr(cls, "SHOWN", ())) if public else ())


@cache
def _getter(cls: type, public: bool) -> Callable[[object], tuple[Any, ...]]:
    """A function that returns the values of `_shown` of a dataclass instance."""
    names = _shown(cls, public)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """A function that converts JSON data to the type `hint`."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if _is_record(hint):
        return _record_reader(cast(type[Any], hint))
    if hint is datetime:
        return datetime.fromisoformat
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            read = _reader(arguments[0])
            return tuple if read is _as_it_is else lambda data: tuple([read(item) for item in data])
        readers = [_reader(argument) for argument in arguments]
        return lambda data: tuple(read(item) for read, item in zip(readers, data, strict=True))
    if origin in (types.UnionType, typing.Union):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        read_inner = _reader(inner)
        plain = read_inner is _as_it_is
        return read_inner if plain else lambda data: None if data is None else read_inner(data)
    return _as_it_is


def _as_it_is(data: Any) -> Any:
    return data


def _record_reader(cls: type[Any]) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(cls)
    names = _names(cast(Any, cls))
    readers = {name: _reader(hints[name]) for name in names}
    number, read_each = len(names), tuple(reader if reader is not _as_it_is else None for reader in readers.values())

    def read(data: Mapping[str, Any]) -> Any:
        if len(data) == number and tuple(data) == names:  # all fields in order: the common case
            return cls(*[each(item) if each else item for each, item in zip(read_each, data.values(), strict=True)])
        return cls(**{name: reader(data[name]) for name, reader in readers.items() if name in data})

    return read
