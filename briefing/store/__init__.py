"""The store: one SQLite file; the only place that knows SQL."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType


class Store:
    """An open store; a context manager."""

    def __init__(self, path: Path, readonly: bool) -> None:
        self.path = path
        """The store's file."""
        self.readonly = readonly
        """Whether this connection can only read."""

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Store:
        """Open the store at `path`."""
        return cls(path, readonly)

    def close(self) -> None:
        """Close the file."""

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
