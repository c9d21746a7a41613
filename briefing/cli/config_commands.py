"""`config path|show|check|init`: locates, prints, checks and copies the configuration."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from pathlib import Path

import click

from briefing.cli import stderr, stdout
from briefing.cli.options import display_options, examples, file_options
from briefing.cli.pager import Screen
from briefing.cli.settings import Settings
from briefing.command_lines import Command
from briefing.dates_and_counts import count
from briefing.errors import EXIT_OK, ConfigError, UsageError
from briefing.files import make_folder
from briefing.render.ansi import Pen
from briefing.sanitizer import hide_login


@click.group(
    epilog=examples(
        "briefing config init",
        '$EDITOR "$(briefing config path)"',
        "briefing config check",
    )
)
@file_options
def config() -> None:
    """Locate, show, check or copy the configuration."""


@config.command()
@file_options
@click.pass_obj
def path(settings: Settings) -> int:
    """Print the path of the configuration file in use."""
    stdout.write_path(settings.config_path())
    return EXIT_OK


@config.command()
@display_options
@file_options
@click.pass_obj
def show(settings: Settings) -> int:
    """Print all values in effect as TOML, including defaults.

    User names and passwords in addresses, headers, cookies and arguments of commands are shown as ***.
    """
    values = settings.load()
    screen = Screen.of(settings, values)
    pen = Pen(0, screen.color)
    screen.show("".join(f"{_painted(line, pen)}\n" for line in toml_lines(values)))
    return EXIT_OK


def _painted(line: str, pen: Pen) -> str:
    """Style a line of TOML."""
    key, equals, value = line.partition(" = ")
    return pen.paint(key, "id" if equals else "heading") + equals + value


@config.command()
@file_options
@click.pass_obj
def check(settings: Settings) -> int:
    """Check the configuration file and report all mistakes.

    Exit code 2 if there are any.
    """
    from briefing.tui import check_settings

    values = settings.load()
    try:
        check_settings(values)
    except ConfigError as error:
        raise ConfigError(f"{settings.config_path()}: {error}") from None
    for seed in values.seeds:
        if seed.path and not seed.path.exists():
            stderr.say(f"{seed.path}: this seed does not exist")
    counts = f"{count(len(values.feeds), 'feed')}, {count(len(values.seeds), 'seed')}"
    stdout.write_path(settings.config_path(), f": valid; {counts}")
    return EXIT_OK


@config.command()
@click.option("--force", is_flag=True, help="Replace an existing file.")
@file_options
@click.pass_obj
def init(settings: Settings, force: bool) -> int:
    """Create your own configuration from the bundled one.

    The copy, with its seeds, is written to --config FILE, $BRIEFING_CONFIG, or the XDG configuration directory.
    """
    target = _own_path(settings)
    if target.exists() and not force:
        raise UsageError(f"{target}: already exists; --force replaces it")
    _copy_shipped(target)
    stdout.write_path(target)
    return EXIT_OK


def own_config(settings: Settings, notify: Callable[[str], None] = stderr.say) -> Path:
    """Path of the user's own configuration; if only the bundled one is in force, it is copied first."""
    target = _own_path(settings)
    if settings.config_path() != target:
        _copy_shipped(target)
        notify(f"{target}: created as a copy of the bundled configuration")
    return target


@contextmanager
def locked_config(settings: Settings) -> Iterator[None]:
    """Lock the user's configuration against other processes of ours; blocks until the lock is free."""
    target = _own_path(settings)
    folder = next(place for place in target.absolute().parents if place.is_dir())
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        # The folder is locked instead of the file: no lock file remains, and the file itself is replaced.
        with suppress(OSError):  # some network file systems lack locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _copy_shipped(target: Path) -> None:
    from briefing.config import bundled

    try:
        make_folder(target.parent)
        stdout.deliver((bundled() / "config.toml").read_text(encoding="utf-8"), target, private=True)
        # The file names its seeds by a path relative to its own folder.
        shutil.copytree(bundled() / "seeds", target.parent / "seeds", dirs_exist_ok=True)
    except OSError as error:
        raise stdout.OutputError(f"{error.filename or target}: cannot write: {error.strerror}") from error


def _own_path(settings: Settings) -> Path:
    """Path of the user's own configuration, existing or not."""
    from briefing.config import bundled, xdg_folder

    path = settings.config_path()
    if path != bundled() / "config.toml":
        return path
    return xdg_folder("XDG_CONFIG_HOME", ".config") / "briefing" / "config.toml"


def toml_lines(value: object) -> Iterator[str]:
    """Yield a configuration as TOML that parses to the same configuration."""
    yield from _table(value, "")


def _table(value: object, name: str) -> Iterator[str]:
    """Yield the plain values of a table, then its subtables."""
    inner: list[tuple[str, object]] = []
    for key, item in _entries(value):
        if name and isinstance(item, Mapping) and not item:
            continue
        if isinstance(item, Command):
            yield f"{key} = {_toml(item.shown)}"
        elif is_dataclass(item) or isinstance(item, Mapping) or _is_tables(item):
            inner.append((f"{name}.{key}" if name else key, item))
        else:
            yield f"{key} = {_toml(item)}"
    for full, item in inner:
        several = item if isinstance(item, tuple) else (item,)
        for one in several:
            yield from ("", f"[[{full}]]" if isinstance(item, tuple) else f"[{full}]")
            yield from _table(one, full)


def _entries(value: object) -> list[tuple[str, object]]:
    if isinstance(value, Mapping):
        return [(_toml(str(key)), item) for key, item in value.items()]
    if is_dataclass(value) and not isinstance(value, type):
        values = [(field.name, getattr(value, field.name)) for field in fields(value)]
        return [(name, each) for name, each in values if each is not None]
    return []


def _is_tables(value: object) -> bool:
    return isinstance(value, tuple) and all(is_dataclass(item) for item in value)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    import json

    # A JSON string is a TOML string. Unprintable characters and terminal controls are escaped, which keeps the value.
    quoted = json.dumps(hide_login(str(value)), ensure_ascii=False)
    return "".join(char if char.isprintable() else _escaped(char) for char in quoted)


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
