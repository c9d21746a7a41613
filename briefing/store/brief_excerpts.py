"""Parts of stored briefs for the front page.

The reader starts with them: read by the standard library, they do without the import of msgspec.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from briefing.store.database import Store
from briefing.store.sqlite_errors import UnreadableError


@dataclass(frozen=True, slots=True)
class SourceName:
    """Of a `Citation`."""

    outlet: str = ""


@dataclass(frozen=True, slots=True)
class ShortLine:
    """Of a `Line`."""

    text: str
    source: SourceName
    support: int = 1
    added: datetime | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class ShortQuote:
    """Of a `KeyQuote`."""

    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class ArticleTime:
    """Of an `ArticleRef`."""

    published: datetime | None


@dataclass(frozen=True, slots=True)
class BriefExcerpt:
    """Of a `Brief`; its fields have the names and meanings of those there."""

    lead: tuple[ShortLine, ...] = ()
    new: tuple[ShortLine, ...] = ()
    quotes: tuple[ShortQuote, ...] = ()
    articles: tuple[ArticleTime, ...] = ()


def read(store: Store, ids: Collection[str]) -> dict[str, tuple[str, BriefExcerpt]]:
    """Titles and parts of the briefs of these threads, by id."""
    rows = store.rows(
        """
        SELECT thread.id, thread.title, brief.data
          FROM json_each(?) AS given
          JOIN thread ON thread.id = given.value
          JOIN brief ON brief.thread_id = thread.id
        """,
        (json.dumps(list(ids)),),
    )
    return {id_: (title, _excerpt(data)) for id_, title, data in rows}


def _excerpt(data: str) -> BriefExcerpt:
    """Parts of a stored brief.

    Raises:
        UnreadableError: the column holds no brief.
    """
    try:
        brief = json.loads(data)
        return BriefExcerpt(
            tuple(map(_line, brief["lead"])),
            tuple(map(_line, brief["new"])),
            tuple(ShortQuote(quote["text"], quote["speaker"]) for quote in brief["quotes"]),
            tuple(ArticleTime(_time(article["published"])) for article in brief["articles"]),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableError("invalid brief") from error


def _line(line: dict[str, Any]) -> ShortLine:
    source = SourceName(line["source"]["outlet"])
    return ShortLine(line["text"], source, line["support"], _time(line["added"]), line.get("part", ""))


def _time(words: str | None) -> datetime | None:
    return datetime.fromisoformat(words) if words else None
