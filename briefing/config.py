"""The configuration: declared once here, read from TOML, checked as a whole.

Every section is a frozen dataclass whose field types are the validation rules and whose docstrings are the
documentation. Nothing here touches what the values configure.
"""

from __future__ import annotations

import os
import re
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from briefing.errors import ConfigError

if TYPE_CHECKING:
    from briefing.query import Node

FullText = Literal["auto", "always", "never"]
RuleAction = Literal["mute", "star", "read"]
HookEvent = Literal["refresh", "development"]
Kept = Literal["starred", "followed", "tagged", "unread"]
When = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class FetchConfig:
    """`[fetch]`: how the network is used."""

    timeout: float = field(default=20.0, metadata={"min": 0.1, "max": 600})
    """Seconds for one answer, from connecting to the last byte."""
    read_timeout: float = field(default=10.0, metadata={"min": 0.1, "max": 600})
    """Seconds for which a server may be silent."""
    max_body_bytes: int = field(default=10 * 1024 * 1024, metadata={"min": 1024})
    """A larger feed or page is refused."""
    workers: int = field(default=64, metadata={"min": 1, "max": 256})
    """Requests at a time."""
    per_host: int = field(default=4, metadata={"min": 1, "max": 64})
    """Requests at a time to one server."""
    host_delay: float = field(default=0.1, metadata={"min": 0.0, "max": 60})
    """Seconds between the starts of two requests to one server."""
    allow_private: bool = False
    """Whether public feeds may lead to loopback and private networks; a feed that is itself there always may."""
    pages: int = field(default=60, metadata={"min": 0})
    """Full pages to fetch in one refresh, newest entries first."""
    pages_per_host: int = field(default=20, metadata={"min": 0})
    """Those of them that are from one server."""
    user_agent: str = "briefing (+https://pypi.org/project/briefing)"
    """How we name ourselves to servers."""


@dataclass(frozen=True, slots=True)
class ThreadsConfig:
    """`[threads]`: when two articles tell one story."""

    window_days: int = field(default=30, metadata={"min": 1})
    """A thread without news for so many days is closed to new articles."""
    similarity: float = field(default=0.5, metadata={"min": 0.0, "max": 1.0})
    """From 0 (everything is one story) to 1 (nothing is); 0.5 is what was measured best."""


@dataclass(frozen=True, slots=True)
class SummaryConfig:
    """`[summary]`: how summaries are made."""

    method: str = "briefing"
    """`briefing`, or the name of one of sumy's summarizers."""
    article_words: int = field(default=60, metadata={"min": 1})
    """Length of an article's summary."""
    thread_words: int = field(default=120, metadata={"min": 1})
    """Length of a thread's summary."""
    update_words: int = field(default=80, metadata={"min": 1})
    """Length of what is new in a thread that the reader knows."""


@dataclass(frozen=True, slots=True)
class DailyConfig:
    """`[daily]`: the briefing that cron prints."""

    limit: int = field(default=12, metadata={"min": 1})
    """Threads in one briefing."""
    quotes: int = field(default=5, metadata={"min": 0})
    """Key quotes a thread."""
    width: int = field(default=72, metadata={"min": 40, "max": 400})
    """Columns of the text format."""
    mail_to: str = ""
    """Whom `--format mail` is for; the user of this machine if empty."""
    mail_from: str = ""
    """Whom it is from; whom it is for if empty."""


@dataclass(frozen=True, slots=True)
class OutputConfig:
    """`[output]`: what commands print on a terminal."""

    color: When = "auto"
    """Whether text is coloured: `auto` is on a terminal only, and as `NO_COLOR` and `FORCE_COLOR` say."""
    pager: str = ""
    """Command for text that is longer than the screen; `$PAGER`, else less, if empty. `cat` is none."""


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """`[store]`: what `briefing prune` lets go."""

    keep_days: int = field(default=365, metadata={"min": 0})
    """Threads in which nothing has arrived for so many days go; 0 keeps them for ever."""
    max_megabytes: int = field(default=0, metadata={"min": 0})
    """Then the oldest go until the store is no larger; 0 for no limit."""
    keep: tuple[Kept, ...] = ("starred", "followed", "tagged", "unread")
    """What never goes."""


@dataclass(frozen=True, slots=True)
class TuiConfig:
    """`[tui]`: the reader."""

    theme: str = "textual-dark"
    """Name of a Textual theme."""
    refresh_on_start: bool = True
    """Fetch in the background when the reader opens."""
    quotes: int = field(default=5, metadata={"min": 0})
    """Key quotes a thread."""


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """One `[[feeds]]`."""

    url: str
    """Address of the feed, http or https."""
    title: str = ""
    """Shown as the outlet; the feed's own title if empty."""
    tags: tuple[str, ...] = ()
    """Any words, for queries."""
    full_text: FullText = "auto"
    """`auto` fetches the page when the feed carries only a teaser."""
    selector: str = ""
    """CSS selector of the article on the feed's pages, for sites where it is not found; empty to find it."""


