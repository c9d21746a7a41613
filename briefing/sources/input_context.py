"""Where a stream is from, and what each document in it comes to: the document, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from briefing.errors import SourceError
from briefing.model import Article, Document, SourceFailure
from briefing.sources.media_types import Kind

Read: TypeAlias = Document | SourceFailure
"""What a place in a stream comes to."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stream is from, and what it is said to be."""

    location: str
    """As the user named it, or `-`."""
    url: str = ""
    """The address that answered; empty for files and pipes."""
    content_type: str = ""
    """What the server said."""
    kind: Kind | None = None
    """What the user says it is; None to find out."""

    @property
    def name(self) -> str:
        """What the name of a file tells of what is in it."""
        return self.url or self.location

    def failure(self, reason: str) -> SourceFailure:
        """Return a failure of this stream."""
        return SourceFailure("standard input" if self.location == "-" else self.location, reason)

    def document(self, make: Callable[[], Article], *, where: str = "", line: int = 0, empty: bool = False) -> Read:
        """Return the document that `make` makes; whatever is wrong with it is a failure.

        Args:
            make: raises SourceError, or anything else that a hostile document trips.
            where: its place within the stream, as the reason begins with.
            line: its number in JSON Lines, 0 elsewhere.
            empty: whether a document without text counts.
        """
        try:
            article = make()
        except SourceError as error:
            return self.failure(f"{where}{error}")
        except Exception as error:  # what comes from outside may trip a parser in ways nobody has seen yet
            return self.failure(f"{where}cannot be read ({type(error).__name__}: {error})")
        if not article.text and not empty:
            return self.failure(f"{where}there is no text in it")
        return Document(article, f"{self.location}:{line}" if line else self.location)
