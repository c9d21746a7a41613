"""A sentence by its place: all that splitting a text needs to know of the values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SentenceKind = Literal["prose", "heading", "byline", "caption", "list", "boilerplate", "quote"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its place; `text[start:end]` is the sentence, verbatim."""

    start: int
    """First code point."""
    end: int
    """One past the last code point; never includes surrounding white space."""
    index: int = 0
    """Position in the text, from 0."""
    kind: SentenceKind = "prose"
    """Only `prose` may stand in a summary."""
    article_id: str = ""
    """Empty for a sentence of a bare text."""
