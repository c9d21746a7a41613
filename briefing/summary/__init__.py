"""Summaries of one article and of a thread, as verbatim lines with their sources.

Importing this package imports nothing heavy: numpy is loaded by the first thread, sumy by the first text that is
to be summed up by one of its methods.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from briefing.errors import UsageError
from briefing.model import AnnotatedArticle, Line
from briefing.summary.budget import Budget

METHODS = ("briefing", "kl", "lexrank", "lsa", "luhn", "reduction", "sumbasic", "textrank")
"""What `method` may be: ours, and those of sumy that need nothing but the text."""

__all__ = ["METHODS", "check_method", "summarize_article", "summarize_thread"]


def summarize_article(
    item: AnnotatedArticle, words: int = 60, method: str = "briefing", *, sentences: int | None = None
) -> list[Line]:
    """Return the lines that sum up one article, in the order of its text; none for a text without prose.

    Args:
        item: the article and its analysis.
        words: most white-space separated words of all lines together; the first line may be longer.
        method: one of `METHODS`.
        sentences: most lines, instead of words.

    Raises:
        UsageError: there is no such method, or no room for a line.
    """
    from briefing.summary.lines import article_lines

    return article_lines(item, _budget(words, sentences), check_method(method))


def summarize_thread(
    items: Sequence[AnnotatedArticle], words: int = 120, method: str = "briefing", *, sentences: int | None = None
) -> list[Line]:
    """Return the lines that sum up the articles of one story, oldest first; see `summarize_article`.

    `Line.support` counts the independent outlets that carry a line's fact: articles of one publisher, of one agency
    or copied from each other count once.
    """
    from briefing.summary.lines import thread_lines

    return thread_lines(items, _budget(words, sentences), check_method(method))


def check_method(method: str) -> str:
    """Return `method` if it is one of `METHODS`.

    Raises:
        UsageError: it is not; names the nearest.
    """
    if method in METHODS:
        return method
    near = difflib.get_close_matches(method.lower(), METHODS, 1, 0.5)
    hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(METHODS)}"
    raise UsageError(f"{method}: no such summary method; {hint}")


def _budget(words: int, sentences: int | None) -> Budget:
    if (words if sentences is None else sentences) < 1:
        raise UsageError("a summary needs room for at least one word or sentence")
    return Budget(words=words) if sentences is None else Budget(sentences=sentences)
