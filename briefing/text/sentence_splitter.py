"""Splits a text into sentences of different kinds.

Combines `line_spans` (lines of a text), `boundaries` (sentence ends inside a line) and `boilerplate` (kinds of lines
and of sentences).
"""

from __future__ import annotations

from functools import lru_cache

from briefing.model import Sentence, SentenceKind
from briefing.text.boilerplate import dateline_end, is_heading, line_kind, phrases_in, sentence_kind
from briefing.text.boundaries import boundaries
from briefing.text.line_spans import glued_points, line_spans

# A dateline opens a report; further down, capitals before a dash are something else.
_LINES_WITH_DATELINE = 6
_SHORT = 16
_Span = tuple[int, int, SentenceKind]


def split_sentences(text: str, language: str = "en", article_id: str = "") -> list[Sentence]:
    """Split `text` into sentences, in order: spans without white space at the ends that do not overlap.

    A line break ends a sentence unless the text is hard-wrapped. A dateline is a separate sentence (`byline`), so that
    the next sentence starts with the report. Every character that is not white space is in a sentence. Linear in
    the length of `text`.

    Args:
        text: paragraphs and headings, one a line.
        language: ISO 639-1 code.
        article_id: of the article that has the text.
    """
    sentences: list[Sentence] = []
    phrases = phrases_in(text)
    for number, (start, end) in enumerate(line_spans(text)):
        line = text[start:end]
        read = _short_line_sentences if len(line) <= _SHORT else _line_sentences
        for first, last, kind in read(line, phrases, number < _LINES_WITH_DATELINE, language):
            sentences.append(Sentence(start + first, start + last, len(sentences), kind, article_id))
    return sentences


def _line_sentences(line: str, phrases: tuple[str, ...], opening: bool, language: str) -> list[_Span]:
    """Sentences of one stripped `line`, as spans in it with their kinds."""
    kind = line_kind(line)
    dateline = dateline_end(line) if opening and kind == "prose" else 0
    spans = _spans(line, dateline, language)
    if len(spans) == 1 and not dateline:
        kind = sentence_kind(line, phrases, is_line=True) if kind == "prose" else kind
        return [(0, len(line), "heading" if kind == "prose" and is_heading(line) else kind)]
    if kind != "prose":
        return [(start, end, kind) for start, end in spans]
    sentences = [
        (start, end, (_short_sentence_kind if end - start <= _SHORT else sentence_kind)(line[start:end], phrases))
        for start, end in spans
    ]
    return [(0, len(line[:dateline].rstrip()), "byline"), *sentences] if dateline else sentences


_short_sentence_kind = lru_cache(maxsize=1 << 12)(sentence_kind)
_short_line_sentences = lru_cache(maxsize=1 << 12)(_line_sentences)
"""`_line_sentences` with a cache, for short lines that recur in lists and tables."""


def _spans(line: str, start: int, language: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `line` from `start`, without white space at the ends."""
    rest = line[start:] if start else line
    ends = [start + end for end in boundaries(rest, language)]
    if points := [point for point in glued_points(line) if point > start]:
        ends = sorted({*ends, *points})
    spans = []
    for end in (*ends, len(line)):
        piece = line[start:end]
        begun = piece.lstrip()
        if begun:
            spans.append((end - len(begun), end - len(begun) + len(begun.rstrip())))
        start = end
    return spans
