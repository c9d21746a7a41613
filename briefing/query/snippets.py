"""What of a text is shown of a hit: the sentence that has most of the words, verbatim, with the hits in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.query.folding import fold

SNIPPET = 300
"""Code points of a snippet at most."""

Span = tuple[int, int]
"""A place in a text: first character, one past the last."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text with hits in it; all offsets are into the text, half-open, in code points."""

    start: int
    """Its first character."""
    end: int
    """One past its last."""
    hits: tuple[Span, ...] = ()
    """In order."""

    @property
    def marks(self) -> tuple[Span, ...]:
        """The hits as offsets into the snippet."""
        return tuple((start - self.start, end - self.start) for start, end in self.hits)


def hits(marked: str, opening: str, closing: str) -> list[Span]:
    """Return where the hits of a text are.

    Args:
        marked: the text with marks around its hits.
        opening: the mark before each, a character that is nowhere else in it.
        closing: the mark behind each, another such.
    """
    found, at = [], 0
    for place, part in enumerate(marked.split(opening)):
        inside, _, rest = part.partition(closing)
        if place:
            found.append((at, at + len(inside)))
        at += len(inside) + len(rest)
    return found


def snippet(text: str, sentences: Sequence[Span], found: Sequence[Span]) -> Snippet:
    """Return the sentence with most of the different hits, the first of such; cut to what can be shown."""
    spans = sentences or [(0, len(text))]
    if not found:
        start, end = spans[0]
        return Snippet(start, _cut(text, start, end, end))
    within, place = [], 0
    for start, end in spans:
        while place < len(found) and found[place][0] < start:
            place += 1
        stop = place
        while stop < len(found) and found[stop][1] <= end:
            stop += 1
        within.append((start, end, found[place:stop]))
        place = stop
    start, end, inside = max(within, key=lambda each: (len({fold(text[a:b]) for a, b in each[2]}), -each[0]))
    if not inside:
        return snippet(text, sentences, ())
    if end - start > SNIPPET:
        start = _word_start(text, start, max(start, inside[0][0] - SNIPPET // 4))
        end = _cut(text, start, end, inside[0][1])
    return Snippet(start, end, tuple((a, b) for a, b in inside if b <= end))


def _word_start(text: str, start: int, wanted: int) -> int:
    """Return where the first whole word from `wanted` on begins."""
    if wanted == start:
        return start
    space = text.find(" ", wanted - 1, wanted + SNIPPET // 8)
    return space + 1 if space >= 0 else wanted


def _cut(text: str, start: int, end: int, least: int) -> int:
    """Return where a snippet ends: at its sentence's end, of a long one behind the last word there is room for."""
    if end - start <= SNIPPET:
        return end
    space = text.rfind(" ", start, start + SNIPPET)
    return max(space if space > start else start + SNIPPET, min(least, start + SNIPPET))
