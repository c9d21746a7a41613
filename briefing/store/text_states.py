"""Articles that have only the feed's text, and why."""

from __future__ import annotations

import json
from collections.abc import Collection

from briefing.store.database import Store

TEASER_WORDS = 200
"""Word count below which a feed's text is taken for a teaser of its page."""


def teasers(store: Store, ids: Collection[str]) -> dict[str, str]:
    """The ones among these articles with only a teaser from their feed; with the reason if their page failed."""
    rows = store.rows(
        """
        SELECT article.id, coalesce(skipped.reason, '')
          FROM json_each(:ids) AS given
          JOIN article ON article.id = given.value
          JOIN content ON content.number = article.number
          LEFT JOIN skipped ON skipped.kind = 'fetch' AND skipped.id = article.id
         WHERE article.origin = 'feed' AND article.url LIKE 'http%'
           AND length(content.text) - length(replace(content.text, ' ', '')) + 1 < :words
        """,
        {"ids": json.dumps(list(ids)), "words": TEASER_WORDS},
    )
    return dict(rows)
