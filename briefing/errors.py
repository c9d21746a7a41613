"""The errors a user can meet: each carries the one line to show and the exit code to leave with.

They are raised where the knowledge is and caught once, in `briefing.cli`. Failures that are expected while
fetching are values (`SourceFailure`), not errors.
"""

from __future__ import annotations

from collections.abc import Iterable

EXIT_OK = 0
EXIT_INTERNAL = 1
EXIT_USAGE = 2
EXIT_SOME_FAILED = 3
EXIT_NO_SOURCE = 4
EXIT_LOCKED = 75
EXIT_INTERRUPTED = 130


class BriefingError(Exception):
    """Base of all errors shown to the user; `str(error)` is the whole message, one line."""

    exit_code = EXIT_INTERNAL


class UsageError(BriefingError):
    """An argument or option that cannot be meant."""

    exit_code = EXIT_USAGE


class ConfigError(BriefingError):
    """A configuration that cannot be read or is not valid; names the file and every wrong key."""

    exit_code = EXIT_USAGE


class NotFoundError(BriefingError):
    """A thread, article or file that was asked for and is not there."""

    exit_code = EXIT_USAGE


class SourceError(BriefingError):
    """One source that cannot be read; the rest goes on."""

    exit_code = EXIT_NO_SOURCE


class NoSourceError(BriefingError):
    """No source at all could be read."""

    exit_code = EXIT_NO_SOURCE


class StoreError(BriefingError):
    """A store that cannot be opened, read or written; what is stored stays as it is."""


class StoreLockedError(StoreError):
    """Another run is writing; names its holder."""

    exit_code = EXIT_LOCKED


def did_you_mean(
    word: str, known: Iterable[str], otherwise: str = "", *, form: str = "{}", likeness: float = 0.6
) -> str:
    """Return the question that helps with a mistyped word.

    Args:
        word: as it was typed.
        known: what could have been meant.
        otherwise: returned where nothing known is near.
        form: how the nearest is written, with `{}` in its place.
        likeness: from which a word is near, from 0 to 1 (`difflib`).
    """
    import difflib

    near = difflib.get_close_matches(word, list(known), 1, likeness)
    return f"did you mean {form.format(near[0])}?" if near else otherwise
