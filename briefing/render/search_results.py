"""Prepares search results for rendering: strings are cleaned and split at the matches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from briefing.model import SearchHit
from briefing.render import captions
from briefing.sanitizer import clean_line

Pieces = tuple[tuple[str, bool], ...]
"""Text in pieces, each with whether it is a match."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One article."""

    thread: str
    """Id of its thread."""
    title: Pieces
    """Headline of the article, with its matches."""
    text: Pieces
    """The matching sentence, with its matches."""
    origin: str
    """Outlet and date of publication."""
    link: str
    """URL of the article; empty if it may not be linked."""


def search_result(hit: SearchHit, zone: tzinfo | None) -> SearchResult:
    """Prepare one search result."""
    source = hit.line.source
    title = pieces(hit.article.title, hit.title_marks) or (("untitled", False),)
    text = pieces(hit.line.text, hit.marks)
    return SearchResult(
        clean_line(hit.thread_id),
        title,
        text,
        captions.origin([source], zone),
        captions.link(hit.article.url),
    )


def pieces(text: str, marks: Sequence[tuple[int, int]]) -> Pieces:
    """Split a text at the ends of matches; cleaned to one line without terminal controls."""
    cut, at = [], 0
    for start, end in marks:
        cut += [(text[at:start], False), (text[start:end], True)]
        at = end
    cut.append((text[at:], False))
    return tuple((cleaned, hit) for part, hit in cut if (cleaned := _cleaned(part)))


def mark_matches(pieces: Pieces, mark: str, escape: Callable[[str], str] = str) -> str:
    """Join pieces to one text with matches between marks.

    Args:
        pieces: the text.
        mark: text before and after each match.
        escape: escapes markup; it gets a piece without surrounding white space.
    """
    return "".join(
        f"{mark}{escape(text)}{mark}" if hit else f"{text[: _left(text)]}{escape(text.strip())}{text[_right(text) :]}"
        for text, hit in pieces
    ).strip()


def _cleaned(part: str) -> str:
    """Clean a piece to one line; white space at its ends becomes one space, as it separates the piece from its
    neighbours.
    """
    line = clean_line(part)
    if not line:
        return " " * any(map(str.isspace, part))
    return " " * part[0].isspace() + line + " " * part[-1].isspace()


def _left(text: str) -> int:
    return len(text) - len(text.lstrip())


def _right(text: str) -> int:
    return max(len(text.rstrip()), _left(text))
