"""Weight of reports by age: a story stands as its newest reports have it."""

from __future__ import annotations

from collections.abc import Iterable

HALVING_HOURS = 24.0
"""Hours before the newest report after which the weight of a report is halved."""


def weigh_by_age(times: Iterable[float | None], newest: float) -> list[float]:
    """Weight of each report, at most 1; an undated one is as old as halves it.

    Args:
        times: publication times, in seconds since 1970; None if unknown.
        newest: time of the newest report.
    """
    hours = (HALVING_HOURS if time is None else max(0.0, newest - time) / 3600.0 for time in times)
    return [0.5 ** (age / HALVING_HOURS) for age in hours]
