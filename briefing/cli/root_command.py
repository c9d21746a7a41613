"""The `briefing` group: its default action and its commands, each loaded on first use."""

from __future__ import annotations

import importlib
import shlex

import click

from briefing.cli import stdout
from briefing.cli.options import display_options, file_options, verbosity_options
from briefing.cli.settings import Settings
from briefing.errors import did_you_mean
from briefing.version import __version__

COMMANDS = {
    "read": "briefing.cli.reader:read",
    "refresh": "briefing.cli.daily:refresh",
    "daily": "briefing.cli.daily:daily",
    "sync": "briefing.cli.sync_command:sync",
    "site": "briefing.cli.site_command:site",
    "threads": "briefing.cli.thread_lists:threads",
    "thread": "briefing.cli.thread_lists:thread",
    "quotes": "briefing.cli.thread_lists:quotes",
    "search": "briefing.cli.search_command:search",
    "split": "briefing.cli.thread_edits:split",
    "join": "briefing.cli.thread_edits:join",
    "mark": "briefing.cli.mark_commands:mark",
    "undo": "briefing.cli.mark_commands:undo",
    "summarize": "briefing.cli.summarize:summarize",
    "extract": "briefing.cli.extract:extract",
    "feeds": "briefing.cli.feed_commands:feeds",
    "rules": "briefing.cli.rule_commands:rules",
    "archive": "briefing.cli.archive_commands:archive",
    "prune": "briefing.cli.prune:prune",
    "doctor": "briefing.cli.doctor:doctor",
    "config": "briefing.cli.config_commands:config",
    "schedule": "briefing.cli.schedule:schedule",
    "completion": "briefing.cli.completion:completion",
    "man": "briefing.cli.man:man",
    "schema": "briefing.cli.schema_command:schema",
}
"""Command name -> `module:object`, in help order."""


class LazyGroup(click.Group):
    """A group that imports a command's module on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve a command; the error for an unknown one suggests the nearest, or a search.

        `help COMMAND` is `COMMAND --help`, as with git.
        """
        if args[0] == "help":
            args = [*args[1:], "--help"]
            if args == ["--help"]:
                click.echo(ctx.get_help())
                ctx.exit()
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"no such command: {args[0]}; {_instead(args[0])}", ctx)
        return super().resolve_command(ctx, args)


def _instead(word: str) -> str:
    """Suggestion for a word that is no command."""
    if word in ("version", "quiet", "verbose"):
        return f"did you mean --{word}?"
    return did_you_mean(word, COMMANDS, f"`briefing search {shlex.quote(word)}` searches the articles")


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Data goes to standard output, messages to standard error. Exit codes: 0 success, 1 error, 2 wrong usage, "
    "3 some sources failed, 4 all sources failed, 75 the store is in use, 130 interrupted, 141 a pipe was closed.",
)
@file_options
@verbosity_options
@display_options
@click.version_option(__version__, "-V", "--version", message="briefing %(version)s")
@click.pass_context
def app(ctx: click.Context) -> int:
    """News as stories, every line traced to its source.

    Without a command, open the reader on a terminal; elsewhere, refresh and print a briefing of everything stored.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    settings = ctx.ensure_object(Settings)
    if stdout.is_terminal():
        from briefing.cli.reader import open_reader

        return open_reader(settings)
    from briefing.cli.daily import print_all

    return print_all(settings)
