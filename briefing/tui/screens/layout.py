"""Which panes stand side by side, and how many rows of the list are loaded, in which order. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import ThreadRow
from briefing.tui.commands import Pane as PaneName

TWO_PANES_FROM = 100
"""Columns from which the list and what is read stand side by side."""

THREE_PANES_FROM = 160
"""Columns from which the article stands beside its thread."""

FIRST_ROWS, MORE_ROWS = 500, 10
"""Threads loaded at first, and how many times as many when the cursor comes near the last of them."""

NEAR_END = 50
"""So many rows before the last one the cursor is near it."""


def visible_panes(active: PaneName, width: int, empty: bool) -> tuple[str, ...]:
    """Return the ids of the panes to show, from the left.

    Args:
        active: the pane that the keys go to.
        width: columns of the screen.
        empty: whether there is no thread to list.
    """
    if empty:
        return ("notice",)
    if width < TWO_PANES_FROM:
        return (active,)
    if width >= THREE_PANES_FROM:
        return ("threads", "thread", "article")
    return ("threads", "article" if active == "article" else "thread")


def in_place(before: Sequence[ThreadRow], rows: Sequence[ThreadRow]) -> list[ThreadRow]:
    """Return rows in the order they had before, new ones behind the row that goes before them.

    Args:
        before: as they are on the screen.
        rows: as they are now, in their order.
    """
    now = {row.thread.id: row for row in rows}
    known = {row.thread.id for row in before}
    placed = [row.thread.id for row in before if row.thread.id in now]
    for place, row in enumerate(rows):
        if row.thread.id not in known:
            placed.insert(placed.index(rows[place - 1].thread.id) + 1 if place else 0, row.thread.id)
    return [now[id_] for id_ in placed]
