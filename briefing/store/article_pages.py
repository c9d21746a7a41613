"""Which pages of articles are to be fetched, and when."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from briefing.store.columns import to_micros
from briefing.store.database import Store


def limit_pages_due(store: Store, ids: Collection[str], now: datetime, later: datetime, too_old: datetime) -> None:
    """Restrict the pages due now to these articles: the page budget of a refresh, which survives a kill.

    Args:
        store: the open store.
        ids: articles within the budget.
        now: the time of the refresh.
        later: when the pages of the others are due again.
        too_old: pages of articles that arrived before this time are no longer fetched.
    """
    store.run(
        """
        UPDATE article SET wants_page = fetched >= :too_old, page_after = :later
         WHERE wants_page = 1 AND (page_after IS NULL OR page_after <= :now)
           AND id NOT IN (SELECT value FROM json_each(:ids))
        """,
        {
            "too_old": to_micros(too_old),
            "later": to_micros(later),
            "now": to_micros(now),
            "ids": json.dumps(list(ids)),
        },
    )


def request_page(store: Store, article_id: str) -> bool:
    """Make the page of an article due that has the feed's text; False if it has none."""
    return bool(
        store.run(
            """
            UPDATE article SET wants_page = 1, page_after = NULL
             WHERE id = ? AND origin = 'feed' AND url LIKE 'http%'
            """,
            (article_id,),
        )
    )


def has_feed_text(store: Store, article_id: str) -> bool:
    """Whether an article has the text of its feed, not that of its page."""
    return bool(store.row("SELECT 1 FROM article WHERE id = ? AND origin = 'feed'", (article_id,)))


def record_failed_page(store: Store, article_id: str, again: datetime | None) -> None:
    """Record a failed page fetch and when to retry; None for never."""
    store.run(
        "UPDATE article SET wants_page = ?, page_after = ?, page_tries = page_tries + 1 WHERE id = ?",
        (int(again is not None), to_micros(again), article_id),
    )
