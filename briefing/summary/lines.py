"""Summary lines of articles: candidates, ranking by method, order, citation and support."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from briefing.model import AnnotatedArticle, Citation, Line
from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate, candidates_of, in_order
from briefing.summary.freshness import Known
from briefing.text.languages import language_of

OWN = "briefing"
"""Name of our own method."""
MOST_WEIGHED = 120
"""Maximum number of lines per call of `weigh_lines` that are compared with all sentences: the last ones."""


def article_lines(item: AnnotatedArticle, budget: Budget, method: str, known: Known | None = None) -> list[Line]:
    """Summary lines of one article; see `briefing.summary.summarize_article`."""
    candidates = candidates_of(item)
    if known:
        candidates = known.leave_out(candidates, item)
    if method == OWN:
        from briefing.summary.article import rank_article
        from briefing.summary.headline import headline_terms

        chosen = rank_article(candidates, budget, headline_terms(item, candidates))
    else:
        from briefing.summary.sumy_adapter import rank_by

        chosen = rank_by(method, candidates, budget, language_of(item.article))
    return [_line(item, candidates[index], 1) for index in sorted(chosen)]


def thread_lines(
    items: Sequence[AnnotatedArticle], budget: Budget, method: str, known: Known | None = None
) -> list[Line]:
    """Summary lines of several articles; see `briefing.summary.summarize_thread`."""
    if len(items) == 1:
        return article_lines(items[0], budget, method, known)
    from briefing.summary.headline import headline_weights
    from briefing.summary.independence import independent_outlets
    from briefing.summary.thread import count_outlets, make_vectors, rank_thread

    ordered = in_order(items)
    candidates: list[Candidate] = []
    for number, item in enumerate(ordered):
        told = candidates_of(item, number, headed=False)
        candidates += known.leave_out(told, item) if known else told
    outlets, vectors = independent_outlets(ordered), make_vectors(candidates)
    if method == OWN:
        chosen = rank_thread(candidates, budget, outlets, vectors, headline_weights(ordered))
    else:
        from briefing.summary.sumy_adapter import rank_by

        chosen = rank_by(method, candidates, budget, language_of(ordered[0].article))
    chosen.sort()
    support = count_outlets(candidates, chosen, outlets, vectors)
    return [
        _line(ordered[candidates[index].article], candidates[index], count)
        for index, count in zip(chosen, support, strict=True)
    ]


def weigh_lines(lines: Sequence[Line], items: Sequence[AnnotatedArticle]) -> list[Line]:
    """`lines`, selected from `items` by other means, with their support and whether each can be read alone.

    Datelines and stray marks are trimmed as in summaries. A line without a matching candidate is unchanged. Linear in
    the sentences of `items` for each of the last `MOST_WEIGHED` lines; earlier lines keep their support.
    """
    from briefing.summary.independence import independent_outlets
    from briefing.summary.thread import count_outlets

    candidates = [
        candidate for number, item in enumerate(items) for candidate in candidates_of(item, number, headed=False)
    ]
    places = [(items[candidate.article].article.id, candidate.start) for candidate in candidates]
    order = sorted(range(len(places)), key=places.__getitem__)
    starts = [places[index] for index in order]
    weighed, chosen = list(lines), {}
    for number, line in enumerate(lines):
        place = bisect_left(starts, (line.source.article_id, line.source.start))
        if place < len(starts) and starts[place] < (line.source.article_id, line.source.end):
            chosen[number] = order[place]
    compared = [number for number in chosen if number >= len(lines) - MOST_WEIGHED]
    outlets = independent_outlets(items)
    support = count_outlets(candidates, [chosen[number] for number in compared], outlets)
    counts = dict(zip(compared, support, strict=True))
    for number, index in chosen.items():
        line, candidate = lines[number], candidates[index]
        source = replace(line.source, start=candidate.start, end=candidate.end)
        alone = candidate.standing == "whole"
        count = counts.get(number, line.support)
        weighed[number] = replace(line, text=candidate.text, source=source, support=count, alone=alone)
    return weighed


def _line(item: AnnotatedArticle, candidate: Candidate, support: int) -> Line:
    article = item.article
    source = Citation(
        article.id, candidate.start, candidate.end, article.outlet, article.title, article.url, article.published
    )
    return Line(candidate.text, source, support, article.fetched, candidate.standing == "whole")
