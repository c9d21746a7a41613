"""What filters tell of documents that are not stored."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.briefs import ArticleRef
from briefing.model.lines import KeyQuote, Line


@dataclass(frozen=True, slots=True)
class Summary:
    """What a filter tells of one document, or of several that tell one story."""

    id: str
    """Of the article, or of the thread."""
    title: str
    """One line."""
    articles: tuple[ArticleRef, ...]
    """What it is made of."""
    locations: tuple[str, ...]
    """`Document.location` of each of `articles`."""
    lines: tuple[Line, ...] = ()
    """In the order of reading; empty where nothing in the text can stand in a summary."""
    quotes: tuple[KeyQuote, ...] = ()
    """Key quotes, best first; empty unless they were asked for."""
    update: bool = False
    """Whether only what the reader did not know is told."""
