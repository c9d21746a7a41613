"""The terminal reader: list of threads, a thread with its quotes, and its articles.

`run_reader` is the entry point. Textual is imported late, so that other commands start without it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from briefing.config import Config, FeedConfig
from briefing.errors import UsageError

__all__ = ["check_settings", "run_reader"]


def run_reader(  # noqa: PLR0913 - store and configuration, the rest for the command line
    store_path: Path,
    config: Config,
    query: str = "",
    user: str = "",
    *,
    kept: bool = True,
    subscribe: Callable[[Sequence[FeedConfig]], Config | None] | None = None,
    choose: Callable[[Sequence[FeedConfig]], Config] | None = None,
) -> None:
    """Run the reader until its user quits.

    Args:
        store_path: the store's file; created if it does not exist, only read if it cannot be written.
        config: sources for refreshing, keys and theme.
        query: which threads are listed at first.
        user: the user's name, for the journal.
        kept: whether theme and folded sections are saved for the next start.
        subscribe: adds feeds to the configuration and returns the new one, None if all are already there; None
            where feeds cannot be added.
        choose: replaces the feeds of the configuration by those that are chosen at the first run, which is when the
            store is empty, and returns the new one; None for no choice.

    Raises:
        UsageError: there is no usable terminal.
        ConfigError: `[keys]` or `[tui]` have an unknown command, key or theme.
        StoreError: the store cannot be opened.
    """
    # Textual reads from the first and draws on the last of these.
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    require_terminal(os.environ, [stream is not None and stream.isatty() for stream in streams])
    gc.disable()
    from briefing.newsroom import open_to_read
    from briefing.tui.app import Reader
    from briefing.tui.escape_timeout import shorten_escape_wait
    from briefing.tui.saved_state import state_path

    # Imports are permanent: collecting garbage among them would only delay keys.
    gc.freeze()
    gc.enable()
    shorten_escape_wait()
    with open_to_read(store_path) as store:
        state = state_path() if kept else None
        Reader(store, config, query=query, user=user, state=state, subscribe=subscribe, choose=choose).run()


def check_settings(config: Config) -> None:
    """Check `[keys]` and the theme of a configuration.

    Raises:
        ConfigError: `[keys]` or `[tui]` have an unknown command, key or theme.
    """
    from textual.theme import BUILTIN_THEMES

    from briefing.tui.key_bindings import key_map
    from briefing.tui.themes import THEMES, check_theme

    key_map(config.keys)
    check_theme(config.tui.theme, {*BUILTIN_THEMES, *(theme.name for theme in THEMES)})


def require_terminal(environ: Mapping[str, str], terminals: list[bool]) -> None:
    """Refuse to start without a usable terminal.

    Args:
        environ: the environment, for `TERM`.
        terminals: whether standard input, output and error are terminals.

    Raises:
        UsageError: one of them is not, or the terminal cannot move its cursor.
    """
    instead = "`briefing daily` prints the briefing as text"
    if not all(terminals):
        name = ("input", "output", "error")[terminals.index(False)]
        raise UsageError(f"the reader needs a terminal, but standard {name} is not one; {instead}")
    if environ.get("TERM") == "dumb":
        raise UsageError(f"the reader cannot draw on this terminal (TERM=dumb); {instead}")
