"""Snippets of search hits: the sentence with most of the words, verbatim, with the positions of the hits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.query.nodes import Term
from briefing.query.normalization import fold, is_unspaced

SNIPPET = 300
"""Maximum length of a snippet, in code points."""

Span = tuple[int, int]
"""A half-open range of a text: first character, one past the last."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text with its hits; all offsets are into the text, half-open, in code points."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset past the last character."""
    hits: tuple[Span, ...] = ()
    """Positions of the hits, in order."""

    @property
    def marks(self) -> tuple[Span, ...]:
        """The hits as offsets into the snippet."""
        return tuple((start - self.start, end - self.start) for start, end in self.hits)


class Marker:
    """Finds the words of terms in texts as the store's index does: whole words, ignoring case and accents."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Compile the words of the terms; their fields are ignored."""
        patterns = sorted({pattern for term in terms if (pattern := _pattern(term))}, key=len, reverse=True)
        self._pattern = re.compile("|".join(patterns)) if patterns else None

    def hits(self, text: str) -> list[Span]:
        """Positions of the words, in order, without overlaps; linear in the length of the text."""
        if self._pattern is None:
            return []
        return [hit.span() for hit in self._pattern.finditer(_even(text))]


def snippet(text: str, sentences: Sequence[Span], hits: Sequence[Span], preferred: Sequence[Span] = ()) -> Snippet:
    """The sentence with the most distinct hits, the earliest of equals, cut to `SNIPPET`.

    Args:
        text: the whole text.
        sentences: of the text, in order; if empty, the whole text is one.
        hits: spans of the words, in order.
        preferred: parts of the text; sentences that overlap one are preferred to all others.
    """
    spans = sentences or [(0, len(text))]
    spans = [one for one in spans if any(one[0] < end and start < one[1] for start, end in preferred)] or spans
    if not hits:
        start, end = spans[0]
        return Snippet(start, _cut(text, start, end, end))
    start, end, inside = max(
        _hits_by_sentence(spans, hits), key=lambda each: (len({fold(text[a:b]) for a, b in each[2]}), -each[0])
    )
    if not inside:
        return snippet(text, spans, ())
    if end - start > SNIPPET:
        start = _word_start(text, start, max(start, inside[0][0] - SNIPPET // 4))
        end = _cut(text, start, end, inside[0][1])
    return Snippet(start, end, tuple((a, b) for a, b in inside if b <= end))


def _hits_by_sentence(sentences: Sequence[Span], hits: Sequence[Span]) -> Iterator[tuple[int, int, Sequence[Span]]]:
    """Each sentence with the hits inside it; both are in order."""
    place = 0
    for start, end in sentences:
        while place < len(hits) and hits[place][0] < start:
            place += 1
        stop = place
        while stop < len(hits) and hits[stop][1] <= end:
            stop += 1
        yield start, end, hits[place:stop]
        place = stop


def _word_start(text: str, start: int, offset: int) -> int:
    """Offset of the first whole word at or after `offset`."""
    if offset == start:
        return start
    space = text.find(" ", offset - 1, offset + SNIPPET // 8)
    return space + 1 if space >= 0 else offset


def _cut(text: str, start: int, end: int, least: int) -> int:
    """End offset of a snippet: the end of its sentence, or of the last word that fits into `SNIPPET`."""
    if end - start <= SNIPPET:
        return end
    space = text.rfind(" ", start, start + SNIPPET)
    return max(space if space > start else start + SNIPPET, min(least, start + SNIPPET))


class _Even(dict[int, str]):
    """Character -> folded character, one for one so that offsets stay valid; filled on demand."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code))[:1].lower()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_EVEN = _Even()


def _even(text: str) -> str:
    """A text with case and accents folded, of unchanged length."""
    return text.lower() if text.isascii() else text.translate(_EVEN)


def _pattern(term: Term) -> str:
    """Regular expression of a term's words as a phrase; empty if there are none."""
    words = re.findall(r"[^\W_]+", _even(term.words))
    if not words:
        return ""
    begin = "" if is_unspaced(words[0][0]) else r"(?<![^\W_])"
    end = "" if is_unspaced(words[-1][-1]) else r"[^\W_]*" if term.prefix else r"(?![^\W_])"
    return begin + r"[\W_]+".join(map(re.escape, words)) + end
