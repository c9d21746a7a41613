"""Repair of arrival times stored while the system clock ran ahead."""

from __future__ import annotations

from datetime import datetime, timedelta

from briefing.store import Store, arrivals, key_values, write_threads

DAY = timedelta(days=1)
"""Smaller differences are not corrected."""


def mend_arrivals(store: Store, now: datetime) -> bool:
    """Shift arrivals and cursors in the future back to `now`; returns whether there were any.

    Publication dates of the affected articles tell which clock is wrong: if most are earlier than now, the clock was
    ahead at the time; if most are later, it is behind now, and nothing is changed.
    """
    last = key_values.get(store, write_threads.ARRIVED)
    if last is None or last <= now + DAY:
        return False
    earlier, later = arrivals.dated_before(store, now + DAY, now + DAY)
    if earlier <= later:
        return False
    arrivals.pull_back(store, now, last - now)
    return True
