"""Conversion of values to data for other programs: objects with field names, lists, times as ISO 8601 in UTC.

In addition to its fields, an object has the properties that its dataclass names in `SHOWN`. Dates are without their
date-only marker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from briefing.model.days import midnight

_PLAIN = frozenset((str, int, float, bool, type(None)))
"""Types that JSON represents directly."""


def public_data(value: Any) -> Any:
    """`value` as data for `json.dumps`."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [public_data(element) for element in value]
    if is_dataclass(kind):
        values = ((name, getattr(value, name)) for name in _names(kind))
        return {name: each if type(each) in _PLAIN else public_data(each) for name, each in values}
    if kind is datetime:
        return midnight(value).astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return {str(key): public_data(element) for key, element in value.items()}
    if isinstance(value, str | int | float):
        return value
    raise TypeError(f"no JSON form for {kind.__name__}")


@cache
def _names(cls: Any) -> tuple[str, ...]:
    """Names of the fields and of the shown properties of a dataclass."""
    return (*(field.name for field in fields(cls)), *getattr(cls, "SHOWN", ()))
