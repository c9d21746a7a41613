"""A sentence by its place: all that splitting a text needs to know of the values."""

from __future__ import annotations

from typing import Literal, NamedTuple

SentenceKind = Literal["prose", "heading", "byline", "caption", "list", "boilerplate", "quote"]


class Sentence(NamedTuple):
    """A sentence by its place; `text[start:end]` is the sentence, verbatim.

    A tuple where other values are dataclasses: a text has so many that making them was a twentieth of splitting it.
    """

    start: int
    """First code point."""
    end: int
    """One past the last code point; never includes surrounding white space."""
    index: int = 0  # type: ignore[assignment]  # hides `tuple.index`, which nobody asks a sentence for
    """Position in the text, from 0."""
    kind: SentenceKind = "prose"
    """Only `prose` may stand in a summary."""
    article_id: str = ""
    """Empty for a sentence of a bare text."""
