"""Exceptions shown to the user: each has a one-line message and an exit code.

They are caught in one place, `briefing.cli`. Failures that are expected while fetching are values (`SourceFailure`),
not exceptions.
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
    """An invalid argument or option."""

    exit_code = EXIT_USAGE


class ConfigError(BriefingError):
    """An unreadable or invalid configuration; names the file and every wrong key."""

    exit_code = EXIT_USAGE


class NotFoundError(BriefingError):
    """A requested thread, article or file that does not exist."""

    exit_code = EXIT_USAGE


class SourceError(BriefingError):
    """A source that cannot be read; the others are processed."""

    exit_code = EXIT_NO_SOURCE


class StoreError(BriefingError):
    """A store that cannot be opened, read or written; stored data is not changed."""


class StoreLockedError(StoreError):
    """Another process is writing to the store; names the process."""

    exit_code = EXIT_LOCKED


def did_you_mean(
    word: str, known: Iterable[str], otherwise: str = "", *, form: str = "{}", likeness: float = 0.6
) -> str:
    """Suggestion for a mistyped word, as a question.

    Args:
        word: the word as typed.
        known: valid words.
        otherwise: returned if no valid word is similar.
        form: format of the suggestion, with `{}` for the word.
        likeness: minimum similarity, 0 to 1 (`difflib`).
    """
    import difflib

    near = difflib.get_close_matches(word, list(known), 1, likeness)
    return f"did you mean {form.format(near[0])}?" if near else otherwise
