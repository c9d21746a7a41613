"""Parts of stored briefs for the front page.

The reader starts with them: read by the standard library, they do without the import of msgspec.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from briefing.model import ArticleRef, Brief, Citation, KeyQuote, Line, Thread
from briefing.store.database import Store
from briefing.store.sqlite_errors import UnreadableError


def read(store: Store, ids: Collection[str]) -> list[Brief]:
    """Briefs of these threads with titles, lines, key quotes and articles, as far as an excerpt needs them."""
    rows = store.rows(
        """
        SELECT thread.id, thread.title, brief.data
          FROM json_each(?) AS given
          JOIN thread ON thread.id = given.value
          JOIN brief ON brief.thread_id = thread.id
        """,
        (json.dumps(list(ids)),),
    )
    return [_brief(Thread(id_, title, ()), data) for id_, title, data in rows]


def _brief(thread: Thread, data: str) -> Brief:
    """Parts of a stored brief.

    Raises:
        UnreadableError: the column holds no brief.
    """
    try:
        brief = json.loads(data)
        return Brief(
            thread,
            lead=tuple(map(_line, brief["lead"])),
            new=tuple(map(_line, brief["new"])),
            quotes=tuple(KeyQuote(quote["text"], quote["speaker"], ()) for quote in brief["quotes"]),
            articles=tuple(
                ArticleRef(article["id"], "", article["outlet"], "", _time(article["published"]))
                for article in brief["articles"]
            ),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableError("invalid brief") from error


def _line(line: dict[str, Any]) -> Line:
    source = Citation("", 0, 0, line["source"]["outlet"])
    return Line(line["text"], source, line["support"], _time(line["added"]), part=line.get("part", ""))


def _time(words: str | None) -> datetime | None:
    return datetime.fromisoformat(words) if words else None
