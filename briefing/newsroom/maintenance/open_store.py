"""Path of the store, and opening it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from briefing.config import xdg_folder
from briefing.errors import BriefingError, StoreError, StoreLockedError
from briefing.store import Store


def store_path(explicit: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Path of the store: `--store`, else `$BRIEFING_STORE`, else `briefing/briefing.db` in the XDG data directory."""
    if explicit:
        return explicit.expanduser()
    if environ.get("BRIEFING_STORE"):
        return Path(environ["BRIEFING_STORE"]).expanduser()
    return xdg_folder("XDG_DATA_HOME", ".local/share", environ) / "briefing" / "briefing.db"


def open_store(path: Path | None = None, *, readonly: bool = False) -> Store:
    """Open the store, a context manager; created if missing, migrated if older.

    Args:
        path: the store's file; None for `$BRIEFING_STORE` or the one in the XDG data directory.
        readonly: open for reading only; the store must exist, and is not migrated.

    Raises:
        NotFoundError: `readonly`, and there is no store yet.
        StoreError: the file is damaged, not a store, newer than this program, or not accessible.
    """
    return Store.open(store_path(path), readonly=readonly)


def open_to_read(path: Path) -> Store:
    """Open the store for a reader: as `open_store` does, but for reading only where it cannot be written.

    Raises:
        StoreError: as there, if it cannot be read either.
    """
    try:
        return Store.open(path)
    except StoreLockedError:
        raise
    except StoreError as error:
        try:
            return Store.open(path, readonly=True)
        except BriefingError:
            raise error from None
