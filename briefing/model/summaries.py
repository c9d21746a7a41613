"""Summaries of documents that are not stored."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.briefs import ArticleRef
from briefing.model.lines import KeyQuote, Line


@dataclass(frozen=True, slots=True)
class Summary:
    """Summary of a document, or of several documents of one story."""

    id: str
    """Id of the article or thread."""
    title: str
    """Title on one line."""
    articles: tuple[ArticleRef, ...]
    """Articles that are summarised."""
    locations: tuple[str, ...]
    """`Document.location` of each of `articles`."""
    lines: tuple[Line, ...] = ()
    """Lines in reading order; empty if the text has nothing that fits a summary."""
    quotes: tuple[KeyQuote, ...] = ()
    """Key quotes, best first; empty unless requested."""
    update: bool = False
    """Whether the summary covers only what is new to the reader."""
    other_quotes: tuple[KeyQuote, ...] = ()
    """The other quotes, best first, each with the reason why it is not a key quote; empty unless requested."""
    shortfall: str = ""
    """Why `lines` have at most a fifth of the words asked for, one sentence; empty if they have more."""
