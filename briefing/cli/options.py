"""Options that several commands share, and the settings they give. They have the same meaning everywhere."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

import click

from briefing.cli import stdout
from briefing.cli.param_types import Number, OneOf, Words
from briefing.cli.settings import Settings
from briefing.errors import UsageError
from briefing.render import FORMATS, LIST_FORMATS, Format
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.newsroom import Actor
    from briefing.render.record_fields import Columns

Command = TypeVar("Command", bound=Callable[..., object])
FailOn = Literal["none", "all", "any"]


@dataclass(frozen=True, slots=True)
class Form:
    """Output form of a list."""

    format: Format = "text"
    """Name of the format."""
    fields: tuple[str, ...] = ()
    """Fields to print; empty for all."""
    header: bool = True
    """Whether a table has a header."""

    def layout(self, width: int, color: bool) -> Layout:
        """Layout of the list for a width, styled or not."""
        return Layout(width, fields=self.fields, header=self.header, color=color)


def _store_setting(ctx: click.Context, param: click.Parameter, value: object) -> None:
    settings = ctx.ensure_object(Settings)
    if value and param.name:
        setattr(settings, param.name, value)


def _setting(*names: str, **attributes: Any) -> Callable[[Command], Command]:
    """Option that is stored in the settings instead of passed to the command."""
    return click.option(*names, expose_value=False, callback=_store_setting, **attributes)


_FILE = click.Path(path_type=Path, readable=False)  # readability is checked on opening, with a better message
_config = _setting("--config", type=_FILE, metavar="FILE", help="Configuration file.")
_store = _setting("--store", type=_FILE, metavar="FILE", help="Store file (an SQLite database).")
_quiet = _setting(
    *("--quiet", "-q"),
    is_flag=True,
    help="Print no progress; of failed sources one line, if they set the exit code.",
)
_verbose = _setting("--verbose", "-v", is_flag=True, help="List every source that failed.")
_color = _setting(
    "--color",
    type=OneOf(("auto", "always", "never")),
    help="When to colour text; auto: on a terminal, unless $NO_COLOR or $FORCE_COLOR is set.",
)
_no_pager = _setting("--no-pager", is_flag=True, help="Do not page long text through $PAGER.")


def file_options(command: Command) -> Command:
    """Add `--config` and `--store`, which are also accepted before the command."""
    return _config(_store(command))


def verbosity_options(command: Command) -> Command:
    """Add `--quiet` and `--verbose`, which are also accepted before the command."""
    return _quiet(_verbose(command))


def display_options(command: Command) -> Command:
    """Add `--color` and `--no-pager`, which are also accepted before the command."""
    return _color(_no_pager(command))


def format_option(formats: Sequence[Format]) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Decorator that adds `--format` and its short form `--json`; the command gets `format`."""

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        @click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
        @click.option("--format", type=OneOf(formats), default="text", show_default=True, help="Output format.")
        @functools.wraps(command)
        def with_format(*args: object, as_json: bool, format: Format, **options: object) -> int:
            return command(*args, format="json" if as_json else format, **options)

        return with_format

    return decorate


formatted = format_option(FORMATS)
"""Adds `--format` with the formats that every value supports."""


def list_options(
    columns: Columns, formats: Sequence[Format] = LIST_FORMATS
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Decorator that adds `--format`, `--fields` and `--no-header`; the command gets a `Form` as `form`."""

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        @click.option(
            "--fields",
            type=Words(),
            default="",
            metavar="NAMES",
            help=f"Fields to print, separated by commas; text becomes a table. Fields: {', '.join(columns)}.",
        )
        @click.option("--no-header", is_flag=True, help="Omit the header row of a table.")
        @functools.wraps(command)
        def with_form(*args: object, fields: str, no_header: bool, format: Format, **options: object) -> int:
            from briefing.render.record_fields import check_fields

            names = check_fields(fields, columns)
            if names and format in ("markdown", "html"):
                raise UsageError("--fields needs --format json, jsonl or tsv")
            form = Form("tsv" if names and format == "text" else format, names, not no_header)
            return command(*args, form=form, **options)

        return format_option(formats)(with_form)

    return decorate


def examples(*commands: str) -> str:
    """Help epilog with example commands, one per line."""
    return "\n".join(("\b", "Examples:" if len(commands) > 1 else "Example:", *(f"  {each}" for each in commands)))


def query_argument(command: Command) -> Command:
    """Add the argument `QUERY`, any number of words joined by spaces."""
    return click.argument("query", nargs=-1, type=Words(), callback=_joined)(command)


def _joined(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> str:
    return " ".join(value)


def query_option(command: Command) -> Command:
    """Add `--query`, which selects threads."""
    help = "Only threads that match QUERY, as for threads."
    return click.option("--query", type=Words(), default="", metavar="QUERY", help=help)(command)


def refresh_options(command: Command) -> Command:
    """Add `--refresh` and `--no-refresh`, as `fresh`, and `--fail-on`."""
    help = "Failures of sources, or of all pages of a source, that set the exit code, and that --quiet reports."
    fail_on = click.option("--fail-on", type=OneOf(get_args(FailOn)), default="any", show_default=True, help=help)
    fresh = "Whether to refresh first (the default)."
    return click.option("--refresh/--no-refresh", "fresh", default=True, help=fresh)(fail_on(command))


def limit_option(what: str, default: int | None = None) -> Callable[[Command], Command]:
    """Decorator that adds `--limit`, the maximum number of `what`."""
    number = Number(min=1)
    help = f"Maximum number of {what}."
    return click.option("--limit", type=number, default=default, show_default=True, metavar="N", help=help)


def user() -> str:
    """Login name of the user; empty if unknown."""
    import getpass

    try:
        return clean_line(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return ""


def actor() -> Actor:
    """Actor recorded for changes by a command."""
    from briefing.newsroom import Actor

    return Actor(user(), "cli")


def page_width(config: Config) -> int:
    """Width of a document: that of the terminal up to a comfortable line, else the configuration's."""
    configured = config.daily.width
    return min(stdout.columns(configured), max(configured, 100))


def list_width() -> int:
    """Width of a list: that of the terminal, else unlimited, so that a line is a whole record."""
    return stdout.columns(0)
