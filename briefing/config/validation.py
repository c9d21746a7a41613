"""Reading and validation of configuration files: types, ranges, addresses, queries; all problems reported at once."""

from __future__ import annotations

import re
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from functools import cache
from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from briefing.command_lines import Command
from briefing.config.feed_checks import bad_feeds
from briefing.config.mail_folders import bad_seeds
from briefing.config.sections import Config
from briefing.config.sync_checks import bad_sync
from briefing.errors import ConfigError, did_you_mean
from briefing.files import read_file
from briefing.secrets import Secret

if TYPE_CHECKING:
    from briefing.query.nodes import Node

T = TypeVar("T")

MAX_BYTES = 10_000_000
"""Maximum size of a configuration in bytes, enough for 50,000 feeds."""
BYTE_ORDER_MARK = "\ufeff"
"""UTF-8 byte order mark, as written by some editors on Windows."""


WATCHABLE = ("title:", "text:", "quote:", "speaker:", "outlet:")
"""Fields allowed in the query of a watch besides bare words: those known while a thread is being built."""


def is_watchable(node: Node) -> bool:
    """Whether a query node is allowed in a watch."""
    from briefing.query.nodes import State, Term, When

    known = not isinstance(node, Term) or node.field == "any" or f"{node.field}:" in WATCHABLE
    return known and not isinstance(node, State | When)


def load_config(path: Path) -> Config:
    """Read and check the configuration file `path`.

    Raises:
        ConfigError: the file cannot be read, is not TOML, or has wrong keys or values; the message names the
            file and all problems at once.
    """
    return check_text(config_text(path), path)


def config_text(path: Path) -> str:
    """Text of a configuration file, byte order mark and line ends included.

    Raises:
        ConfigError: it cannot be read, is not a file, or is not UTF-8.
    """
    try:
        return read_file(path, MAX_BYTES, pipes=True).decode("utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the configuration is not UTF-8 (byte {error.start}); save it as UTF-8") from error


def check_text(text: str, path: Path) -> Config:
    """Parse and check the text of a configuration; `path` resolves relative seeds and names the file in errors.

    Raises:
        ConfigError: as `load_config`.
    """
    try:
        data = tomllib.loads(text.removeprefix(BYTE_ORDER_MARK))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    problems: list[str] = []
    config = read_section(Config, data, "", problems)
    if config and not problems:  # values of a wrong type cannot be checked further
        problems += bad_feeds(config.feeds) + _bad_queries(config) + _bad_mail(config) + _bad_languages(config)
        problems += bad_sync(config.sync) + bad_seeds(config.seeds)
    if problems or config is None:
        raise ConfigError(f"{path}: " + "; ".join(problems))
    return _resolved(config, path.resolve().parent)


def _resolved(section: T, base: Path) -> T:
    """A section with its paths, and those of the sections in it, made absolute; the same if it has none."""
    found = {name: getattr(section, name) for name in _path_fields(cast(Any, type(section)))}
    absolute = {name: value for name, old in found.items() if (value := _absolute(old, base)) is not old}
    return cast(T, replace(cast(Any, section), **absolute)) if absolute else section


def _absolute(value: Any, base: Path) -> Any:
    if isinstance(value, Path):
        return base / value.expanduser()
    if isinstance(value, tuple):
        values = tuple(_absolute(each, base) for each in value)
        return value if all(map(is_, values, value)) else values
    return _resolved(value, base) if is_dataclass(value) else value


@cache
def _path_fields(cls: Any) -> tuple[str, ...]:
    """Names of the fields of a section that are paths or have some."""
    kinds = {name: (hint, *typing.get_args(hint)) for name, hint in _type_hints(cls).items()}
    return tuple(
        name
        for name, each in kinds.items()
        if Path in each or any(is_dataclass(kind) and _path_fields(cast(Any, kind)) for kind in each)
    )


def _bad_languages(config: Config) -> list[str]:
    problems, seen = [], set()
    for number, code in enumerate(config.output.languages, 1):
        if not re.fullmatch("[a-z]{2}", code):
            problems.append(f"output.languages[{number}]: {code!r} is not a language code of two letters, such as 'en'")
        if code in seen:
            problems.append(f"output.languages[{number}]: {code!r} is listed twice")
        seen.add(code)
    return problems


def _bad_mail(config: Config) -> list[str]:
    """Problems of the mail addresses in `[daily]`; the parser is imported only if there are any."""
    problems: list[str] = []
    if not (config.daily.mail_to or config.daily.mail_from):
        return problems
    from briefing.mail_addresses import parse_address, parse_addresses

    for key, parse in (("mail_to", parse_addresses), ("mail_from", parse_address)):
        if written := getattr(config.daily, key):
            try:
                parse(written)
            except ValueError as error:
                problems.append(f"daily.{key}: {error}")
    return problems


def _bad_queries(config: Config) -> list[str]:
    problems = [
        f"queries.{name}: a name may only have letters, digits, _ and -"
        for name in config.queries
        if not re.fullmatch(r"[\w-]+", name)
    ]
    queries = [(f"queries.{name}", text, False) for name, text in config.queries.items()]
    queries += [(f"watch[{number}].query", watch.query, True) for number, watch in enumerate(config.watch, 1)]
    queries += [(f"rules[{number}].query", rule.query, False) for number, rule in enumerate(config.rules, 1)]
    return problems + [
        f"{where}: {problem}"
        for where, text, watched in queries
        if (problem := _bad_query(text, config.queries, watched))
    ]


