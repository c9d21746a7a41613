"""Origin of a stream, and the result for each document in it: the document or a failure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from briefing.errors import SourceError
from briefing.model import Article, Document, SourceFailure
from briefing.sources.media_types import Kind

Read: TypeAlias = Document | SourceFailure
"""Result for one document of a stream."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Origin of a stream and its declared type."""

    location: str
    """Path or URL as given by the user, or `-`."""
    url: str = ""
    """URL of the response; empty for files and pipes."""
    content_type: str = ""
    """`Content-Type` of the response."""
    kind: Kind | None = None
    """Kind given by the user; None to detect it."""

    @property
    def name(self) -> str:
        """File name or URL used to detect the kind."""
        return self.url or self.location

    def failure(self, reason: str) -> SourceFailure:
        """A failure of this stream."""
        return SourceFailure("standard input" if self.location == "-" else self.location, reason)

    def document(self, make: Callable[[], Article], *, where: str = "", line: int = 0, empty: bool = False) -> Read:
        """Call `make` and return its document; any error becomes a failure.

        Args:
            make: raises SourceError, or any error that hostile documents cause.
            where: its place within the stream, the prefix of the reason.
            line: its number in JSON Lines, 0 elsewhere.
            empty: whether a document without text counts.
        """
        try:
            article = make()
        except SourceError as error:
            return self.failure(f"{where}{error}")
        except Exception as error:  # hostile input can raise anything in a parser
            return self.failure(f"{where}cannot be read ({type(error).__name__}: {error})")
        if not article.text and not empty:
            return self.failure(f"{where}there is no text in it")
        return Document(article, f"{self.location}:{line}" if line else self.location)
