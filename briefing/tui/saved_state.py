"""Saved state of the reader: the theme, and which sections are folded.

It is optional: errors in reading or writing it are ignored.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from briefing.config import xdg_folder
from briefing.files import make_folder, open_own, read_file

MAX_BYTES = 10_000
"""Maximum size of the file; a larger one was not written by this program."""


@dataclass(frozen=True, slots=True)
class SavedState:
    """State at the end of a session."""

    theme: str = ""
    """Theme chosen in the reader; empty for the configuration's."""
    instead_of: str = ""
    """The configured theme at that time: if it has changed, it takes precedence again."""
    toggled: tuple[str, ...] = ()
    """Sections of the front page that were folded or unfolded."""


def state_path(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Path of the file in the XDG state directory; None without a home directory."""
    try:
        return xdg_folder("XDG_STATE_HOME", ".local/state", environ) / "briefing" / "reader.json"
    except RuntimeError:
        return None


def load_state(path: Path | None) -> SavedState:
    """Load the saved state; empty if it cannot be read."""
    if path is None:
        return SavedState()
    try:
        data = json.loads(read_file(path, MAX_BYTES))
        words = {name: _word(data[name]) for name in ("theme", "instead_of") if name in data}
        return SavedState(**words, toggled=tuple(_word(key) for key in data.get("toggled", ())))
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return SavedState()


def is_first_start(path: Path | None) -> bool:
    """Whether no state was ever saved; False if the folder is not accessible."""
    try:
        return path is not None and not path.exists()
    except OSError:
        return False


def save_state(path: Path | None, state: SavedState) -> None:
    """Save `state` atomically."""
    if path is None:
        return
    half = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(OSError):
        make_folder(path.parent)
        with os.fdopen(open_own(half, os.O_WRONLY), "w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(state)))
            file.truncate()
        half.replace(path)


def _word(value: object) -> str:
    if isinstance(value, str) and value.isprintable():
        return value
    raise TypeError("not a line of text")
