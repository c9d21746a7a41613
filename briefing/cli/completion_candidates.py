"""Shell completion of thread ids, with their titles, and of change numbers.

They are read as the commands would read them. Errors give no completions and no message, as the user is typing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from briefing.cli.settings import Settings
from briefing.errors import BriefingError
from briefing.sanitizer import clean_line

if TYPE_CHECKING:
    from briefing.newsroom import Store

MOST = 50
"""Maximum number of candidates: the most important threads, the last changes."""

Completing = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _stored(read: Callable[[Store], Iterable[tuple[str, str]]]) -> Completing:
    """A completion function for the pairs of value and description that `read` yields from the store."""

    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
        settings = ctx.find_object(Settings) or Settings()
        given = ctx.params.get(param.name or "") or ()
        try:
            with settings.open(readonly=True) as store:
                candidates = list(read(store))
        except (BriefingError, OSError):
            return []
        return [
            CompletionItem(value, help=clean_line(description))
            for value, description in candidates
            if value.startswith(begun) and value not in given
        ]

    return complete


def _threads(store: Store) -> Iterable[tuple[str, str]]:
    from briefing.newsroom import list_threads

    return ((row.thread.id, row.thread.title) for row in list_threads(store, limit=MOST))


def _changes(store: Store) -> Iterable[tuple[str, str]]:
    from briefing.newsroom import list_changes
    from briefing.render.changes import phrase

    return ((str(change.number), phrase(change)) for change in list_changes(store, limit=MOST))


threads = _stored(_threads)
"""Completes thread ids."""
changes = _stored(_changes)
"""Completes change numbers."""
