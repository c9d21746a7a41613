"""What the reader decides: read and unread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.store import Store


def mark_read(store: Store, article_ids: Sequence[str], read: bool = True) -> None:
    """Mark these articles read or unread; ids that are not stored are passed over."""
    raise NotImplementedError


def mark_thread_read(store: Store, thread_id: str, until: datetime) -> None:
    """Mark what had arrived in the thread by `until` (what was on screen) as read."""
    raise NotImplementedError
