"""The error of a query that cannot be parsed, with its column."""

from __future__ import annotations

from briefing.errors import UsageError

SHOWN = 60
"""Characters of the query that an error message shows."""


class QueryError(UsageError):
    """A query that cannot be read; the message shows it and counts columns from 1, in code points."""

    def __init__(self, text: str, column: int, problem: str) -> None:
        """Build the message.

        Args:
            text: the query.
            column: of the first character that is wrong, from 1.
            problem: what is wrong and what to do.
        """
        super().__init__(f"query “{_excerpt(text, column)}”, column {column}: {problem}")
        self.text = text
        """The query."""
        self.column = column
        """Of the first character that is wrong, from 1."""
        self.problem = problem
        """What is wrong and what to do."""


def _excerpt(text: str, column: int) -> str:
    """The query on one line; of a long one, the part around the column."""
    begin = max(0, min(column - 1 - SHOWN // 2, len(text) - SHOWN))
    shown = " ".join(text[begin : begin + SHOWN].split())
    return ("…" if begin else "") + shown + ("…" if begin + SHOWN < len(text) else "")
