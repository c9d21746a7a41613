"""Parquet files that exist as a whole or not at all, with the same bytes for the same rows."""

from __future__ import annotations

import os
import secrets
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
            f"archive run needs more packages ({', '.join(missing)}): pip install 'briefing-news[archive]'"
        )


class TableWriter:
    """Writes a parquet file in parts, through a temporary name, fsync and rename; after an error there is none."""

    def __init__(self, path: Path, schema: Any) -> None:
        self.path, self._schema = path, schema
        self.metadata: dict[str, str] = {}
        """Texts kept in the file."""
        self._temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
        self._file: Any = None
        self._writer: Any = None

    def __enter__(self) -> TableWriter:
        import pyarrow.parquet as pq

        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._temporary.open("wb")
        self._writer = pq.ParquetWriter(self._file, self._schema, compression="zstd")
        return self

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows, as one row group."""
        import pyarrow as pa

        if rows:
            self._writer.write_table(pa.Table.from_pylist(list(rows), schema=self._schema))

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        try:
            if kind is None:
                self._writer.add_key_value_metadata(self.metadata)
                self._writer.close()
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
                self._temporary.replace(self.path)
                sync_folder(self.path.parent)
        finally:
            with suppress(OSError, ValueError):
                self._writer.close()
                self._file.close()
            self._temporary.unlink(missing_ok=True)


def write_rows(
    path: Path, rows: Sequence[Mapping[str, Any]], schema: Any, metadata: Mapping[str, str] | None = None
) -> None:
    """Write a parquet file of one row group; see `TableWriter`.

    Args:
        path: the file; its folder is created.
        rows: values by column.
        schema: the pyarrow schema.
        metadata: texts kept in the file.

    Raises:
        OSError: it cannot be written.
    """
    with TableWriter(path, schema) as writer:
        writer.write(rows)
        writer.metadata = dict(metadata or {})


def write_whole(path: Path, data: bytes | memoryview) -> None:
    """Write a file through a temporary name, fsync and rename.

    Raises:
        OSError: it cannot be written; an earlier file of this name is unchanged.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
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
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a parquet file, in order, by column."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.ParquetFile(path).read().to_pylist()
    return rows


def read_metadata(path: Path) -> dict[str, str]:
    """Texts that `write_rows` has kept in a file."""
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(path).metadata or {}
    return {key.decode(): value.decode() for key, value in metadata.items()}
