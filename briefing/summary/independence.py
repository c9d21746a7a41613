"""Which articles of a thread are independent reports: the same agency, outlet or text counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.model import AnnotatedArticle, Article

COPIED = 0.5
"""An article of which so much stands word for word in an earlier one is no report of its own."""
LEAST_WORDS = 6
"""Shorter sentences say nothing about copying."""


def independent_outlets(items: Sequence[AnnotatedArticle]) -> list[int]:
    """Return for each article the number of the independent outlet it counts for, from 0 in order of appearance.

    Articles count for one if they carry the same agency's text, are of one publisher, or if `COPIED` of one's
    sentences stand in an earlier one. Linear in the number of sentences.
    """
    numbers: dict[str, int] = {}
    first_with: dict[str, int] = {}
    found: list[int] = []
    for item in items:
        sentences = list(_sentences(item))
        copied = Counter(first_with[text] for text in sentences if text in first_with)
        original, shared = copied.most_common(1)[0] if copied else (-1, 0)
        if shared and shared >= COPIED * len(sentences):
            number = original
        else:
            number = numbers.setdefault(_publisher(item.article), len(numbers))
        found.append(number)
        for text in sentences:
            first_with.setdefault(text, number)
    return found


def _publisher(article: Article) -> str:
    if article.wire:
        return f"wire {article.wire.lower()}"
    host = article.url.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    return article.outlet.lower() or host or f"article {article.id}"


def _sentences(item: AnnotatedArticle) -> Iterator[str]:
    for sentence in item.analysis.sentences:
        words = item.article.text[sentence.start : sentence.end].lower().split()
        if sentence.kind == "prose" and len(words) >= LEAST_WORDS:
            yield " ".join(words)
