"""Conversion between values and JSON-compatible data, for the store and worker processes, by msgspec.

A dataclass or struct becomes an object with its field names, a tuple a list, a time ISO 8601. Reading tolerates missing
optional fields and unknown fields, so that data of other versions can be read. Data for other programs is made by
`render.public_data`. msgspec is imported late, as reading commands that decode nothing start faster without it.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from typing import Any, TypeVar

from briefing.secrets import Secret

T = TypeVar("T")

_ESCAPING = "briefing.json"
"""Name of the error handler that escapes characters as JSON does."""


def to_data(value: object) -> Any:
    """`value` as data for `json.dumps`; `from_data` is the inverse."""
    import msgspec

    return msgspec.to_builtins(value, enc_hook=_plain)


def from_data(cls: type[T], data: Any) -> T:
    """Inverse of `to_data`.

    Raises:
        ValueError: a required field is missing, or a field has another type.
    """
    import msgspec

    return msgspec.convert(data, cls)


def to_json(value: object) -> str:
    """`value` as compact JSON in ASCII, identical for equal values; lone surrogates are escaped."""
    import msgspec

    try:
        encoded = msgspec.json.encode(value, enc_hook=_plain)
    except UnicodeEncodeError:  # a lone surrogate
        return json.dumps(to_data(value), ensure_ascii=True, separators=(",", ":"))
    return encoded.decode() if encoded.isascii() else encoded.decode().encode("ascii", _ESCAPING).decode()


def from_json(cls: type[T], text: str) -> T:
    """Inverse of `to_json`.

    Raises:
        RecursionError: the text is nested too deeply.
        ValueError: the text is not JSON, or not that of such a value.
    """
    import msgspec

    try:
        return msgspec.json.decode(text, type=cls)
    except msgspec.DecodeError:  # also for lone surrogates, which JSON allows
        return from_data(cls, json.loads(text))


def to_line(data: Any) -> bytes:
    """Data of `to_data` as one line of JSON, with its end."""
    import msgspec

    try:
        return msgspec.json.encode(data) + b"\n"
    except UnicodeEncodeError:  # a lone surrogate
        return json.dumps(data).encode() + b"\n"


def from_line(line: bytes) -> Any:
    """Inverse of `to_line`.

    Raises:
        ValueError: the line is not JSON, or not whole.
    """
    import msgspec

    try:
        return msgspec.json.decode(line)
    except msgspec.DecodeError:  # also for lone surrogates, which JSON allows
        return json.loads(line)


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Escapes of JSON for the characters that ASCII lacks, as `codecs.register_error` expects."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error(_ESCAPING, _escape)


def _plain(value: object) -> object:
    """A value of a type that msgspec does not encode: subclasses as of lxml's strings, and read-only mappings."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Secret):
        return str(value)
    for kind in (str, int, float):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")
