"""Extractive summaries of an article or a thread: verbatim lines with their sources.

numpy is loaded for the first thread, sumy for the first summary by one of its methods.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.errors import UsageError, did_you_mean
from briefing.model import AnnotatedArticle, Citation, Line, LinePart
from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate, candidates_of, in_order
from briefing.summary.freshness import KnownSentences

if TYPE_CHECKING:
    from briefing.summary.main_event import MainEvent

METHODS = ("briefing", "kl", "lexrank", "lsa", "luhn", "reduction", "sumbasic", "textrank")
"""Values of `method`: our own, and the sumy methods that need nothing but the text."""
OWN = "briefing"
"""Name of our own method."""
MOST_IN_THREAD, LEAST_SENTENCES = 3000, 8
"""Sentences of a thread from which only the first ones of each article are read, and at least so many of these."""
MOST_WEIGHED = 120
"""Maximum number of lines per call of `weigh_lines` that are compared with all sentences: the last ones."""


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
    budget, is_own = _budget(words, sentences), check_method(method) == OWN
    candidates = candidates_of(item)
    if known is not None:
        candidates = KnownSentences(known).leave_out(candidates, item)
    if is_own:
        from briefing.summary.article_ranker import rank_article
        from briefing.summary.headline import headline_terms

        chosen = rank_article(candidates, budget, headline_terms(item, candidates), item.language)
    else:
        from briefing.summary.sumy_adapter import rank_by

        chosen = rank_by(method, candidates, budget, item.language)
    return [_line(item, candidates[index], 1) for index in sorted(chosen)]


def summarize_thread(  # noqa: PLR0913 - one parameter for each option
    items: Sequence[AnnotatedArticle],
    words: int = 120,
    method: str = "briefing",
    *,
    sentences: int | None = None,
    known: Iterable[str] | None = None,
    asides: Collection[str] = (),
    most_before: int | None = None,
) -> list[Line]:
    """Summarize the articles of one story; see `summarize_article`.

    The main event as it stands now comes first, then what belongs to it, then what came before it, oldest first:
    `Line.part` says which. Lines by one of sumy's methods are in order of time.

    `Line.support` counts the independent outlets that carry a line's fact: articles of one publisher, of one agency
    or copied from each other count once.

    Args:
        items: the articles and their analyses.
        words: as for one article.
        method: as for one article.
        sentences: as for one article.
        known: as for one article.
        asides: ids of articles that do not report events; the main event is rather taken from others.
        most_before: maximum number of lines about what came before the main event; None for any.
    """
    if len(items) == 1:
        return summarize_article(items[0], words, method, sentences=sentences, known=known)
    from briefing.summary.first_line import told_whole
    from briefing.summary.headline import headline_weights
    from briefing.summary.history import without_asides
    from briefing.summary.independence import independent_outlets
    from briefing.summary.main_event import find_main_event
    from briefing.summary.thread_ranker import count_outlets, make_vectors, rank_thread

    budget, is_own = replace(_budget(words, sentences), before=most_before), check_method(method) == OWN
    ordered, already = in_order(items), None if known is None else KnownSentences(known)
    candidates: list[Candidate] = []
    most = max(LEAST_SENTENCES, MOST_IN_THREAD // max(1, len(ordered)))
    for number, item in enumerate(ordered):
        offered = candidates_of(item, number, headed=False, most=most)
        candidates += already.leave_out(offered, item) if already else offered
    outlets, vectors = independent_outlets(ordered), make_vectors(candidates)
    event = None
    if is_own:
        event = find_main_event(candidates, ordered, outlets, vectors, asides)
        if event:
            event = told_whole(event, candidates, vectors)
            candidates = without_asides(candidates, ordered, event.before)
        chosen = rank_thread(candidates, budget, outlets, vectors, headline_weights(ordered), event)
    else:
        from briefing.summary.sumy_adapter import rank_by

        chosen = sorted(rank_by(method, candidates, budget, ordered[0].language))
    support = count_outlets(candidates, chosen, outlets, vectors, _languages(ordered))
    return [
        _line(ordered[candidates[index].article], candidates[index], count, _part(candidates[index], event))
        for index, count in zip(chosen, support, strict=True)
    ]


def check_method(method: str) -> str:
    """`method` itself, if it is one of `METHODS`.

    Raises:
        UsageError: it is not; suggests the nearest.
    """
    if method in METHODS:
        return method
    hint = did_you_mean(method.lower(), METHODS, f"choose one of {', '.join(METHODS)}", likeness=0.5)
    raise UsageError(f"{method}: no such summary method; {hint}")


def weigh_lines(lines: Sequence[Line], items: Sequence[AnnotatedArticle]) -> list[Line]:
    """`lines`, selected from `items` by other means, as summaries would have them, without those they never have.

    Each gets its support, and whether it can be read alone. Datelines and stray marks are trimmed; a quotation of
    several sentences is one line with its cue. Lines of other articles are unchanged. Linear in the sentences of
    `items` for each of the last `MOST_WEIGHED` lines; earlier lines keep their support.
    """
    if not lines:
        return []
    from briefing.summary.independence import independent_outlets
    from briefing.summary.thread_ranker import count_outlets

    candidates = [
        candidate for number, item in enumerate(items) for candidate in candidates_of(item, number, headed=False)
    ]
    weighed = _match_lines(lines, candidates, items)
    recent = [index for _, index in weighed[-MOST_WEIGHED:] if index is not None]
    counts = count_outlets(candidates, recent, independent_outlets(items), languages=_languages(items))
    support = dict(zip(recent, counts, strict=True))
    return [
        line if index is None else _weighed(line, candidates[index], support.get(index, line.support))
        for line, index in weighed
    ]


def without_known(
    lines: Sequence[Line], items: Sequence[AnnotatedArticle], known: Iterable[str] | None
) -> Sequence[Line]:
    """`lines` of `items` with something new to a reader who knows some sentences; all if `known` is None."""
    if known is None:
        return lines
    sentences = KnownSentences(known)
    new = {
        (item.article.id, candidate.start)
        for item in items
        for candidate in sentences.leave_out(candidates_of(item, headed=False), item)
    }
    return [line for line in lines if (line.source.article_id, line.source.start) in new]


def _match_lines(
    lines: Sequence[Line], candidates: Sequence[Candidate], items: Sequence[AnnotatedArticle]
) -> list[tuple[Line, int | None]]:
    """Each line with the index of its candidate, without lines that have none or that of an earlier line.

    Lines of other articles have None.
    """
    by_article: dict[str, list[int]] = {item.article.id: [] for item in items}
    for index, candidate in enumerate(candidates):
        by_article[items[candidate.article].article.id].append(index)
    weighed: list[tuple[Line, int | None]] = []
    taken: set[int] = set()
    for line in lines:
        places = by_article.get(line.source.article_id)
        if places is None:
            weighed.append((line, None))
            continue
        place = bisect_right(places, line.source.start, key=lambda index: candidates[index].end)
        if place == len(places) or places[place] in taken or not _is_line(candidates[places[place]], line):
            continue
        taken.add(places[place])
        weighed.append((line, places[place]))
    return weighed


def _is_line(candidate: Candidate, line: Line) -> bool:
    """Whether the first candidate of its article that ends behind the start of `line` is that line and may be one."""
    return candidate.start < line.source.end and candidate.standing != "unusable"


def _weighed(line: Line, candidate: Candidate, support: int) -> Line:
    source, is_alone = line.source, candidate.standing == "whole"
    if (source.start, source.end) != (candidate.start, candidate.end):
        source = replace(source, start=candidate.start, end=candidate.end)
    elif (support, is_alone) == (line.support, line.alone):
        return line
    return replace(line, text=candidate.text, source=source, support=support, alone=is_alone)


def _languages(items: Iterable[AnnotatedArticle]) -> list[str]:
    return [item.language for item in items]


def _part(candidate: Candidate, event: MainEvent | None) -> LinePart:
    return "before" if event and candidate.article in event.before else "in_short"


def _line(item: AnnotatedArticle, candidate: Candidate, support: int, part: LinePart = "in_short") -> Line:
    article = item.article
    source = Citation(
        article.id, candidate.start, candidate.end, article.outlet, article.title, article.url, article.published
    )
    return Line(candidate.text, source, support, article.fetched, candidate.standing == "whole", part)


def _budget(words: int, sentences: int | None) -> Budget:
    if (words if sentences is None else sentences) < 1:
        raise UsageError("a summary needs room for at least one word or sentence")
    return Budget(words=words) if sentences is None else Budget(sentences=sentences)
