"""Reads the stories that an archive run has written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.archive.stories import TABLES
from briefing.codec import from_json
from briefing.errors import NotFoundError, StoreError, UsageError
from briefing.model import Brief, KeyQuote

MANIFEST = "manifest.json"
REASON = 200
"""Maximum length of the reason in an error, in characters."""
NAMED = 5
"""Maximum number of threads that an error names."""


@dataclass(frozen=True, slots=True)
class ArchiveStats:
    """What an archive holds."""

    rows: Mapping[str, int]
    """Number of rows by table."""
    size: Mapping[str, int]
    """Bytes on disk by table."""
    first: str
    """First day of a story, as 2024-01-31; empty if no story is dated."""
    last: str
    """Last day of a story."""
    manifest: Mapping[str, Any]
    """What the run has noted: versions, parameters, counts; empty if it was not finished."""


def find_story(output: Path, words: str) -> Brief:
    """The story with this id, or the beginning of one, else the one with these words in its title.

    Raises:
        NotFoundError: there is none, or more than one; the message names some.
        StoreError: a file of the archive is damaged.
        UsageError: the folder is no archive.
    """
    wanted = words.casefold().split()
    by_id: list[tuple[str, str]] = []
    by_title: list[tuple[str, str]] = []
    for row in _rows(output, "threads", ["thread", "title"]):
        found = (row["thread"], row["title"])
        if row["thread"].startswith(words):
            by_id.append(found)
        elif all(word in row["title"].casefold() for word in wanted):
            by_title.append(found)
    exact = [found for found in by_id if found[0] == words]
    matches = exact or by_id or by_title
    if len(matches) != 1:
        named = "; ".join(f"{id_} {title}" for id_, title in matches[:NAMED])
        problem = f"{len(matches)} stories match {words!r}: {named}" if matches else f"no story matches {words!r}"
        raise NotFoundError(f"{output}: {problem}")
    (row,) = _rows(output, "threads", ["brief"], [("thread", "=", matches[0][0])])
    return from_json(Brief, row["brief"])


def each_quote(output: Path, *, speaker: str = "", thread: str = "", limit: int | None = None) -> Iterator[KeyQuote]:
    """Key quotes by the day and the id of their stories.

    Args:
        output: the folder.
        speaker: words in the speaker's name; empty for all.
        thread: id of the story; empty for all.
        limit: maximum number; None for all.

    Raises:
        StoreError: a file of the archive is damaged.
        UsageError: the folder is no archive.
    """
    words, left = speaker.casefold().split(), limit
    chosen = [("thread", "=", thread)] if thread else None
    wanted: dict[str, set[int]] = {}
    for row in _rows(output, "quotes", ["thread", "position", "speaker"], chosen):
        if all(word in (row["speaker"] or "").casefold() for word in words):
            wanted.setdefault(row["thread"], set()).add(row["position"])
    for row in _rows(output, "threads", ["thread", "brief"], chosen) if wanted else ():
        if positions := wanted.get(row["thread"]):
            for position, quote in enumerate(from_json(Brief, row["brief"]).quotes, 1):
                if position in positions:
                    yield quote
                    left = None if left is None else left - 1
                    if left == 0:
                        return


def read_stats(output: Path) -> ArchiveStats:
    """What an archive holds.

    Raises:
        StoreError: a file of the archive is damaged.
        UsageError: the folder is no archive.
    """
    files = {table: _files(output, table) for table in TABLES}
    days = sorted({path.parent.name.removeprefix("day=") for path in files["threads"]} - {"undated"})
    return ArchiveStats(
        {table: sum(map(_number_of_rows, paths)) for table, paths in files.items()},
        {table: sum(path.stat().st_size for path in paths) for table, paths in files.items()},
        days[0] if days else "",
        days[-1] if days else "",
        _manifest(output / MANIFEST),
    )


def _manifest(path: Path) -> Mapping[str, Any]:
    with _damage_reported(path):
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _number_of_rows(path: Path) -> int:
    import pyarrow.parquet as pq

    with _damage_reported(path):
        number: int = pq.read_metadata(path).num_rows
        return number


@contextmanager
def _damage_reported(path: Path) -> Iterator[None]:
    """Raise `StoreError` if the file of an archive cannot be read."""
    try:
        yield
    except (OSError, ValueError) as error:  # those of pyarrow and of JSON are such
        reason = " ".join(str(error).split())[:REASON]
        remedy = "remove it and run the command that wrote it again"
        raise StoreError(f"{path}: cannot be read: {reason}; {remedy}") from None


def _files(output: Path, table: str) -> list[Path]:
    if not (output / "threads").is_dir():
        raise UsageError(f"{output}: there are no stories in this folder; `briefing archive run` writes them")
    return sorted((output / table).glob("day=*/*.parquet"))


def _rows(output: Path, table: str, columns: list[str], filters: Any = None) -> Iterator[dict[str, Any]]:
    """Rows of a table, file by file; filters as pyarrow has them."""
    import pyarrow.parquet as pq

    for path in _files(output, table):
        with _damage_reported(path):
            rows = pq.read_table(path, columns=columns, filters=filters, partitioning=None).to_pylist()
        yield from rows
