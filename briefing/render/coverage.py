"""Coverage of a story: its number of reports per half-day, from the first report to the last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

HALF_DAY = timedelta(hours=12)

MIN_CELLS, MAX_CELLS = 4, 12
"""A younger story's cells begin before its first report; an older one's cells span several half-days each."""

FULL = 4
"""Minimum number of reports of the highest bar: strips of small stories stay low."""


def coverage(times: Iterable[datetime]) -> tuple[int, ...]:
    """Number of reports in each cell, the last one ending at the newest report; empty for less than two reports.

    Args:
        times: publication times of the reports, in any order.
    """
    ordered = sorted(times)
    if len(ordered) < 2:
        return ()
    last = ordered[-1]
    half_days = (last - ordered[0]) // HALF_DAY + 1
    span = HALF_DAY * -(-half_days // MAX_CELLS)
    cells = max((last - ordered[0]) // span + 1, MIN_CELLS)
    counts = [0] * cells
    for time in ordered:
        counts[cells - 1 - (last - time) // span] += 1
    return tuple(counts)
