"""Adds and removes `[[feeds]]`, and adds `[[rules]]` and `[queries]`, in a configuration's text.

All other bytes stay as the user wrote them.

TOML libraries delete the comment before the next table along with a removed one, so lines are edited here and the
result is parsed again to verify it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any

from briefing.command_lines import Command
from briefing.config import BYTE_ORDER_MARK, FeedConfig, RuleConfig
from briefing.errors import ConfigError
from briefing.secrets import Secret

_HEADER = re.compile(r"\s*\[\[\s*feeds\s*\]\]\s*(?:#.*)?$")
_QUERIES = re.compile(r"^[ \t]*\[[ \t]*queries[ \t]*\][ \t]*(?:#[^\n]*)?\n", re.MULTILINE)
_NONE: Mapping[str, str] = {}
_TABLE = re.compile(r"\s*+\[\[?+\s*+[\w\"'.-]++[^=\]]*+\]\]?\s*+(?:#.*)?$")


def with_feeds(text: str, feeds: Sequence[FeedConfig]) -> str:
    """Append feeds to a configuration.

    Raises:
        ConfigError: its feeds are written in a way that cannot be added to.
    """
    return with_tables(text, feeds)


def with_tables(
    text: str, feeds: Sequence[FeedConfig], rules: Sequence[RuleConfig] = (), queries: Mapping[str, str] = _NONE
) -> str:
    """Append feeds and rules to a configuration, and saved queries to its `[queries]`.

    Raises:
        ConfigError: these are written in a way that cannot be added to.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    end = "\r\n" if "\r\n" in text else "\n"
    start = text if not text or text.endswith("\n") else text + end
    tables = "".join(
        end + end.join(_lines(name, each)) + end
        for name, group in (("feeds", feeds), ("rules", rules))
        for each in group
    )
    after = _with_queries(start + (tables if start else tables.removeprefix(end)), queries, end)
    added = {
        "feeds": [*_listed(text, "feeds"), *map(_data, feeds)],
        "rules": [*_listed(text, "rules"), *map(_data, rules)],
        "queries": {**tomllib.loads(text).get("queries", {}), **queries},
    }
    return mark + _proven(text, after, added)


def _with_queries(text: str, queries: Mapping[str, str], end: str) -> str:
    """A configuration with more queries, below the header of those it has, else in a table of their own."""
    if not queries:
        return text
    lines = "".join(f"{_toml(name)} = {_toml(query)}{end}" for name, query in queries.items())
    if header := _QUERIES.search(text):
        return text[: header.end()] + lines + text[header.end() :]
    return f"{text}{end if text else ''}[queries]{end}{lines}"


def without_feeds(text: str, numbers: Collection[int]) -> str:
    """Remove feeds from a configuration by index (from 0); comments before and after them stay.

    Raises:
        ConfigError: its feeds are written in a way that cannot be taken out.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    lines = text.splitlines(keepends=True)
    headers = [place for place, line in enumerate(lines) if _HEADER.match(line)]
    before = _listed(text, "feeds")
    if len(headers) != len(before):
        raise ConfigError(_BY_HAND)
    for number in sorted(numbers, reverse=True):
        del lines[_table_lines(lines, headers[number])]
    kept = [feed for place, feed in enumerate(before) if place not in numbers]
    return mark + _proven(text, "".join(lines), {"feeds": kept})


def _table_lines(lines: Sequence[str], start: int) -> slice:
    """The lines of the table whose header is at `start`, with one of the blank lines around it."""
    following = range(start + 1, len(lines))
    end = next((place for place in following if _TABLE.match(lines[place])), len(lines))
    while end > start + 1 and not lines[end - 1].split("#")[0].strip():
        end -= 1
    is_behind_blank = start > 0 and not lines[start - 1].strip()
    if is_behind_blank and end < len(lines) and not lines[end].strip():
        end += 1
    return slice(start - (is_behind_blank and end == len(lines)), end)


_BY_HAND = "the feeds, rules or queries there are written in a way that cannot be changed safely; edit the file by hand"


def _proven(before: str, after: str, changed: Mapping[str, Any]) -> str:
    """The new text, after checking that it parses to the old configuration with the changed tables."""
    try:
        data = tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        raise ConfigError(_BY_HAND) from None
    expected = {**tomllib.loads(before), **changed}
    if any(value != data.get(name, type(value)()) for name, value in expected.items()) or set(data) - set(expected):
        raise ConfigError(_BY_HAND)
    return after


def _listed(text: str, name: str) -> list[Any]:
    """The tables of a name."""
    tables = tomllib.loads(text).get(name, [])
    return tables if isinstance(tables, list) else []


def _data(table: FeedConfig | RuleConfig) -> dict[str, object]:
    """The keys of a table that differ from their defaults."""
    data: dict[str, object] = {}
    command = table.command if isinstance(table, FeedConfig) else None
    for each in fields(table):
        value = getattr(table, each.name)
        if each.name == "url" and command and value == command.location:
            continue
        if value and value != each.default:
            data[each.name] = _plain(value)
    return data


def _plain(value: Any) -> object:
    """A value as TOML has it."""
    if isinstance(value, Command):
        return value.written if isinstance(value.written, str) else list(value.written)
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return list(value) if isinstance(value, tuple) else value if isinstance(value, str | bool) else str(value)


def _lines(name: str, table: FeedConfig | RuleConfig) -> list[str]:
    return [f"[[{name}]]", *(f"{key} = {_toml(value)}" for key, value in _data(table).items())]


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_toml(name)} = {_toml(each)}' for name, each in value.items())} }}"
    # A JSON string, boolean or list of strings is valid TOML except for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
