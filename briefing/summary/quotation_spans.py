"""Spans of sentences and quotation marks: a quotation of several sentences and its cue are one span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.summary.standalone import is_bare_quotation, is_half_quotation
from briefing.text.terms import count_words

MOST_SENTENCES = 4
"""Maximum number of sentences of a quotation that are joined."""
MOST_WORDS = 60
"""Maximum number of words of the joined sentences and their cue."""

Span = tuple[int, int]


def join_quotations(text: str, spans: Sequence[Span], *, inside: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last index of the spans that form one line each, in order; the others are single.

    A span that opens a quotation is joined with those behind it in its paragraph up to the one that closes it, if that
    has the cue, too.

    Args:
        text: of the article.
        spans: of its sentences, in order.
        inside: for each span, whether it begins inside a quotation.
    """
    first = 0
    while first < len(spans):
        last = first if inside[first] else _last_of_quotation(text, spans, first)
        yield first, last
        first = last + 1


def _last_of_quotation(text: str, spans: Sequence[Span], first: int) -> int:
    """Index of the span that completes the quotation that span `first` opens; `first` if there is none."""
    start, end = spans[first]
    if not is_half_quotation(text[start:end]):
        return first
    for last in range(first + 1, min(first + MOST_SENTENCES, len(spans))):
        joined = text[start : spans[last][1]]
        if "\n" in joined or count_words(joined) > MOST_WORDS:
            break
        if not is_half_quotation(joined):
            return first if is_bare_quotation(joined) else last
    return first


class OpenQuotations:
    """Whether a quotation is open at given places of a text, by the marks of their paragraph. Linear in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._paragraph_end = 0
        self._counts: dict[str, int] = {}
        self._begin(0)

    def is_open(self, place: int) -> bool:
        """Whether a quotation is open at `place`; places must be asked in order."""
        while place > self._paragraph_end:
            self._begin(self._paragraph_end + 1)
        if not self._counts:
            return False
        for mark in self._counts:
            self._counts[mark] += self._text.count(mark, self._at, place)
        self._at = max(self._at, place)
        count = self._counts.get
        return (self._straight and count('"', 0) % 2 == 1) or any(
            count(opening, 0) > sum(count(mark, 0) for mark in closing) for opening, closing in self._curly
        )

    def _begin(self, start: int) -> None:
        """Enter the paragraph at `start`."""
        end = self._text.find("\n", start)
        self._at, self._paragraph_end = start, len(self._text) if end < 0 else end
        paragraph = self._text[start : self._paragraph_end]
        self._counts = dict.fromkeys((mark for mark in '"„“”«»' if mark in paragraph), 0)
        # A stray straight mark opens nothing; a paragraph that begins with one may go on in the next.
        self._straight = paragraph.count('"') % 2 == 0 or paragraph.startswith('"')
        guillemets = ("»", "«") if 0 <= paragraph.find("»") < paragraph.find("«") % (len(paragraph) + 1) else ("«", "»")
        self._curly = (("„", "“”") if "„" in paragraph else ("“", "”"), guillemets)
