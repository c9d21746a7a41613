"""Extractive summaries of an article or a thread: verbatim lines with their sources.

Imports are deferred: numpy is loaded for the first thread, sumy for the first summary by one of its methods.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.errors import UsageError, did_you_mean
from briefing.model import AnnotatedArticle, Line
from briefing.summary.budget import Budget

if TYPE_CHECKING:
    from briefing.summary.freshness import Known

METHODS = ("briefing", "kl", "lexrank", "lsa", "luhn", "reduction", "sumbasic", "textrank")
"""Values of `method`: our own, and the sumy methods that need nothing but the text."""

__all__ = ["METHODS", "check_method", "summarize_article", "summarize_thread", "weigh_lines"]


def summarize_article(
    item: AnnotatedArticle,
    words: int = 60,
    method: str = "briefing",
    *,
    sentences: int | None = None,
    known: Iterable[str] | None = None,
) -> list[Line]:
    """Summarize one article: lines in text order; none for a text without prose.

    Args:
        item: the article and its analysis.
        words: maximum number of white-space separated words in total; the first line may be longer.
        method: one of `METHODS`.
        sentences: maximum number of lines, instead of words.
        known: sentences that the reader knows, in the language of the article; if given, the summary is an update: only
            lines with something new. None for a full summary.

    Raises:
        UsageError: there is no such method, or the length is below 1.
    """
    from briefing.summary.lines import article_lines

    return article_lines(item, _budget(words, sentences), check_method(method), _known(known))


def summarize_thread(
    items: Sequence[AnnotatedArticle],
    words: int = 120,
    method: str = "briefing",
    *,
    sentences: int | None = None,
    known: Iterable[str] | None = None,
) -> list[Line]:
    """Summarize the articles of one story: lines in order of time, oldest first; see `summarize_article`.

    `Line.support` counts the independent outlets that carry a line's fact: articles of one publisher, of one agency
    or copied from each other count once.
    """
    from briefing.summary.lines import thread_lines

    return thread_lines(items, _budget(words, sentences), check_method(method), _known(known))


def weigh_lines(lines: Sequence[Line], items: Sequence[AnnotatedArticle]) -> list[Line]:
    """Lines from `items` with `support` and `alone` set as in a summary."""
    from briefing.summary.lines import weigh_lines as weigh

    return weigh(lines, items) if lines else []


def check_method(method: str) -> str:
    """`method` itself, if it is one of `METHODS`.

    Raises:
        UsageError: it is not; suggests the nearest.
    """
    if method in METHODS:
        return method
    hint = did_you_mean(method.lower(), METHODS, f"choose one of {', '.join(METHODS)}", likeness=0.5)
    raise UsageError(f"{method}: no such summary method; {hint}")


def _known(sentences: Iterable[str] | None) -> Known | None:
    if sentences is None:
        return None
    from briefing.summary.freshness import Known

    return Known(sentences)


def _budget(words: int, sentences: int | None) -> Budget:
    if (words if sentences is None else sentences) < 1:
        raise UsageError("a summary needs room for at least one word or sentence")
    return Budget(words=words) if sentences is None else Budget(sentences=sentences)
