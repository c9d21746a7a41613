"""What a clock that was ahead has stored is brought back to the present, once the clock is right again."""

from __future__ import annotations

from datetime import datetime, timedelta

from briefing.store import Store, arrivals, key_values, write_threads

DAY = timedelta(days=1)
"""A smaller difference is left to time, which makes up for it."""


def mend_arrivals(store: Store, now: datetime) -> bool:
    """Bring arrivals and cursors of the future back to now, so that `--since 24h` names a day again; whether any were.

    Which of two clocks is wrong, that of now or that of before, is told by the dates of the articles it has stamped:
    they are earlier than now where the clock was ahead, and later where it is behind now. Then nothing is changed.
    """
    last = key_values.get(store, write_threads.ARRIVED)
    if last is None or last <= now + DAY:
        return False
    earlier, later = arrivals.dated_before(store, now + DAY, now + DAY)
    if earlier <= later:
        return False
    arrivals.pull_back(store, now, last - now)
    return True
