"""Independent reports in a thread: articles of the same agency, outlet or text count once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.model import AnnotatedArticle, Article

COPIED = 0.5
"""Share of sentences found verbatim in an earlier article from which an article is a copy."""
LEAST_WORDS = 6
"""Minimum words of a sentence for that comparison."""


def independent_outlets(items: Sequence[AnnotatedArticle]) -> list[int]:
    """For each article, the number of its independent outlet, from 0 in order of appearance.

    Articles share a number if they carry the same agency's text, have the same publisher, or if `COPIED` of one's
    sentences occur in an earlier one. Linear in the number of sentences.
    """
    if len(items) == 1:
        return [0]
    numbers: dict[str, int] = {}
    first_with: dict[str, int] = {}
    outlets: list[int] = []
    for item in items:
        sentences = list(_sentences(item))
        copied = Counter(first_with[text] for text in sentences if text in first_with)
        originals = [number for number, shared in copied.most_common(1) if shared >= COPIED * len(sentences)]
        number = originals[0] if originals else numbers.setdefault(_publisher(item.article), len(numbers))
        outlets.append(number)
        for text in sentences:
            first_with.setdefault(text, number)
    return outlets


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
