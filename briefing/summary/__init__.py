"""Summaries of one article and of a thread, as verbatim lines with their sources.

Importing this package imports nothing heavy; numpy is loaded by the first summary, sumy by the first that asks for
one of its methods.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import AnnotatedArticle, Line


def summarize_article(item: AnnotatedArticle, words: int = 60, method: str = "briefing") -> list[Line]:
    """Return the lines that sum up one article, in the order of its text.

    Args:
        item: the article and its analysis.
        words: most white-space separated words of all lines together; the first line may be longer.
        method: `briefing`, or one of `METHODS`.

    Raises:
        UsageError: there is no such method.
    """
    from briefing.summary.lines import article_lines

    return article_lines(item, words, method)


def summarize_thread(items: Sequence[AnnotatedArticle], words: int = 120, method: str = "briefing") -> list[Line]:
    """Return the lines that sum up the articles of one story, oldest first; see `summarize_article`."""
    from briefing.summary.lines import thread_lines

    return thread_lines(items, words, method)
