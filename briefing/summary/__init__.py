"""Summaries of one article and of a thread, as verbatim lines with their sources.

Importing this package imports nothing heavy: numpy is loaded by the first thread, sumy by the first text that is
to be summed up by one of its methods.
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
"""What `method` may be: ours, and those of sumy that need nothing but the text."""

__all__ = ["METHODS", "check_method", "summarize_article", "summarize_thread", "weigh_lines"]


def summarize_article(
    item: AnnotatedArticle,
    words: int = 60,
    method: str = "briefing",
    *,
    sentences: int | None = None,
    known: Iterable[str] | None = None,
) -> list[Line]:
    """Return the lines that sum up one article, in the order of its text; none for a text without prose.

    Args:
        item: the article and its analysis.
        words: most white-space separated words of all lines together; the first line may be longer.
        method: one of `METHODS`.
        sentences: most lines, instead of words.
        known: sentences that the reader knows; given, the summary is an update: only what none of them tells. None
            where the reader knows nothing. They are taken to be in the language of the article.

    Raises:
        UsageError: there is no such method, or no room for a line.
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
    """Return the lines that sum up the articles of one story, oldest first; see `summarize_article`.

    `Line.support` counts the independent outlets that carry a line's fact: articles of one publisher, of one agency
    or copied from each other count once.
    """
    from briefing.summary.lines import thread_lines

    return thread_lines(items, _budget(words, sentences), check_method(method), _known(known))


def weigh_lines(lines: Sequence[Line], items: Sequence[AnnotatedArticle]) -> list[Line]:
    """Return lines picked elsewhere from `items` with `support` and `alone` as the lines of a summary have them."""
    from briefing.summary.lines import weigh_lines as weigh

    return weigh(lines, items) if lines else []


def check_method(method: str) -> str:
    """Return `method` if it is one of `METHODS`.

    Raises:
        UsageError: it is not; names the nearest.
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
