"""From annotated articles to the sentences a summary may choose from, as plain values for `ranking`.

Only prose is let through, and only what the article has more than quotation of; datelines are cut off by moving
the start of the span, so that a candidate stays verbatim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.model import AnnotatedArticle, Sentence
from briefing.summary.standing import Standing, dateline_length, is_bare_quotation, judge


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may stand in a summary."""

    text: str
    """Verbatim."""
    article: int
    """Index of its article in the order given."""
    position: int
    """Index among the candidates of its article."""
    words: int
    """White-space separated words, what it costs."""
    terms: tuple[str, ...] = ()
    """Stems that carry its content."""
    standing: Standing = "whole"
    """How it stands alone."""
    start: int = 0
    """First code point in the article's text."""
    end: int = 0
    """One past the last."""
    follows: bool = False
    """Whether the candidate before it, in the same article, is the sentence before it."""


def terms_of(text: str) -> tuple[str, ...]:
    """Return the stems of the words of `text` that carry content."""
    from briefing.text import is_stop_word, stem, words

    return tuple(stem(word) for word in words(text) if not is_stop_word(word))


def candidates_of(
    item: AnnotatedArticle, article: int = 0, terms: Callable[[str], tuple[str, ...]] = terms_of
) -> list[Candidate]:
    """Return the prose of `item` in order of the text, headings, captions, bylines and boilerplate left out."""
    text = item.article.text
    found: list[Candidate] = []
    last_index = -2
    for sentence, inside in _with_quotation(item):
        if sentence.kind != "prose":
            continue
        start = sentence.start + (dateline_length(text[sentence.start : sentence.end]))
        words = text[start : sentence.end]
        standing: Standing = "broken" if inside or is_bare_quotation(words) else judge(words)
        follows = bool(found) and last_index == sentence.index - 1
        found.append(
            Candidate(
                words, article, len(found), len(words.split()), terms(words), standing, start, sentence.end, follows
            )
        )
        last_index = sentence.index
    return found


def _with_quotation(item: AnnotatedArticle) -> Iterator[tuple[Sentence, bool]]:
    """Yield each sentence and whether a quotation that began before it is still open at its start."""
    quotes = sorted((quote.start, quote.end) for quote in item.analysis.quotes)
    place = 0
    for sentence in item.analysis.sentences:
        while place < len(quotes) and quotes[place][1] <= sentence.start + 1:
            place += 1
        inside = place < len(quotes) and quotes[place][0] < sentence.start
        yield sentence, inside


def in_order(items: Sequence[AnnotatedArticle]) -> list[AnnotatedArticle]:
    """Return `items` oldest first; those without a time keep their place after the ones that have one."""
    dated = [item for item in items if item.article.when is not None]
    undated = [item for item in items if item.article.when is None]
    return sorted(dated, key=lambda item: (_when(item), item.article.id)) + undated


def _when(item: AnnotatedArticle) -> float:
    when = item.article.when
    return when.timestamp() if when else 0.0
