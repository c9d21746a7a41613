"""Inputs of an archive run, divided into partitions: paths, globs and URLs of what `fsspec` opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from briefing.archive.values import Partition, PartitionKind
from briefing.errors import NotFoundError, UsageError
from briefing.sanitizer import hide_login

SLICE_BYTES = 67_108_864
"""Bytes of JSON Lines in a partition (64 MiB); a compressed file is one partition."""
PAGES = 500
"""Files of pages in a partition."""

_WARC = (".warc", ".warc.gz")
_LINES = (".jsonl", ".ndjson")
_PAGES = (".htm", ".html", ".xhtml")
_GLOB = re.compile(r"[*?\[]")
_CAPTURE = re.compile(r"-(\d{14})-\d+\.warc")
"""The time in the name of a CC-NEWS file, that of its first capture."""


def list_partitions(inputs: Sequence[str], *, slice_bytes: int = SLICE_BYTES, pages: int = PAGES) -> list[Partition]:
    """Partitions of the inputs, by name; a file that two inputs name counts once.

    Args:
        inputs: paths, globs and URLs of files and folders.
        slice_bytes: bytes of JSON Lines in a partition.
        pages: files of pages in a partition.

    Raises:
        NotFoundError: an input does not exist, or has no file of a known kind.
        UsageError: a URL of an unknown protocol, or one whose package is missing.
    """
    files: dict[str, tuple[PartitionKind, int]] = {}
    for each in inputs:
        before = len(files)
        known = False
        for location, size in _files(each):
            if kind := _kind(location):
                known = True
                files.setdefault(location, (kind, size))
        if not known and len(files) == before:
            raise NotFoundError(
                f"archive: {hide_login(each)}: no such file or folder, or nothing in it that ends in "
                ".warc, .warc.gz, .jsonl, .parquet or .html"
            )
    ordered = sorted(files, key=lambda location: (location.rpartition("/")[2], location))
    parts = [part for location in ordered for part in _parts(location, *files[location], slice_bytes)]
    parts += _page_parts([location for location in sorted(files) if files[location][0] == "pages"], files, pages)
    return [_numbered(part, index) for index, part in enumerate(parts)]


def _numbered(part: Partition, index: int) -> Partition:
    from dataclasses import replace

    return replace(part, index=index)


def _files(given: str) -> Iterator[tuple[str, int]]:
    """Paths or URLs and sizes of the files that an input names; hidden files and folders are left out."""
    import fsspec

    is_url = "://" in given
    try:
        system, path = fsspec.core.url_to_fs(given if is_url else str(Path(given).absolute()))
    except (ImportError, ValueError) as error:
        raise UsageError(f"archive: {hide_login(given)}: {error}") from None
    exists = system.exists(path)
    found: dict[str, Any] = {}
    if not exists and _GLOB.search(path):
        for match, entry in sorted(system.glob(path, detail=True).items()):
            found.update(system.find(match, detail=True) if entry["type"] == "directory" else {match: entry})
    elif exists:
        found = system.find(path, detail=True)
        root = path.rstrip("/")
        found = {name: entry for name, entry in found.items() if not _is_hidden(name.removeprefix(root))}
    for name, entry in sorted(found.items()):
        if not exists and name.rpartition("/")[2].startswith("."):
            continue
        yield (system.unstrip_protocol(name) if is_url else name), int(entry.get("size") or 0)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(name).parts)


def _kind(location: str) -> PartitionKind | None:
    name = location.lower()
    if name.endswith(_WARC):
        return "warc"
    if name.removesuffix(".gz").endswith(_LINES):
        return "jsonl"
    if name.endswith(".parquet"):
        return "parquet"
    return "pages" if name.endswith(_PAGES) else None


def _parts(location: str, kind: PartitionKind, size: int, slice_bytes: int) -> Iterator[Partition]:
    """Partitions of one file that is no page."""
    if kind == "warc":
        yield Partition(0, kind, location, size=size, since=_since(location))
    elif kind == "jsonl" and not location.lower().endswith(".gz"):
        for start in range(0, size, slice_bytes):
            end = min(start + slice_bytes, size)
            yield Partition(0, kind, location, start, end, end - start)
    elif kind == "jsonl":
        yield Partition(0, kind, location, size=size)
    elif kind == "parquet":
        for group, weight in enumerate(_row_groups(location)):
            yield Partition(0, kind, location, group, group + 1, weight)


def _row_groups(location: str) -> list[int]:
    """Size of each row group of a parquet file, in bytes.

    Raises:
        UsageError: it is no parquet file.
    """
    import fsspec
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with fsspec.open(location, "rb") as file:
            metadata = pq.ParquetFile(file).metadata
            return [metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups)]
    except pa.ArrowInvalid as error:
        raise UsageError(f"archive: {hide_login(location)}: no parquet file ({str(error).splitlines()[0]})") from None


def _page_parts(
    locations: Sequence[str], files: dict[str, tuple[PartitionKind, int]], pages: int
) -> Iterator[Partition]:
    """Pages in groups, each of one folder."""
    folders: dict[str, list[str]] = {}
    for location in locations:
        folders.setdefault(location.rpartition("/")[0], []).append(location)
    for folder, names in folders.items():
        for start in range(0, len(names), pages):
            group = tuple(names[start : start + pages])
            yield Partition(0, "pages", folder, size=sum(files[name][1] for name in group), files=group)


def _since(location: str) -> datetime | None:
    match = _CAPTURE.search(location.rpartition("/")[2])
    try:
        return datetime.strptime(match[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
