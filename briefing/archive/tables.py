"""Parquet files that exist as a whole or not at all, with the same bytes for the same rows."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefing.errors import UsageError

PACKAGES = ("dask", "distributed", "fastwarc", "fsspec", "pyarrow")
"""Modules that the extra brings."""


def require_extra() -> None:
    """Check that the packages of the extra are there.

    Raises:
        UsageError: one is missing.
    """
    from importlib.util import find_spec

    if missing := [name for name in PACKAGES if find_spec(name) is None]:
        raise UsageError(
            f"briefing archive needs more packages ({', '.join(missing)}): pip install 'briefing-news[archive]'"
        )


def write_rows(
    path: Path, rows: Sequence[Mapping[str, Any]], schema: Any, metadata: Mapping[str, str] | None = None
) -> None:
    """Write a parquet file through a temporary name, fsync and rename.

    Args:
        path: the file; its folder is created.
        rows: values by column.
        schema: the pyarrow schema.
        metadata: texts kept in the file.

    Raises:
        OSError: it cannot be written; no file of this name is left that was not there before.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if metadata:
        schema = schema.with_metadata({**(schema.metadata or {}), **metadata})
    table = pa.Table.from_pylist(list(rows), schema=schema)
    path.parent.mkdir(parents=True, exist_ok=True)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    write_whole(path, memoryview(sink.getvalue()))


def write_whole(path: Path, data: bytes | memoryview) -> None:
    """Write a file through a temporary name, fsync and rename.

    Raises:
        OSError: it cannot be written; an earlier file of this name is unchanged.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a parquet file, in order, by column."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.ParquetFile(path).read().to_pylist()
    return rows


def read_metadata(path: Path) -> dict[str, str]:
    """Texts that `write_rows` has kept in a file."""
    import pyarrow.parquet as pq

    metadata = pq.read_schema(path).metadata or {}
    return {key.decode(): value.decode() for key, value in metadata.items()}
