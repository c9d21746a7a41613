"""Records of a partition: what can become an article, read one after the other; unreadable ones are counted."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO

from briefing.archive.values import Partition
from briefing.clean import clean_page
from briefing.codec import from_line
from briefing.errors import SourceError
from briefing.model import Article, stable_id
from briefing.sanitizer import absolute
from briefing.sources import article_from_bytes, decode_page
from briefing.sources.article_urls import canonical, identity
from briefing.sources.encodings import MAX_BYTES
from briefing.sources.json_records import article_from_record
from briefing.sources.sites import site

_SCAN = 1_048_576
_GZIP, _PLAIN = b"\x1f\x8b\x08", b"WARC/1."
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Record:
    """A page or record that can be read."""

    parse: Callable[[], Article]
    """Makes the article, whose text may be empty; hostile input can raise anything."""
    id: str = ""
    """Id of the article, if it is known before it is read."""


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A part of the input that cannot be read."""

    reason: str
    """What is wrong with it."""


def read_records(partition: Partition) -> Iterator[Record | BadRecord]:
    """Records of a partition, in its order.

    Raises:
        OSError: the file cannot be opened.
    """
    readers: Mapping[str, Callable[[Partition], Iterator[Record | BadRecord]]] = {
        "warc": _read_warc,
        "jsonl": _read_lines,
        "parquet": _read_rows,
        "pages": _read_pages,
    }
    return readers[partition.kind](partition)


def _open(location: str) -> Any:
    import fsspec

    return fsspec.open(location, "rb")


def _read_warc(partition: Partition) -> Iterator[Record | BadRecord]:
    """Responses with HTML; after a damaged record, reading goes on at the next one that can be read."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with _open(partition.location) as file:
        mark = _GZIP if file.read(2) == _GZIP[:2] else _PLAIN
        start: int | None = 0
        was_bad = False
        while start is not None:
            file.seek(start)
            last = start
            try:
                stream: Any = _From(file)
                records = ArchiveIterator(
                    stream, record_types=WarcRecordType.response, auto_decode="all", max_header_len=_SCAN
                )
                for record in records:
                    last = start + record.stream_pos
                    was_bad = False
                    if read := _response(record):
                        yield read
                return
            except (OSError, ValueError, EOFError) as error:
                if not was_bad:
                    yield BadRecord(str(error))
                was_bad = True
                start = _find(file, mark, last + 1)


class _From:
    """A file as a stream that begins where it stands."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._count = file, 0

    def read(self, size: int = -1) -> bytes:
        """Bytes that follow."""
        data = self._file.read(size)
        self._count += len(data)
        return data

    def tell(self) -> int:
        """Number of bytes read."""
        return self._count

    def close(self) -> None:
        """Nothing: the file is read on after a damaged record."""


def _find(file: BinaryIO, mark: bytes, start: int) -> int | None:
    """Offset of the next `mark`; None if there is none."""
    file.seek(start)
    tail = b""
    while chunk := file.read(_SCAN):
        window = tail + chunk
        if (place := window.find(mark)) >= 0:
            return start - len(tail) + place
        start += len(chunk)
        tail = window[-len(mark) + 1 :]
    return None


def _response(record: Any) -> Record | BadRecord | None:
    """A response as a record; None if it is no page of the web."""
    content_type = record.http_content_type or ""
    url = absolute(record.headers.get("WARC-Target-URI", "").strip("<>"))
    if content_type not in _HTML or not url:
        return None
    status = record.http_headers.status_code if record.http_headers else None
    if status is not None and not 200 <= status < 300:
        return None
    length = record.content_length
    body = record.reader.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return BadRecord(f"larger than {MAX_BYTES // 1_000_000} MB")
    encoded = record.http_headers and record.http_headers.get("Content-Encoding")
    if not encoded and not record.http_headers.get("Transfer-Encoding") and len(body) < length:
        return BadRecord("cut off")
    declared = record.http_headers.get("Content-Type", "") if record.http_headers else ""
    return Record(partial(_page, body, url, declared, record.record_date), stable_id(identity(url)))


def _page(body: bytes, url: str, content_type: str, fetched: datetime | None) -> Article:
    """The article of a page; a date after its capture is no date of publication."""
    page = clean_page(decode_page(body, content_type), url)
    published = page.published if not (page.published and fetched) or page.published <= fetched else None
    return replace(
        page,
        id=stable_id(identity(url)),
        url=canonical(url),
        outlet=page.outlet or site(url),
        published=published,
        fetched=fetched,
    )


def _read_lines(partition: Partition) -> Iterator[Record | BadRecord]:
    """Lines that begin in the slice; the last one may end behind it."""
    import gzip

    with _open(partition.location) as raw:
        file = gzip.GzipFile(fileobj=raw) if partition.location.lower().endswith(".gz") else raw
        if partition.start:
            file.seek(partition.start - 1)
            _read_line(file)  # the end of a line that begins before
        while not partition.end or file.tell() < partition.end:
            try:
                line = _read_line(file)
            except (OSError, EOFError) as error:  # damaged compression
                yield BadRecord(str(error))
                return
            if line == b"":
                return
            if line is None:
                yield BadRecord(f"larger than {MAX_BYTES // 1_000_000} MB")
            elif line.strip():
                yield Record(partial(_line_article, line))


def _read_line(file: Any) -> bytes | None:
    """The next line; None if it is too long, empty at the end."""
    line: bytes = file.readline(MAX_BYTES + 1)
    if len(line) <= MAX_BYTES:
        return line
    while line and not line.endswith(b"\n"):
        line = file.readline(_SCAN)
    return None


def _line_article(line: bytes) -> Article:
    return _with_outlet(article_from_record(from_line(line)))


def _read_rows(partition: Partition) -> Iterator[Record | BadRecord]:
    import pyarrow.parquet as pq

    with _open(partition.location) as file:
        table = pq.ParquetFile(file)
        for group in range(partition.start, partition.end):
            for batch in table.iter_batches(256, [group]):
                for row in batch.to_pylist():
                    yield Record(partial(_row_article, row))


def _row_article(row: Mapping[str, Any]) -> Article:
    times = {key: value.isoformat() for key, value in row.items() if isinstance(value, datetime)}
    return _with_outlet(article_from_record({**row, **times}))


def _read_pages(partition: Partition) -> Iterator[Record | BadRecord]:
    for location in partition.files:
        try:
            with _open(location) as file:
                body = file.read(MAX_BYTES + 1)
        except OSError as error:
            yield BadRecord(f"{location}: {error.strerror or error}")
            continue
        yield Record(functools.partial(_file_article, body, location))


def _file_article(body: bytes, location: str) -> Article:
    if len(body) > MAX_BYTES:
        raise SourceError(f"larger than {MAX_BYTES // 1_000_000} MB")
    return article_from_bytes(body, name=location, kind="html")


def _with_outlet(article: Article) -> Article:
    return article if article.outlet or not article.url else replace(article, outlet=site(article.url))
