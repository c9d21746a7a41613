"""Adds and removes `[[feeds]]` in a configuration's text; all other bytes stay as the user wrote them.

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
from briefing.config import BYTE_ORDER_MARK, FeedConfig
from briefing.errors import ConfigError
from briefing.secrets import Secret

_HEADER = re.compile(r"\s*\[\[\s*feeds\s*\]\]\s*(?:#.*)?$")
_TABLE = re.compile(r"\s*+\[\[?+\s*+[\w\"'.-]++[^=\]]*+\]\]?\s*+(?:#.*)?$")


def with_feeds(text: str, feeds: Sequence[FeedConfig]) -> str:
    """Append feeds to a configuration.

    Raises:
        ConfigError: its feeds are written in a way that cannot be added to.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    end = "\r\n" if "\r\n" in text else "\n"
    start = text if not text or text.endswith("\n") else text + end
    tables = "".join(end + end.join(_lines(feed)) + end for feed in feeds)
    after = start + (tables if start else tables.removeprefix(end))
    expected = [*_feeds(text), *(_data(feed) for feed in feeds)]
    return mark + _proven(text, after, expected)


def without_feeds(text: str, numbers: Collection[int]) -> str:
    """Remove feeds from a configuration by index (from 0); comments before and after them stay.

    Raises:
        ConfigError: its feeds are written in a way that cannot be taken out.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    lines = text.splitlines(keepends=True)
    headers = [place for place, line in enumerate(lines) if _HEADER.match(line)]
    before = _feeds(text)
    if len(headers) != len(before):
        raise ConfigError(_BY_HAND)
    for number in sorted(numbers, reverse=True):
        del lines[_table_lines(lines, headers[number])]
    return mark + _proven(text, "".join(lines), [feed for place, feed in enumerate(before) if place not in numbers])


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


_BY_HAND = "the feeds there are written in a way that cannot be changed safely; edit the file by hand"


def _proven(before: str, after: str, feeds: Sequence[Any]) -> str:
    """The new text, after checking that it parses to the old configuration with the new feeds."""
    try:
        data = tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        raise ConfigError(_BY_HAND) from None
    old = tomllib.loads(before)
    if [*data.pop("feeds", [])] != [*feeds] or data != {key: old[key] for key in old if key != "feeds"}:
        raise ConfigError(_BY_HAND)
    return after


def _feeds(text: str) -> list[Any]:
    feeds = tomllib.loads(text).get("feeds", [])
    return feeds if isinstance(feeds, list) else []


def _data(feed: FeedConfig) -> dict[str, object]:
    """The keys of a feed's table that differ from their defaults."""
    data: dict[str, object] = {}
    for each in fields(feed):
        value = getattr(feed, each.name)
        if each.name == "url" and feed.command and feed.url == feed.command.location:
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


def _lines(feed: FeedConfig) -> list[str]:
    return ["[[feeds]]", *(f"{key} = {_toml(value)}" for key, value in _data(feed).items())]


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_toml(name)} = {_toml(each)}' for name, each in value.items())} }}"
    # A JSON string, boolean or list of strings is valid TOML except for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