def _bad_query(text: str, saved: Mapping[str, str], watched: bool) -> str:
    """Problem of a query; empty if it is valid."""
    from briefing.query.nodes import EVERYTHING, walk
    from briefing.query.parser import parse
    from briefing.query.query_error import QueryError

    try:
        query = parse(text, saved)
    except QueryError as error:
        return str(error)
    if query == EVERYTHING:
        return f"{text!r} is empty"
    odd = [str(node) for node in walk(query) if watched and not is_watchable(node)]
    return f"{odd[0]} cannot be watched; a watch may have words and {', '.join(WATCHABLE)}" if odd else ""


@cache
def _type_hints(cls: Any) -> dict[str, Any]:
    """Types of a dataclass's fields, resolved once: a configuration can have hundreds of feeds."""
    return typing.get_type_hints(cls)


def read_section(cls: type[T], data: Mapping[str, Any], where: str, problems: list[str]) -> T | None:
    """Build dataclass `cls` from a TOML table, appending to `problems`; None if a required key is missing."""
    known: dict[str, Field[Any]] = {f.name: f for f in fields(cast(Any, cls))}
    hints = _type_hints(cast(Any, cls))
    problems += [f"{where}{key}: unknown key{_nearest(key, hints)}" for key in data if key not in known]
    values = {
        name: _value(hints[name], data[name], f"{where}{name}", known[name].metadata, problems)
        for name in known
        if name in data
    }
    missing = [
        name for name, f in known.items() if name not in data and f.default is MISSING and f.default_factory is MISSING
    ]
    problems += [f"{where}{name}: missing" for name in missing]
    if missing:
        return None
    try:
        return cls(**values)
    except ValueError as error:
        problems.append(f"{where}{error}")
        return None


def _nearest(key: str, hints: Mapping[str, Any]) -> str:
    """Suggestion for an unknown key: a similar key, or the same key in another table; empty if there is none."""
    if key == "password" and "password_file" in hints:
        return "; a password is not written here, but printed by a password_command, or stands in a password_file"
    if near := did_you_mean(key, hints):
        return f"; {near}"
    tables = [name for name, hint in hints.items() if is_dataclass(hint) and any(f.name == key for f in fields(hint))]
    return f"; did you mean {key} of [{tables[0]}]?" if tables else ""


def _value(hint: Any, value: Any, where: str, limits: Mapping[str, float], problems: list[str]) -> Any:
    """Check `value` against a type hint and limits, appending to `problems`; returns the converted value."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if is_dataclass(hint):
        if isinstance(value, dict):
            return read_section(cast(type[Any], hint), value, f"{where}.", problems)
        problems.append(f"{where}: expected a table, not {value!r}")
    elif origin is tuple:
        return _list(arguments[0], value, where, problems)
    elif origin is Mapping:
        if isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
            return types.MappingProxyType({name: arguments[1](v) for name, v in value.items()})
        problems.append(f"{where}: expected a table of texts")
    elif origin is Literal:
        if value not in arguments:
            problems.append(f"{where}: {value!r} is not one of {', '.join(map(str, arguments))}")
    elif Path in (hint, *arguments) and isinstance(value, str) and value:
        value = Path(value)
    elif Secret in arguments:
        value = _secret(value, where, problems)
    elif Command in arguments:
        value = _command(value, where, problems)
    else:
        value = _scalar(hint, value, where, limits, problems)
    return value


def _list(hint: Any, value: Any, where: str, problems: list[str]) -> Any:
    """Check a list of values of one type, appending to `problems`; returns them as a tuple."""
    if isinstance(value, list):
        return tuple(_value(hint, each, f"{where}[{i}]", {}, problems) for i, each in enumerate(value, 1))
    is_one_table = isinstance(value, dict) and is_dataclass(hint)
    expected = f"expected a list of tables: write [[{where}]]" if is_one_table else f"expected a list, not {value!r}"
    problems.append(f"{where}: {expected}")
    return value


def _secret(value: Any, where: str, problems: list[str]) -> Secret | None:
    """Check a secret, appending to `problems`, which do not show it."""
    if isinstance(value, str):
        return Secret(value)
    problems.append(f"{where}: expected text")
    return None


def _command(value: Any, where: str, problems: list[str]) -> Command | None:
    """Check a command, appending to `problems`, which do not show it; None if it is wrong."""
    if not isinstance(value, str) and not (isinstance(value, list) and all(isinstance(word, str) for word in value)):
        problems.append(f"{where}: expected a command: text, or a list of texts")
        return None
    try:
        return Command(value if isinstance(value, str) else tuple(value))
    except ValueError as error:
        problems.append(f"{where}: {error}")
        return None


def _scalar(hint: Any, value: Any, where: str, limits: Mapping[str, float], problems: list[str]) -> Any:
    """Check a number, string or boolean, appending to `problems`; returns the converted value."""
    if hint is float and type(value) is int:
        value = float(value)
    if type(value) is not hint:
        words: dict[Any, str] = {int: "a whole number", float: "a number", bool: "true or false"}
        shown = "" if Path in typing.get_args(hint) else f", not {value!r}"  # perhaps a password in place of its file
        problems.append(f"{where}: expected {words.get(hint, 'text')}{shown}")
    elif "min" in limits and value < limits["min"]:
        problems.append(f"{where}: {value!r} is below {limits['min']}")
    elif "max" in limits and value > limits["max"]:
        problems.append(f"{where}: {value!r} is above {limits['max']}")
    return value
