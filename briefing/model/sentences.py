"""A sentence by its place: all that splitting a text needs to know of the values."""

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
    """First code point."""
    end: int
    """One past the last code point; never includes surrounding white space."""
    index: int = 0
    """Position in the text, from 0."""
    kind: SentenceKind = "prose"
    """Only `prose` may stand in a summary."""
    article_id: str = ""
    """Empty for a sentence of a bare text."""

    def __len__(self) -> int:
        return len(self.__struct_fields__)

    def __iter__(self) -> Iterator[Any]:
        return iter(astuple(self))

    def __getitem__(self, position: Any) -> Any:
        return astuple(self)[position]
