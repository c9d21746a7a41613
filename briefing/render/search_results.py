"""What a list of search results says of each, before it is drawn: its strings are cleaned and cut at the hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from briefing.hygiene import clean_line
from briefing.model import SearchHit
from briefing.render import formatting

Pieces = tuple[tuple[str, bool], ...]
"""Text in pieces, each with whether it is a hit."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One article."""

    thread: str
    """Id of its thread."""
    title: Pieces
    """Headline."""
    text: Pieces
    """The sentence found."""
    origin: str
    """Outlet and date."""
    link: str
    """Its address; empty if there is none to open."""


def told_hit(hit: SearchHit, zone: tzinfo | None) -> SearchResult:
    """Return what is told of an article that a search has found."""
    source = hit.line.source
    title = pieces(hit.article.title, hit.title_marks) or (("untitled", False),)
    text = pieces(hit.line.text, hit.marks)
    return SearchResult(
        clean_line(hit.thread_id), title, text, formatting.origin([source], zone), formatting.link(hit.article.url)
    )


def pieces(text: str, marks: Sequence[tuple[int, int]]) -> Pieces:
    """Return a text on one line, cut where hits begin and end; nothing of it can act on a terminal."""
    cut, at = [], 0
    for start, end in marks:
        cut += [(text[at:start], False), (text[start:end], True)]
        at = end
    cut.append((text[at:], False))
    return tuple((cleaned, hit) for part, hit in cut if (cleaned := _cleaned(part)))


def drawn(told: Pieces, mark: str, escape: Callable[[str], str] = str) -> str:
    """Return pieces as one text, hits between marks.

    Args:
        told: the pieces.
        mark: stands before and behind each hit.
        escape: makes words of what would be markup; white space around a piece is kept apart from it.
    """
    return "".join(
        f"{mark}{escape(text)}{mark}" if hit else f"{text[: _left(text)]}{escape(text.strip())}{text[_right(text) :]}"
        for text, hit in told
    ).strip()


def _cleaned(part: str) -> str:
    """Return a piece on one line; white space at its ends, which parts it from its neighbours, becomes one space."""
    line = clean_line(part)
    if not line:
        return " " * any(map(str.isspace, part))
    return " " * part[0].isspace() + line + " " * part[-1].isspace()


def _left(text: str) -> int:
    return len(text) - len(text.lstrip())


def _right(text: str) -> int:
    return max(len(text.rstrip()), _left(text))
