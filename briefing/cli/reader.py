"""`read`: opens the reader over the store, documents from a pipe, or demo news."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import inputs, stderr
from briefing.cli.options import examples, file_options, query_argument, user
from briefing.cli.settings import Settings
from briefing.errors import EXIT_OK, SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.config import Config, FeedConfig

STDIN = "-"


@click.command(
    epilog=examples(
        "briefing read since:2d petro",
        "curl -s https://example.org/story.html | briefing read -",
    )
)
@query_argument
@click.option("--demo", is_flag=True, help="Show an invented day; nothing is fetched or stored.")
@click.option("--plain", is_flag=True, help="Use a line-based dialogue, for screen readers and small terminals.")
@click.option("--no-first-run", is_flag=True, help="Do not ask what to read, if nothing is stored yet.")
@file_options
@click.pass_obj
def read(settings: Settings, query: str, demo: bool, plain: bool, no_first_run: bool) -> int:
    """Open the reader in the terminal.

    QUERY selects threads, as for `briefing threads`. With -, documents are read from standard input, of any kind that
    summarize reads; keys are read from the terminal, and nothing is stored.
    """
    if demo:
        with _temporary_folder() as folder:
            from briefing import newsroom

            path, config = newsroom.make_demo(folder, settings.load_if_any())
            return _open(path, config, "" if query == STDIN else query, plain)
    if query == STDIN:
        config = settings.load_if_any()
        tally = inputs.Tally()
        try:
            with _borrowed(config, tally) as path:
                return _open(path, replace(config, feeds=(), seeds=()), "", plain)
        except SourceError:
            if tally.failed:  # and the reasons were reported
                return tally.exit_code
            raise
    return open_reader(settings, query, plain, may_ask=not (no_first_run or query))


def open_reader(settings: Settings, query: str = "", plain: bool = False, *, may_ask: bool = True) -> int:
    """Run the reader until the user quits.

    Args:
        settings: configuration and store.
        query: which threads are listed at first.
        plain: whether to read line by line.
        may_ask: whether to ask what to read if nothing is stored and the user has no configuration with sources.

    Raises:
        UsageError: there is no terminal, or the query cannot be read.
    """
    config = settings.load()
    from briefing.newsroom import as_query

    as_query(query, config)  # reports errors here, not in the reader
    is_first = may_ask and (settings.uses_bundled_config() or not config.has_sources)
    return _open(settings.store_path(), config, query, plain, settings=settings, is_first=is_first)


def _open(
    path: Path, config: Config, query: str, plain: bool, *, settings: Settings | None = None, is_first: bool = False
) -> int:
    """Run the reader.

    Args:
        path: the store.
        config: the configuration.
        query: which threads are listed at first.
        plain: whether to read line by line.
        settings: for the user's own store: allows adding feeds.
        is_first: whether to ask what to read if the store is empty.
    """
    if plain:
        from briefing.cli.plain_reader import read_lines

        return read_lines(path, config, query, user())
    from briefing.tui import run_reader

    if settings is None:
        run_reader(path, config, query, user(), kept=False)
    else:
        choose = partial(_choose, settings) if is_first else None
        run_reader(path, config, query, user(), subscribe=partial(_subscribe, settings), choose=choose)
    return EXIT_OK


def _subscribe(settings: Settings, feeds: Sequence[FeedConfig]) -> Config | None:
    """Subscribe to feeds, with late imports."""
    from briefing.cli.feed_commands import subscribe_in_reader

    return subscribe_in_reader(settings, feeds)


def _choose(settings: Settings, feeds: Sequence[FeedConfig]) -> Config:
    """Write the feeds chosen at the first run, with late imports."""
    from briefing.cli.feed_commands import choose_in_reader

    return choose_in_reader(settings, feeds)


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """A folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        stderr.silence_libraries()
        yield Path(folder)


@contextmanager
def _borrowed(config: Config, tally: inputs.Tally) -> Iterator[Path]:
    """Create a temporary store from the documents on standard input."""
    from briefing import newsroom

    documents = tally.without_failures(inputs.read("read", [STDIN], None, config.fetch))
    with _temporary_folder() as folder:
        path = newsroom.store_documents(folder, documents, config)
        _listen_to_terminal()
        yield path


def _listen_to_terminal() -> None:
    """Replace standard input, a pipe at its end, by the terminal."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise UsageError("there is no terminal to read keys from") from error
    os.dup2(terminal, 0)
    os.close(terminal)
