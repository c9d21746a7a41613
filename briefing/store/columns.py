"""Conversion between values and columns: times, lists, JSON, and the folded words of queries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, overload

from briefing import codec
from briefing.query.normalization import fold
from briefing.store.sqlite_errors import UnreadableError

T = TypeVar("T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@overload
def to_micros(when: datetime) -> int: ...
@overload
def to_micros(when: None) -> None: ...
@overload
def to_micros(when: datetime | None) -> int | None: ...
def to_micros(when: datetime | None) -> int | None:
    """Microseconds since 1970; exact, unlike a float timestamp."""
    return None if when is None else (when - _EPOCH) // _MICROSECOND


@overload
def from_micros(micros: int) -> datetime: ...
@overload
def from_micros(micros: None) -> None: ...
@overload
def from_micros(micros: int | None) -> datetime | None: ...
def from_micros(micros: int | None) -> datetime | None:
    """The aware UTC time of a `to_micros` value.

    Raises:
        UnreadableError: the column holds no valid time.
    """
    try:
        return None if micros is None else _EPOCH + timedelta(microseconds=micros)
    except (TypeError, OverflowError) as error:
        raise UnreadableError("invalid time") from error


def to_lines(items: Iterable[str]) -> str:
    """Join words or ids, one per line; line breaks inside an item become spaces."""
    return "\n".join(" ".join(item.splitlines()) for item in items)


def from_lines(text: str) -> tuple[str, ...]:
    """Inverse of `to_lines`."""
    return tuple(text.split("\n")) if text else ()


def from_json(cls: type[T], data: str) -> T:
    """Inverse of `codec.to_json`.

    Raises:
        UnreadableError: the column holds no such value.
    """
    try:
        return codec.from_json(cls, data)
    except (RecursionError, TypeError, ValueError) as error:
        raise UnreadableError(f"invalid {cls.__name__}") from error


def read_json(data: str) -> Any:
    """Plain data from a JSON column.

    Raises:
        UnreadableError: the column holds no JSON.
    """
    try:
        return json.loads(data)
    except (RecursionError, TypeError, ValueError) as error:
        raise UnreadableError("invalid JSON") from error


def query_words(query: str) -> tuple[str, ...]:
    """The words of a query, folded and padded with spaces; a folded text matches if it contains all of them."""
    return tuple(f" {word} " for word in fold(query).split())
