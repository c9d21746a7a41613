"""A new store at less cost than making one: a copy of one that was made before."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from briefing.store import Store


def lay(path: Path) -> None:
    """Put a new store at `path`; the test that makes the first one pays for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(0o600)
    path.write_bytes(_blank())


@cache
def _blank() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "briefing.db"
        Store.open(made).close()
        return made.read_bytes()