@dataclass(frozen=True, slots=True)
class SeedConfig:
    """One `[[seeds]]`: a file or a folder of files that are read like a feed."""

    path: Path
    """Absolute after loading; relative paths start at the configuration's folder."""


WATCHABLE = ("title:", "text:", "quote:", "speaker:", "outlet:")
"""What may stand in the query of a watch besides bare words: what is known of a thread while it is made."""


def is_watchable(node: Node) -> bool:
    """Tell whether a part of a query may stand in a watch."""
    from briefing.query import State, Term, When

    known = not isinstance(node, Term) or node.field == "any" or f"{node.field}:" in WATCHABLE
    return known and not isinstance(node, State | When)


@dataclass(frozen=True, slots=True)
class WatchConfig:
    """One `[[watch]]`: threads to pin and name."""

    name: str
    """What the thread's title begins with."""
    query: str
    """Which threads; without states and times, which change without news."""


@dataclass(frozen=True, slots=True)
class RuleConfig:
    """One `[[rules]]`."""

    query: str
    """Which articles, as `briefing search` finds them."""
    action: RuleAction
    """What happens to them; `mute` is for their thread, where all of its articles are such."""
    name: str = ""
    """What the journal calls it; its number if empty."""


@dataclass(frozen=True, slots=True)
class HookConfig:
    """One `[[hooks]]`: a command that is run when something has come in."""

    on: HookEvent
    """`refresh`: threads that are new or have news; `development`: news of threads that are followed or watched."""
    command: str
    """For `sh -c`; it gets JSON Lines on standard input. If it fails, the last line it printed is told."""
    timeout: float = field(default=30.0, metadata={"min": 0.1, "max": 3600})
    """Seconds after which it is killed."""


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration."""

    fetch: FetchConfig = FetchConfig()
    """How the network is used."""
    threads: ThreadsConfig = ThreadsConfig()
    """When two articles tell one story."""
    summary: SummaryConfig = SummaryConfig()
    """How summaries are made."""
    daily: DailyConfig = DailyConfig()
    """The briefing that cron prints."""
    output: OutputConfig = OutputConfig()
    """What commands print on a terminal."""
    store: StoreConfig = StoreConfig()
    """What is let go."""
    tui: TuiConfig = TuiConfig()
    """The reader."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Name of a command -> key."""
    feeds: tuple[FeedConfig, ...] = ()
    """Subscriptions."""
    seeds: tuple[SeedConfig, ...] = ()
    """Files and folders."""
    watch: tuple[WatchConfig, ...] = ()
    """Threads to pin and name."""
    rules: tuple[RuleConfig, ...] = ()
    """What to do with articles as they arrive."""
    queries: Mapping[str, str] = field(default_factory=dict)
    """Name -> query; `@name` stands for it in others."""
    hooks: tuple[HookConfig, ...] = ()
    """Commands to run after a refresh."""


T = TypeVar("T")


def bundled() -> Path:
    """Folder of the `config.toml` and `seeds/` that ship: inside the wheel, or the project's own in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "_bundled"
    return inside if inside.is_dir() else package.parent


def xdg_folder(variable: str, default: str, environ: Mapping[str, str] = os.environ) -> Path:
    """Return one of the folders of the XDG base directory specification.

    Args:
        variable: its name in the environment; what is no absolute path there does not count.
        default: where it is in the home directory.
        environ: the environment.

    Raises:
        RuntimeError: neither the environment nor the system knows a home directory.
    """
    named = environ.get(variable, "")
    if Path(named).is_absolute():
        return Path(named)
    home = environ.get("HOME", "")
    return (Path(home) if Path(home).is_absolute() else _home_of_user()) / default


def _home_of_user() -> Path:
    """Return the home that the system has for the user, whatever the environment says."""
    import pwd

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError as error:
        raise RuntimeError("no home directory is known") from error


def find_config(explicit: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the file to read: `--config`, else `$BRIEFING_CONFIG`, else the XDG one, else the one that ships."""
    named = explicit or (Path(environ["BRIEFING_CONFIG"]) if environ.get("BRIEFING_CONFIG") else None)
    if named:
        return named.expanduser()
    own = xdg_folder("XDG_CONFIG_HOME", ".config", environ) / "briefing" / "config.toml"
    try:
        own.stat()
    except (FileNotFoundError, NotADirectoryError):
        return bundled() / "config.toml"
    except OSError:
        pass  # it may be there, and must not be passed over: who reads it is told why it cannot be read
    return own


def load_config(path: Path) -> Config:
    """Read and check the configuration file `path`.

    Raises:
        ConfigError: the file cannot be read, is not TOML, or has wrong keys or values; the message names the
            file and all problems at once.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the configuration is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    return check_text(text, path)


def check_text(text: str, path: Path) -> Config:
    """Read and check the text of a configuration that is, or is to be, the file `path`; errors as `load_config`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    problems: list[str] = []
    config = _section(Config, data, "", problems)
    if config and not problems:  # values of a wrong type cannot be looked into
        problems += _bad_feeds(config) + _bad_queries(config)
    if problems or config is None:
        raise ConfigError(f"{path}: " + "; ".join(problems))
    base = path.resolve().parent
    return replace(config, seeds=tuple(SeedConfig(base / seed.path.expanduser()) for seed in config.seeds))


