"""The terminal reader: threads, their lines and quotes, and their articles.

`run_reader` is the entry point. It imports Textual late, so that other commands start without it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from briefing.config import Config, FeedConfig
from briefing.errors import UsageError

__all__ = ["check_settings", "run_reader"]


def run_reader(
    store_path: Path,
    config: Config,
    query: str = "",
    user: str = "",
    *,
    kept: bool = True,
    subscribe: Callable[[FeedConfig], Config | None] | None = None,
) -> None:
    """Run the reader until its user quits.

    Args:
        store_path: the store's file; made if it is not there.
        config: sources for refreshing, keys and theme.
        query: which threads are listed at first.
        user: the user's name, for the journal.
        subscribe: adds a feed to the configuration and returns that, None if it is there already; None where feeds
            cannot be added.
        kept: whether place, query and theme are kept for the next start.

    Raises:
        UsageError: there is no terminal that it could be drawn on.
        ConfigError: `[keys]` or `[tui]` name what there is not.
        StoreError: the store cannot be opened.
    """
    # Textual reads from the first and draws on the last of these.
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    require_terminal(os.environ, [stream is not None and stream.isatty() for stream in streams])
    gc.disable()
    from briefing.newsroom import open_store
    from briefing.tui.app import Reader
    from briefing.tui.escape_timeout import answer_escape_soon
    from briefing.tui.saved_state import memory_path

    # Imports are permanent: collecting garbage among them would only delay keys.
    gc.freeze()
    gc.enable()
    answer_escape_soon()
    with open_store(store_path) as store:
        Reader(store, config, query=query, user=user, state=memory_path() if kept else None, subscribe=subscribe).run()


def check_settings(config: Config) -> None:
    """Check the keys and the theme of a configuration, which only the reader knows.

    Raises:
        ConfigError: `[keys]` or `[tui]` name what there is not.
    """
    from textual.theme import BUILTIN_THEMES

    from briefing.tui.commands import key_map
    from briefing.tui.themes import check_theme

    key_map(config.keys)
    check_theme(config.tui.theme, BUILTIN_THEMES)


def require_terminal(environ: Mapping[str, str], terminals: list[bool]) -> None:
    """Refuse to start without a usable terminal.

    Args:
        environ: the environment, for `TERM`.
        terminals: whether standard input, output and error are terminals.

    Raises:
        UsageError: one is not, or the terminal cannot move its cursor.
    """
    instead = "`briefing daily` prints the briefing as text"
    if not all(terminals):
        name = ("input", "output", "error")[terminals.index(False)]
        raise UsageError(f"the reader needs a terminal, and standard {name} is none; {instead}")
    if environ.get("TERM") == "dumb":
        raise UsageError(f"the reader cannot draw on this terminal (TERM=dumb); {instead}")
