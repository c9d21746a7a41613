"""`read`: the reader in the terminal."""

from __future__ import annotations

import click

from briefing.cli.options import Settings, query, shared, user
from briefing.errors import EXIT_OK


@click.command()
@query
@shared
@click.pass_obj
def read(settings: Settings, query: str) -> int:
    """Open the reader in the terminal.

    QUERY: only threads it finds, as for threads.
    """
    return open_reader(settings, query)


def open_reader(settings: Settings, query: str = "") -> int:
    """Open the reader and stay until it is left.

    Raises:
        UsageError: there is no terminal, or the query cannot be read.
    """
    config = settings.load()
    from briefing.newsroom import as_query
    from briefing.tui import run_reader

    as_query(query, config)  # a mistake is told here, and not in the reader
    run_reader(settings.store_path(), config, query, user())
    return EXIT_OK
