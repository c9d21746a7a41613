"""From chosen candidates to the lines a reader sees: order, citation and support."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import AnnotatedArticle, Citation, Line
from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate, candidates_of, in_order


def article_lines(item: AnnotatedArticle, words: int, method: str) -> list[Line]:
    """Return the summary of one article; see `briefing.summary.summarize_article`."""
    from briefing.summary.ranking import rank_article

    found = candidates_of(item)
    chosen = sorted(rank_article(found, Budget(words=words)))
    return [_line(item, found[index]) for index in chosen]


def thread_lines(items: Sequence[AnnotatedArticle], words: int, method: str) -> list[Line]:
    """Return the summary of many articles; see `briefing.summary.summarize_thread`."""
    from briefing.summary.ranking import rank_thread

    ordered = in_order(items)
    found = [candidate for number, item in enumerate(ordered) for candidate in candidates_of(item, number)]
    chosen = sorted(rank_thread(found, Budget(words=words)))
    return [_line(ordered[found[index].article], found[index]) for index in chosen]


def _line(item: AnnotatedArticle, candidate: Candidate, support: int = 1) -> Line:
    article = item.article
    source = Citation(
        article.id, candidate.start, candidate.end, article.outlet, article.title, article.url, article.published
    )
    return Line(candidate.text, source, support, article.fetched)
