"""From annotated articles to the sentences a summary may choose from, as plain values for the rankings.

Only prose is let through. A candidate may start later than its sentence, where a dateline or a stray mark stands
first, and end later, where its closing mark went to the sentence behind; it is verbatim in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from briefing.model import SURE, AnnotatedArticle, Sentence
from briefing.summary.body_start import matter_start
from briefing.summary.references import NOBODY, Cast, casts_of
from briefing.summary.standalone import (
    Standing,
    ends_whole,
    is_cut_off,
    is_half_quotation,
    judge,
    lead_in_length,
    stray_mark_length,
    tells_little,
    year_looked_back_to,
)
from briefing.text.boilerplate import tags_start
from briefing.text.languages import language_of
from briefing.text.terms import count_words, is_stop_word, stem, words

_MOST_SENTENCES = 10_000
"""Sentences of one article that are weighed; a megabyte of prose has about as many."""
_LEAST_WORDS = 4
"""Fewer words tell nothing where no sentence stands alone."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may stand in a summary."""

    text: str
    """Verbatim."""
    article: int
    """Index of its article in the order given."""
    position: int
    """Index among the prose of its article."""
    words: int
    """What it costs: white-space separated words, or half its characters in scripts without spaces; at least 1."""
    terms: tuple[str, ...] = ()
    """Stems that carry its content, in order."""
    standing: Standing = "whole"
    """How it stands alone."""
    follows: bool = False
    """Whether the candidate before it is the sentence before it."""
    start: int = 0
    """First code point in the article's text."""
    end: int = 0
    """One past the last."""
    cut: bool = False
    """Whether its source gives no more of it than its beginning."""
    cast: Cast = NOBODY
    """Whom it introduces, and whom it takes to be known."""


def terms_of(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the stems of the words of `text` that carry content, in order."""
    return tuple([stem(word, language) for word in words(text) if not is_stop_word(word, language)])


def candidates_of(item: AnnotatedArticle, article: int = 0, *, headed: bool = True) -> list[Candidate]:
    """Return the prose of `item` in order of the text, as candidates that name `article` as theirs.

    Args:
        item: the article and its analysis.
        article: its index.
        headed: whether its lines stand under its headline, which the first sentence may lean on, and not among
            those of others.
    """
    text, language = item.article.text, language_of(item.article)
    found: list[Candidate] = []
    last = -1
    spans = list(islice(_spans(item), _MOST_SENTENCES))
    casts = casts_of(item, [(start, end) for _, start, end, _ in spans])
    for (sentence, start, end, inside), cast in zip(spans, casts, strict=True):
        line = text[start:end]
        standing: Standing = "broken" if inside else judge(line, language)
        if standing == "leaning" and not found and headed and ends_whole(line):
            standing = "whole"  # nothing is before the first sentence that it could point at, but the headline
        if not headed and standing == "whole" and _looks_back(line, item, language):
            standing = "leaning"
        follows = bool(found) and last == sentence.index - 1
        size, terms = max(1, count_words(line)), terms_of(line, language)
        if standing == "whole" and found and tells_little(line, terms, language):
            standing = "leaning"
        found.append(Candidate(line, article, len(found), size, terms, standing, follows, start, end, cast=cast))
        last = sentence.index
    if found and not any(candidate.standing == "whole" for candidate in found) and is_cut_off(found[-1].text, language):
        found[-1] = replace(found[-1], standing="whole", cut=True)
    return found


def eligible(candidates: Sequence[Candidate]) -> list[int]:
    """Return the indices of the candidates that may begin a summary: those that stand alone.

    Where none does, those that lean, then those that are broken: something is better than nothing. Labels, and
    exclamations of a few words, are nothing.
    """
    for wanted in ("whole", "leaning"):
        if found := [i for i, candidate in enumerate(candidates) if candidate.standing == wanted]:
            return found
    return [i for i, c in enumerate(candidates) if c.words >= _LEAST_WORDS and not c.text.endswith((":", "："))]


def _looks_back(line: str, item: AnnotatedArticle, language: str) -> bool:
    """Whether `line` begins with a year before that of its article."""
    year = year_looked_back_to(line, language)
    return item.article.when is not None and year is not None and year < item.article.when.year


def in_order(items: Sequence[AnnotatedArticle]) -> list[AnnotatedArticle]:
    """Return `items` oldest first; those without a time come last, in the order given."""

    def key(item: AnnotatedArticle) -> tuple[bool, float, str]:
        when = item.article.when
        return (when is None, when.timestamp() if when else 0.0, item.article.id if when else "")

    return sorted(items, key=key)


def _spans(item: AnnotatedArticle) -> Iterator[tuple[Sentence, int, int, bool]]:
    """Yield each sentence of prose, its span put right, and whether it starts inside a quotation begun earlier."""
    text, sentences = item.article.text, item.analysis.sentences
    quotes = sorted((quote.start, quote.end) for quote in item.analysis.quotes if quote.confidence >= SURE)
    place, matter = 0, matter_start(item)
    for number, sentence in enumerate(sentences):
        while place < len(quotes) and quotes[place][1] <= sentence.start:
            place += 1
        inside = place < len(quotes) and quotes[place][0] < sentence.start
        if sentence.kind != "prose" or sentence.start < matter:
            continue
        stray = stray_mark_length(text[sentence.start : sentence.end])
        start = sentence.start + stray
        start += lead_in_length(text[start : sentence.end])
        end = start + tags_start(text[start : sentence.end])
        if start >= end:
            continue
        behind = sentences[number + 1].start if end == sentence.end and number + 1 < len(sentences) else len(text)
        if stray_mark_length(text[behind : behind + 2]):
            closed = behind + 1
            if is_half_quotation(text[start:end]) and "\n" not in text[end:closed]:
                end = closed
        yield sentence, start, end, inside and not stray
