"""Visible panes, and number and order of the loaded rows of the list. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import ThreadRow
from briefing.tui.commands import Pane as PaneName

TWO_PANES_FROM = 100
"""Columns from which list and content are shown side by side."""

THREE_PANES_FROM = 160
"""Columns from which thread and article are shown side by side."""

FIRST_ROWS, MORE_ROWS = 500, 10
"""Threads loaded at first, and the factor of more when the cursor approaches the last of them."""

NEAR_END = 50
"""Distance of the cursor from the last row at which more are loaded."""


def visible_panes(active: PaneName, width: int, empty: bool) -> tuple[str, ...]:
    """Ids of the visible panes, from the left.

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
    """Rows in their previous order; new ones follow the row that precedes them.

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
