"""Positions of sentences, the result of splitting a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import astuple

SentenceKind = Literal["prose", "heading", "byline", "caption", "list", "boilerplate", "quote"]


class Sentence(Struct, frozen=True, order=True, gc=False):
    """Position of a sentence; `text[start:end]` is the sentence, verbatim.

    Unpacks and indexes like a tuple. A struct where other values are dataclasses, as a text has hundreds of them.
    """

    start: int
    """Offset of the first code point."""
    end: int
    """Offset past the last code point; surrounding white space is excluded."""
    index: int = 0
    """Number of the sentence in the text, from 0."""
    kind: SentenceKind = "prose"
    """Kind of sentence; only `prose` is used in summaries."""
    article_id: str = ""
    """Id of the article; empty for plain text."""

    def __len__(self) -> int:
        return len(self.__struct_fields__)

    def __iter__(self) -> Iterator[Any]:
        return iter(astuple(self))

    def __getitem__(self, position: Any) -> Any:
        return astuple(self)[position]
