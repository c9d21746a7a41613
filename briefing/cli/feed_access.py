"""Options of `feeds add` on how a feed is read: command, filter and login."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefing.cli.param_types import Words
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.command_lines import Command
    from briefing.config import Config
    from briefing.newsroom import Discovered

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    ("--command", "COMMAND", "Read what COMMAND prints as a feed."),
    ("--filter", "COMMAND", "Pass the feed through COMMAND."),
    ("--user", "NAME", "User name; needs --password-command."),
    ("--password-command", "COMMAND", "COMMAND prints the password; with --user."),
)


def access_options(command: F) -> F:
    """Add the options to a command, which gets them as keyword arguments."""
    for name, metavar, text in reversed(_OPTIONS):
        command = click.option(name, type=Words(), default="", metavar=metavar, help=text)(command)
    return command


def new_feed(config: Config, address: str, access: Mapping[str, str], *, no_fetch: bool) -> Discovered:
    """The feed of an address or command, requested or run once unless `no_fetch`.

    Args:
        config: network settings.
        address: as typed; empty for a command.
        access: values of the options.
        no_fetch: whether the address is taken as it is.

    Raises:
        UsageError: the address or an option is wrong.
        SourceError: the feed cannot be read.
    """
    from briefing import newsroom
    from briefing.config import FeedConfig
    from briefing.config.feed_checks import bad_feeds

    command, filter_ = _command("command", access), _command("filter", access)
    if no_fetch or filter_:
        _check_address(address or "http://", "--no-fetch" if no_fetch else "--filter")
    feed = FeedConfig(
        address or (command.location if command else ""),
        user=access["user"],
        password_command=_command("password_command", access),
        command=command,
        filter=filter_,
    )
    if wrong := [problem.partition(".")[2] for problem in bad_feeds([feed]) if "].url" not in problem]:
        raise UsageError("; ".join(wrong))
    if no_fetch:
        return newsroom.Discovered(feed)
    if command or filter_:
        return newsroom.try_feed(config, feed)
    return newsroom.discover_feed(config, address, like=feed)


def _check_address(address: str, option: str) -> None:
    if not address.startswith(("http://", "https://")):
        raise UsageError(f"{address}: not an http or https address, which {option} needs")


def _command(name: str, access: Mapping[str, str]) -> Command | None:
    from briefing.command_lines import Command

    try:
        return Command(access[name]) if access[name] else None
    except ValueError as error:
        raise UsageError(f"--{name.replace('_', '-')}: {error}") from None
