"""Visits of the reader: what arrived after the last one is new.

A visit lasts from the opening of the reader to its end. What had arrived when it ended counts as seen. A reader that is
opened again within `SAME_VISIT` continues the visit; one that was killed ends none, so its news stays new. Before the
first visit nothing is new, whatever has arrived.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.store import Store, key_values, unfinished_threads

SINCE, SEEN, ENDED = "reader.since", "reader.seen", "reader.ended"
"""Names in `key_values`: start of the news of the last visit, last arrival it showed, time when it ended."""

SAME_VISIT = timedelta(minutes=30)
"""Time after the end of a visit within which it can be continued."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of the reader."""

    since: datetime | None = None
    """Last arrival that the visit before has shown: later ones are new. None while nothing has ever arrived."""
    last: datetime | None = None
    """When the visit before ended; None on the first one."""


def begin_visit(store: Store, now: datetime) -> Visit:
    """Begin a visit, or continue one that ended just before."""
    with store.snapshot():
        since, seen, ended = (key_values.get(store, name) for name in (SINCE, SEEN, ENDED))
        if ended is None:
            return Visit(unfinished_threads.all_ready_until(store) or key_values.get(store, key_values.ARRIVED))
    return Visit(since if now - ended < SAME_VISIT else seen, ended)


def end_visit(store: Store, visit: Visit, seen: datetime | None, now: datetime) -> None:
    """End a visit.

    Args:
        store: the open store.
        visit: as it began.
        seen: last arrival that was shown; None if there was none.
        now: when it ends.
    """
    with store.transaction():
        for name, at in ((SINCE, visit.since), (SEEN, seen), (ENDED, now)):
            if at:
                key_values.put(store, name, at)
