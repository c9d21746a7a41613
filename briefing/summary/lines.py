"""From articles to the lines a reader sees: candidates, the method asked for, order, citation and support."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import AnnotatedArticle, Citation, Line
from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate, candidates_of, in_order

OWN = "briefing"
"""The name of the method that is ours."""


def article_lines(item: AnnotatedArticle, budget: Budget, method: str) -> list[Line]:
    """Return the lines that sum up one article; see `briefing.summary.summarize_article`."""
    candidates = candidates_of(item)
    if method == OWN:
        from briefing.summary.article import rank_article

        chosen = rank_article(candidates, budget)
    else:
        from briefing.summary.stock import rank_by
        from briefing.text import language_of

        chosen = rank_by(method, candidates, budget, language_of(item.article))
    return [_line(item, candidates[index], 1) for index in sorted(chosen)]


def thread_lines(items: Sequence[AnnotatedArticle], budget: Budget, method: str) -> list[Line]:
    """Return the lines that sum up many articles; see `briefing.summary.summarize_thread`."""
    if len(items) == 1:
        return article_lines(items[0], budget, method)
    from briefing.summary.outlets import independent_outlets
    from briefing.summary.thread import count_outlets, rank_thread

    ordered = in_order(items)
    candidates = [candidate for number, item in enumerate(ordered) for candidate in candidates_of(item, number)]
    outlets = independent_outlets(ordered)
    if method == OWN:
        chosen = rank_thread(candidates, budget, outlets)
    else:
        from briefing.summary.stock import rank_by
        from briefing.text import language_of

        chosen = rank_by(method, candidates, budget, language_of(ordered[0].article))
    chosen.sort()
    support = count_outlets(candidates, chosen, outlets)
    return [
        _line(ordered[candidates[index].article], candidates[index], count)
        for index, count in zip(chosen, support, strict=True)
    ]


def _line(item: AnnotatedArticle, candidate: Candidate, support: int) -> Line:
    article = item.article
    source = Citation(
        article.id, candidate.start, candidate.end, article.outlet, article.title, article.url, article.published
    )
    return Line(candidate.text, source, support, article.fetched)
