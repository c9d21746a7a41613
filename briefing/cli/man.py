"""`man`: generates the manual pages from the commands' help and the declaration of the configuration."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, get_args

import click

from briefing.cli import stdout
from briefing.cli.options import file_options
from briefing.cli.param_types import OneOf
from briefing.errors import EXIT_OK
from briefing.version import __version__

Page = Literal["briefing", "config"]

EXIT_CODES = (
    ("0", "Success, also if there is nothing new."),
    (
        "1",
        "The store cannot be read or the output cannot be written; the command of daily --deliver-to failed; "
        "quotes --verify has a mismatch; an internal error.",
    ),
    ("2", "Wrong usage, or an invalid configuration."),
    ("3", "Some sources failed; the output is complete for the rest."),
    ("4", "All sources failed."),
    ("75", "Another run is writing to the store, or delivering a briefing; try again later."),
    ("130", "Interrupted."),
    ("141", "The reader of the pipe closed it with data left unread; no delivery is recorded."),
)
FILES = (
    ("$XDG_CONFIG_HOME/briefing/config.toml", "Configuration; ~/.config by default."),
    ("$XDG_DATA_HOME/briefing/briefing.db", "Store; ~/.local/share by default."),
    ("$XDG_STATE_HOME/briefing/briefing.log", "Log; ~/.local/state by default."),
)
ENVIRONMENT = (
    ("BRIEFING_CONFIG", "Configuration file, unless --config is given."),
    ("BRIEFING_STORE", "Store file, unless --store is given."),
    ("BRIEFING_DEBUG", "If set, errors are printed with a traceback."),
    ("http_proxy, https_proxy, no_proxy", "Proxies."),
    ("NO_COLOR", "If set, text is not coloured, unless --color or the configuration says so."),
    ("FORCE_COLOR, CLICOLOR_FORCE", "If set, text is coloured in pipes, too."),
    ("BRIEFING_PAGER, PAGER", "Pager for text longer than the screen; cat for none. The default is less."),
    ("LESS", "Options of less; FRX by default."),
    ("BROWSER", "Opens addresses."),
)


_SHARED = {"--config", "--store", "--quiet", "--verbose", "--color", "--no-pager"}


@click.command()
@click.argument("page", type=OneOf(get_args(Page)), default="briefing")
@file_options
def man(page: Page) -> int:
    """Print a manual page: briefing(1) or briefing-config(5).

    \b
    Examples:
      briefing man | man -l -
      briefing man config > ~/.local/share/man/man5/briefing-config.5
    """
    stdout.write(commands_page() if page == "briefing" else config_page())
    return EXIT_OK


def commands_page() -> str:
    """briefing(1) in the man macros of roff."""
    from briefing.cli.root_command import app

    context = click.Context(app, info_name="briefing")
    lines = [
        _title("briefing", 1),
        *_section("NAME", "briefing \\- news as stories, every line traced to its source"),
        *_section("SYNOPSIS", "\\fBbriefing\\fR [\\fIoptions\\fR] [\\fIcommand\\fR [\\fIarguments\\fR]]"),
        *_section("DESCRIPTION"),
        *_paragraphs(app.help or ""),
        *_section("OPTIONS"),
        _roff("They are accepted before and after the command; --color and --no-pager after commands that print text."),
        *_options(app, context),
        *_section("COMMANDS"),
    ]
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        assert command is not None
        lines += _command(command, click.Context(command, info_name=f"briefing {name}"))
    lines += [*_section("EXIT STATUS"), *_pairs(EXIT_CODES)]
    lines += [*_section("ENVIRONMENT"), *_pairs(ENVIRONMENT)]
    lines += [*_section("FILES"), *_pairs(FILES)]
    lines += _section(
        "SEE ALSO", "\\fBbriefing\\-config\\fR(5), \\fBnewsboat\\fR(1), \\fBjq\\fR(1), \\fBcrontab\\fR(5)"
    )
    return "\n".join(lines) + "\n"


def config_page() -> str:
    """briefing-config(5), from the dataclasses that check the file and their docstrings."""
    from briefing import config

    documented = _attribute_docs(inspect.getsource(config.sections))
    lines = [
        _title("briefing-config", 5),
        *_section("NAME", "briefing\\-config \\- the configuration of briefing"),
        *_section("DESCRIPTION"),
        _roff(
            "A TOML file: --config, $BRIEFING_CONFIG, or $XDG_CONFIG_HOME/briefing/config.toml, the first that is set "
            "or exists; else the bundled file. `briefing config init` copies that to your own, `briefing config check` "
            "reports all mistakes."
        ),
        *_section("SECTIONS"),
    ]
    for section in fields(config.Config):
        kind = _item(section.type, vars(config))
        several = str(section.type).startswith("tuple[")
        about = (inspect.getdoc(kind) or "").partition(": ")[2] or documented["Config"][section.name]
        lines += [".SS " + _roff(f"[[{section.name}]]" if several else f"[{section.name}]"), _roff(_capital(about))]
        for each in fields(kind) if kind else ():
            default = "" if each.default in (MISSING, (), "", None) else f" The default is {_toml(each.default)}."
            lines += [".TP", f"\\fB{_roff(each.name)}\\fR"]
            lines += [_roff(documented[kind.__name__][each.name].replace("`", "")) + _roff(default)]
    lines += _section("SEE ALSO", "\\fBbriefing\\fR(1)")
    return "\n".join(lines) + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_roff(str(context.info_name))} {_roff(usage)}"
    yield from _paragraphs(command.help or "")
    yield from _options(command, context)
    if command.epilog:
        yield from _paragraphs(command.epilog)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            under = command.get_command(context, name)
            assert under is not None
            yield from _command(under, click.Context(under, info_name=f"{context.info_name} {name}"))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        is_listed_above = context.info_name != "briefing" and not _SHARED.isdisjoint(parameter.opts)
        if record and record[1] and "--help" not in parameter.opts and not is_listed_above:
            yield ".TP"
            yield f"\\fB{_roff(record[0])}\\fR"
            yield _roff(record[1])


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help text; click's mark before a paragraph preserves its line breaks."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith("\b"):
            lines = paragraph.removeprefix("\b").strip("\n").split("\n")
            yield from (".PP", _roff(lines[0]), ".nf", *(_roff(line) for line in lines[1:]), ".fi")
        else:
            yield from (".PP", _roff(" ".join(paragraph.split())))


def _title(name: str, section: int) -> str:
    return f'.TH "{name.upper()}" "{section}" "" "briefing {__version__}" "briefing"'


def _section(title: str, *lines: str) -> list[str]:
    return [f'.SH "{title}"', *lines]


def _pairs(pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, text in pairs:
        yield from (".TP", f"\\fB{_roff(name)}\\fR", _roff(text))


def _roff(text: str) -> str:
    """Escape text for roff: no escapes, no requests, hyphens that can be copied."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped)


def _attribute_docs(source: str) -> dict[str, dict[str, str]]:
    """Docstrings of attributes in a source: class -> attribute -> text."""
    by_class: dict[str, dict[str, str]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            docs = by_class.setdefault(node.name, {})
            for this, below in zip(node.body, node.body[1:], strict=False):
                if isinstance(this, ast.AnnAssign) and isinstance(below, ast.Expr):
                    text = ast.literal_eval(below.value)
                    docs[ast.unparse(this.target)] = " ".join(text.split())
    return by_class


def _item(annotation: Any, names: dict[str, Any]) -> Any:
    """Dataclass of a section or of the items of a list of sections; None for a plain table."""
    section = names.get(re.sub(r"^tuple\[(\w+), \.\.\.\]$", r"\1", str(annotation)))
    return section if is_dataclass(section) else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    default = getattr(value, "default", value)  # dataclasses.field
    return _toml(default) if default is not value else str(value)
