"""Tab-separated tables and the selection of fields.

A cell is one value: a list is joined by commas, a time is ISO 8601, None is empty. Words are verbatim: tab, line feed,
carriage return and backslash are written as `\\t`, `\\n`, `\\r` and `\\\\`, terminal controls as `\\u` and
four digits, so that a row is a line and tabs only separate cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefing.errors import UsageError, did_you_mean

Record = dict[str, object]
Columns = Mapping[str, str]
"""Field name -> dotted path in the record."""

# Default fields in this order; new ones are appended.
THREADS: Columns = {
    "id": "thread.id",
    "title": "thread.title",
    "articles": "articles",
    "outlets": "outlets",
    "independent": "independent",
    "copies": "copies",
    "wire": "wire",
    "unread": "unread",
    "new": "new",
    "phase": "phase",
    "importance": "importance",
    "first": "thread.first",
    "last": "thread.last",
    "names": "thread.names",
    "keywords": "thread.keywords",
    "followed": "thread.state.followed",
    "muted": "thread.state.muted",
    "watch": "thread.watch",
    "why": "why",
    "tags": "thread.state.tags",
}
QUOTES: Columns = {
    "text": "text",
    "speaker": "speaker",
    "speaks_for": "speaks_for",
    "addressee": "addressee",
    "kind": "kind",
    "cue": "cue",
    "confidence": "confidence",
    "outlet": "sources.0.outlet",
    "published": "sources.0.published",
    "title": "sources.0.title",
    "url": "sources.0.url",
    "thread_id": "thread_id",
    "article_id": "article_id",
    "start": "start",
    "end": "end",
    "added": "added",
    "within": "within",
    "quoted_by": "quoted_by",
    "reason": "reason",
    "about": "about",
}
HITS: Columns = {
    "title": "article.title",
    "outlet": "article.outlet",
    "published": "article.published",
    "url": "article.url",
    "text": "text",
    "thread_id": "thread_id",
    "thread_title": "thread_title",
    "article_id": "article_id",
    "start": "start",
    "end": "end",
    "score": "score",
    "read": "article.read",
    "added": "article.added",
}
FEEDS: Columns = {
    "url": "url",
    "title": "title",
    "tags": "tags",
    "condition": "condition",
    "checked": "checked",
    "last_success": "last_success",
    "failures": "failures",
    "error": "error",
    "moved_to": "moved_to",
    "ask_after": "ask_after",
    "last_entry": "last_entry",
    "entries": "entries",
    "entries_a_week": "entries_a_week",
    "failing_since": "failing_since",
    "synced": "synced",
}

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_SPECIAL = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def check_fields(words: str, columns: Columns) -> tuple[str, ...]:
    """Parse a list of field names such as `id,title`; an empty list gives none.

    Raises:
        UsageError: an unknown name; suggests the nearest.
    """
    names = tuple(name for name in re.split(r"[,\s]+", words.strip()) if name)
    for name in names:
        if name not in columns:
            hint = did_you_mean(name, columns, f"there are {', '.join(columns)}")
            raise UsageError(f"--fields: {name}: no such field; {hint}")
    return names


def pick(record: Record, fields: Sequence[str], columns: Columns) -> Record:
    """Selected fields of a record, in the requested order; the whole record if `fields` is empty."""
    return {name: _at(record, columns[name]) for name in fields} if fields else record


def table(records: Iterable[Record], fields: Sequence[str], columns: Columns, *, header: bool = True) -> str:
    """Format records as lines of tab-separated values; all fields if `fields` is empty."""
    return "".join(table_lines(records, fields, columns, header=header))


def table_lines(
    records: Iterable[Record], fields: Sequence[str], columns: Columns, *, header: bool = True
) -> Iterator[str]:
    """Yield the lines of `table`."""
    names = list(fields or columns)
    if header:
        yield "\t".join(names) + "\n"
    for record in records:
        yield "\t".join(_cell(_at(record, columns[name])) for name in names) + "\n"


def _at(record: object, path: str) -> object:
    """Value at a path of a record; None if a step does not exist."""
    for step in path.split("."):
        if isinstance(record, dict):
            record = record.get(step)
        elif isinstance(record, list):
            record = record[int(step)] if step.isdigit() and int(step) < len(record) else None
        else:
            return None
    return record


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(_cell(item) for item in value)
    return _SPECIAL.sub(_escaped, str(value))


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}"
