"""Coverage strip: the number of reports per half-day over a story's life, as a row of bars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from briefing.render.coverage import FULL, coverage

EMPTY, BARS = "▁", "▂▃▄▅▆▇█"
"""A cell without a report, and bars by height."""


def coverage_strip(times: Iterable[datetime]) -> str:
    """Bars such as `▁▂▁▅█`, the last one ending at the newest report; empty for less than two reports."""
    counts = coverage(times)
    most = max(*counts, FULL) if counts else FULL
    return "".join(BARS[-(-number * len(BARS) // most) - 1] if number else EMPTY for number in counts)
