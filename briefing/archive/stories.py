"""Third stage: threads with summaries and quotes, as parquet files by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.archive.tables import write_rows
from briefing.archive.threading import ArchiveThread, PreparedFiles
from briefing.archive.values import Options, Prepared
from briefing.codec import to_json
from briefing.model import Brief

THREADS = 200
"""Threads in a file."""
TABLES = ("articles", "quotes", "summaries", "threads")
"""Folders of the output: a group is done if it has a file in each."""
UNDATED = "undated"
"""Day of threads without a time."""


@dataclass(frozen=True, slots=True)
class Group:
    """Threads of one day that one task makes ready."""

    day: str
    """Day of their first articles in UTC, as 2024-01-31, or `undated`."""
    number: int
    """Number of the group within the day, from 0."""
    threads: tuple[ArchiveThread, ...]
    """The threads, by id."""

    def path(self, output: Path, table: str) -> Path:
        """File of the group in a table."""
        return output / table / f"day={self.day}" / f"part-{self.number:05}.parquet"


@dataclass(frozen=True, slots=True)
class StoryCounts:
    """What a group holds."""

    articles: int = 0
    """Number of articles."""
    threads: int = 0
    """Number of threads."""
    quotes: int = 0
    """Number of key quotes."""
    summaries: int = 0
    """Number of lines of summaries."""


def group_threads(threads: Sequence[ArchiveThread], size: int = THREADS) -> list[Group]:
    """Groups of threads, by day and id."""
    days: dict[str, list[ArchiveThread]] = {}
    for thread in threads:
        days.setdefault(thread.first.date().isoformat() if thread.first else UNDATED, []).append(thread)
    groups = []
    for day in sorted(days):
        ordered = sorted(days[day], key=lambda thread: thread.id)
        for number, start in enumerate(range(0, len(ordered), size)):
            groups.append(Group(day, number, tuple(ordered[start : start + size])))
    return groups


def build_group(group: Group, options: Options, output: Path) -> StoryCounts:
    """Make a group of threads ready, unless it is done.

    Raises:
        OSError: the result cannot be written.
    """
    import pyarrow.parquet as pq

    if not all(group.path(output, table).exists() for table in TABLES):
        rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        files = PreparedFiles()
        for thread in group.threads:
            _add(rows, thread, files.read(thread.places), options)
        for table in TABLES:
            write_rows(group.path(output, table), rows[table], table_schema(table))
    numbers = {table: pq.read_metadata(group.path(output, table)).num_rows for table in TABLES}
    return StoryCounts(**numbers)


def _add(
    rows: dict[str, list[dict[str, Any]]], archived: ArchiveThread, prepared: Sequence[Prepared], options: Options
) -> None:
    """Add the rows of a thread."""
    from briefing.briefs.composition import make_brief
    from briefing.threads.labels.labelled_thread import make_thread

    members = [row.member() for row in prepared]
    thread = make_thread(archived.id, members, languages=options.config.output.languages)
    brief = make_brief(thread, members, options.config)
    columns = [name for name in table_schema("articles").names if name != "thread"]
    rows["articles"] += ({"thread": thread.id, **{name: getattr(row, name) for name in columns}} for row in prepared)
    rows["threads"].append(_thread_row(brief))
    rows["summaries"] += (
        {
            "thread": thread.id,
            "position": position,
            "part": line.part,
            "text": line.text,
            "article": line.source.article_id,
            "start": line.source.start,
            "end": line.source.end,
            "url": line.source.url,
        }
        for position, line in enumerate(brief.lead, 1)
    )
    rows["quotes"] += (
        {
            "thread": thread.id,
            "position": position,
            "text": quote.text,
            "speaker": quote.speaker,
            "cue": quote.cue,
            "kind": quote.kind,
            "confidence": quote.confidence,
            "articles": [source.article_id for source in quote.sources],
            "urls": [source.url for source in quote.sources],
        }
        for position, quote in enumerate(brief.quotes, 1)
    )


def _thread_row(brief: Brief) -> dict[str, Any]:
    thread = brief.thread
    return {
        "thread": thread.id,
        "title": thread.title,
        "first": thread.first,
        "last": thread.last,
        "names": list(thread.names),
        "keywords": list(thread.keywords),
        "outlets": list(brief.outlets),
        "independent": brief.independent,
        "articles": list(thread.article_ids),
        "brief": to_json(brief),
    }


def table_schema(table: str) -> Any:
    """pyarrow schema of a table of the output."""
    import pyarrow as pa

    text, texts, time, number = pa.string(), pa.list_(pa.string()), pa.timestamp("us", "UTC"), pa.int32()
    columns: dict[str, dict[str, Any]] = {
        "articles": {
            "thread": text,
            "id": text,
            "url": text,
            "title": text,
            "text": text,
            "outlet": text,
            "author": text,
            "published": time,
            "fetched": time,
            "language": text,
            "wire": text,
        },
        "threads": {
            "thread": text,
            "title": text,
            "first": time,
            "last": time,
            "names": texts,
            "keywords": texts,
            "outlets": texts,
            "independent": number,
            "articles": texts,
            "brief": text,
        },
        "summaries": {
            "thread": text,
            "position": number,
            "part": text,
            "text": text,
            "article": text,
            "start": number,
            "end": number,
            "url": text,
        },
        "quotes": {
            "thread": text,
            "position": number,
            "text": text,
            "speaker": text,
            "cue": text,
            "kind": text,
            "confidence": pa.float64(),
            "articles": texts,
            "urls": texts,
        },
    }
    return pa.schema(list(columns[table].items()))
