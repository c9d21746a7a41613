"""Where the store lies and how it is opened."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from briefing.config import xdg_folder
from briefing.store import Store


def store_path(explicit: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the store's file: `--store`, else `$BRIEFING_STORE`, else `briefing/briefing.db` in the XDG data dir."""
    if explicit:
        return explicit.expanduser()
    if environ.get("BRIEFING_STORE"):
        return Path(environ["BRIEFING_STORE"]).expanduser()
    return xdg_folder("XDG_DATA_HOME", ".local/share", environ) / "briefing" / "briefing.db"


def open_store(path: Path | None = None, *, readonly: bool = False) -> Store:
    """Open the store, a context manager; made if it is not there, brought to the newest schema if it is older.

    Args:
        path: the store's file; None for `$BRIEFING_STORE` or the one in the XDG data directory.
        readonly: open for reading only; the store must be there then, and is not migrated.

    Raises:
        NotFoundError: `readonly`, and there is no store yet.
        StoreError: the file is damaged, is no store of this program, is newer than it, or cannot be used there.
    """
    return Store.open(store_path(path), readonly=readonly)
