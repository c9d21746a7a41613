"""Front matter of a text: YAML between `---`, TOML between `+++`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime

MAX_LINES = 200
MAX_CHARS = 20_000
"""Maximum length of front matter; a longer block is text."""
MAX_ITEMS = 50
"""Maximum number of items kept of a list, such as authors."""

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):(?:\s+(.*))?$")
_NAMES = ("name", "title")
"""Fields that represent an object, such as an author."""


def split_front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """Fields at the start of a text, by their names in lower case, and the rest.

    Lists are joined by commas; objects within objects are left out. A block without readable fields is part of the
    text; invalid YAML, such as `title: Bridge: a vote`, is read line by line.
    """
    begin = text.lstrip("\ufeff\r\n")
    lines = begin[:MAX_CHARS].replace("\r\n", "\n").split("\n", MAX_LINES)[:MAX_LINES]
    fence = lines[0].rstrip()
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in _FENCES.get(fence, ())), 0)
    if not end:
        return {}, text
    head = "\n".join(lines[1:end])
    fields = _toml(head) if fence == "+++" else _yaml(head) or _plain(lines[1:end])
    if fields is None or (head.strip() and not fields):
        return {}, text
    rest = begin.split("\n", end + 1)
    return fields, rest[end + 1] if len(rest) > end + 1 else ""


def _yaml(head: str) -> dict[str, str] | None:
    """Fields of YAML with all values as written; None if it is not valid."""
    import yaml

    try:
        # Scalars stay text, so that neither dates nor `no` are converted; only lists and mappings are built.
        loaded = yaml.load(head, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError, ValueError, UnicodeError):
        return None
    return _fields(loaded)


def _toml(head: str) -> dict[str, str] | None:
    import tomllib

    try:
        return _fields(tomllib.loads(head))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None


def _fields(loaded: object) -> dict[str, str] | None:
    if not isinstance(loaded, Mapping):
        return None
    return {name.lower(): _words(value) for name, value in loaded.items() if isinstance(name, str)}


def _words(value: object) -> str:
    """A value as one line of text."""
    if isinstance(value, list):
        items = (_words(item) for item in value[:MAX_ITEMS] if not isinstance(item, list))
        return ", ".join(filter(None, items))
    if isinstance(value, Mapping):
        return next((value[name] for name in _NAMES if isinstance(value.get(name), str)), "")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _plain(lines: list[str]) -> dict[str, str] | None:
    """Fields read line by line from invalid YAML; None if a line is not a field."""
    fields: dict[str, str] = {}
    for line in lines:
        if match := _FIELD.match(line.rstrip()):
            fields[match[1].lower()] = _unquoted((match[2] or "").strip())
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return None
    return fields


def _unquoted(value: str) -> str:
    """A value without YAML quotation marks."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        try:
            return str(json.loads(value))
        except ValueError:
            return value[1:-1]
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