def _bad_feeds(config: Config) -> list[str]:
    problems, seen = [], set()
    for number, feed in enumerate(config.feeds, 1):
        if not feed.url.startswith(("http://", "https://")):
            problems.append(f"feeds[{number}].url: {feed.url!r} is no http or https address")
        if feed.selector and (problem := _bad_selector(feed.selector)):
            problems.append(f"feeds[{number}].selector: {feed.selector!r} is no CSS selector ({problem})")
        if feed.url in seen:
            problems.append(f"feeds[{number}].url: {feed.url} is there twice; remove one")
        seen.add(feed.url)
    return problems


def _bad_queries(config: Config) -> list[str]:
    problems = [
        f"queries.{name}: a name has letters, digits, _ and -, so that @{name} can be read"
        for name in config.queries
        if not re.fullmatch(r"[\w-]+", name)
    ]
    asked = [(f"queries.{name}", text, False) for name, text in config.queries.items()]
    asked += [(f"watch[{number}].query", watch.query, True) for number, watch in enumerate(config.watch, 1)]
    asked += [(f"rules[{number}].query", rule.query, False) for number, rule in enumerate(config.rules, 1)]
    return problems + [
        f"{where}: {problem}"
        for where, text, watched in asked
        if (problem := _bad_query(text, config.queries, watched))
    ]


def _bad_query(text: str, saved: Mapping[str, str], watched: bool) -> str:
    """Return what is wrong with a query, nothing if it can be asked."""
    from briefing.query import EVERYTHING, QueryError, parse, walk

    try:
        query = parse(text, saved)
    except QueryError as error:
        return str(error)
    if query == EVERYTHING:
        return f"{text!r} asks for nothing"
    odd = [str(node) for node in walk(query) if watched and not is_watchable(node)]
    return f"{odd[0]} cannot be watched; a watch has words and {', '.join(WATCHABLE)}" if odd else ""


def _bad_selector(selector: str) -> str:
    """Return what is wrong with a CSS selector, nothing if it is one."""
    from cssselect import HTMLTranslator, SelectorError

    try:
        HTMLTranslator().css_to_xpath(selector)
    except SelectorError as error:
        return str(error)
    return ""


def _section(cls: type[T], data: Mapping[str, Any], where: str, problems: list[str]) -> T | None:
    """Build dataclass `cls` from a TOML table, appending to `problems`; None if a required key is missing."""
    known: dict[str, Field[Any]] = {f.name: f for f in fields(cast(Any, cls))}
    hints = typing.get_type_hints(cls)
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
    return None if missing else cls(**values)


def _nearest(key: str, hints: Mapping[str, Any]) -> str:
    """Return a question for the key that is meant: one with a name like it, or one of a table here."""
    import difflib

    if near := difflib.get_close_matches(key, hints, 1):
        return f"; did you mean {near[0]}?"
    tables = [name for name, hint in hints.items() if is_dataclass(hint) and any(f.name == key for f in fields(hint))]
    return f"; did you mean {key} of [{tables[0]}]?" if tables else ""


def _value(hint: Any, value: Any, where: str, limits: Mapping[str, float], problems: list[str]) -> Any:
    """Check `value` against a type hint and its limits; the value as the dataclass wants it."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if is_dataclass(hint):
        if isinstance(value, dict):
            return _section(cast(type[Any], hint), value, f"{where}.", problems)
        problems.append(f"{where}: a table is wanted, not {value!r}")
    elif origin is tuple:
        if isinstance(value, list):
            items = (_value(arguments[0], v, f"{where}[{i}]", {}, problems) for i, v in enumerate(value, 1))
            return tuple(items)
        several = isinstance(value, dict) and is_dataclass(arguments[0])
        wanted = f"there may be several: write [[{where}]]" if several else f"a list is wanted, not {value!r}"
        problems.append(f"{where}: {wanted}")
    elif origin is Mapping:
        if isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
            return types.MappingProxyType(dict(value))
        problems.append(f"{where}: a table of text is wanted")
    elif origin is Literal:
        if value not in arguments:
            problems.append(f"{where}: {value!r} is none of {', '.join(map(str, arguments))}")
    elif hint is Path and isinstance(value, str) and value:
        return Path(value)
    else:
        return _scalar(hint, value, where, limits, problems)
    return value


def _scalar(hint: Any, value: Any, where: str, limits: Mapping[str, float], problems: list[str]) -> Any:
    """Check a number, text or truth value."""
    if hint is float and type(value) is int:
        value = float(value)
    if type(value) is not hint:
        words: dict[Any, str] = {int: "a whole number", float: "a number", bool: "true or false"}
        problems.append(f"{where}: {words.get(hint, 'text')} is wanted, not {value!r}")
    elif "min" in limits and value < limits["min"]:
        problems.append(f"{where}: {value!r} is below {limits['min']}")
    elif "max" in limits and value > limits["max"]:
        problems.append(f"{where}: {value!r} is above {limits['max']}")
    return value
