"""Developments of a thread: for each article, the sentences that were new to the thread when it arrived.

Novelty is decided by `briefing.text.novelty`; this module applies it in order of arrival, edits included.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from briefing.model import Addition, Analysis, AnnotatedArticle, Citation, Line, Sentence
from briefing.text.novelty import SHORTEST, SeenTerms, content_words, name_words

PER_ARTICLE = 8
"""Maximum number of developments of an article, and of each of its edits, earliest in the text first."""
LONGEST = 400
"""Sentences of an article that are examined."""

_NEVER = datetime.min.replace(tzinfo=UTC)


def note_additions(item: AnnotatedArticle, before: AnnotatedArticle, at: datetime) -> AnnotatedArticle:
    """An edited article with the sentences marked that its edits added.

    Sentences that were there before, verbatim or reworded, keep their time.

    Args:
        item: the article as it is now.
        before: the article before the edit, with its own additions.
        at: time the edit reached the store; aware.
    """
    seen, names = SeenTerms(), name_words(item)
    known: dict[str, datetime | None] = {}
    for sentence in before.analysis.sentences:
        text = before.article.text[sentence.start : sentence.end]
        known.setdefault(_plain(text), before.added_at(sentence.start))
        seen.add(content_words(text), before.added_at(sentence.start))
    additions = []
    for sentence in item.analysis.sentences[:LONGEST]:
        text = item.article.text[sentence.start : sentence.end]
        terms, added = content_words(text), known.get(_plain(text))
        if _plain(text) not in known:
            added = at if len(terms) < SHORTEST or seen.is_news(terms, names) else seen.nearest(terms)[1]
        if added and added != item.article.fetched:
            additions.append(Addition(sentence.index, added))
    return replace(item, analysis=replace(item.analysis, additions=tuple(additions)))


def keep_additions(analysis: Analysis, before: Analysis) -> Analysis:
    """A new analysis of an unchanged text, with the additions of the earlier one.

    Sentences may begin and end elsewhere: a new one is an addition if it begins in one.
    """
    times = {before.sentences[each.index].start: each.added for each in before.additions}
    starts = [sentence.start for sentence in before.sentences]
    additions = []
    for sentence in analysis.sentences:
        place = bisect_right(starts, sentence.start) - 1
        if place >= 0 and (added := times.get(starts[place])):
            additions.append(Addition(sentence.index, added))
    return replace(analysis, additions=tuple(additions))


def developments(members: Sequence[AnnotatedArticle]) -> list[Line]:
    """Sentences that told something new, in order of arrival.

    `Line.added` is the arrival of the article, or of the edit that added the sentence: what other articles had said by
    then is not new. An updated copy contributes its new sentences, an exact one none.

    Args:
        members: of one thread, in order of arrival.
    """
    seen = SeenTerms()
    return [
        cite(item, sentence)
        for item, sentences in _in_order(members)
        for sentence in _new_sentences(item, sentences, seen)
    ]


def _in_order(members: Sequence[AnnotatedArticle]) -> list[tuple[AnnotatedArticle, Sequence[Sentence]]]:
    """Each article with its sentences, once for its arrival and once for each edit, in order of arrival."""
    if not any(item.analysis.additions for item in members):
        return [(item, item.analysis.sentences[:LONGEST]) for item in members]
    arrivals: list[tuple[datetime, AnnotatedArticle, list[Sentence]]] = []
    for item in members:
        times = {addition.index: addition.added for addition in item.analysis.additions}
        parts: dict[datetime, list[Sentence]] = {}
        for sentence in item.analysis.sentences[:LONGEST]:
            parts.setdefault(times.get(sentence.index) or item.article.fetched or _NEVER, []).append(sentence)
        arrivals += [(at, item, sentences) for at, sentences in parts.items()]
    return [
        (item, sentences) for _, item, sentences in sorted(arrivals, key=lambda each: each[0].replace(microsecond=0))
    ]


def cite(item: AnnotatedArticle, sentence: Sentence) -> Line:
    """A sentence as a line with its citation."""
    article = item.article
    source = Citation(
        article.id, sentence.start, sentence.end, article.outlet, article.title, article.url, article.published
    )
    return Line(article.text[sentence.start : sentence.end], source, added=item.added_at(sentence.start))


def _new_sentences(item: AnnotatedArticle, sentences: Iterable[Sentence], seen: SeenTerms) -> list[Sentence]:
    """Those of an article's sentences that are new; all of them are added to `seen`."""
    names = name_words(item)
    news: list[Sentence] = []
    for sentence in sentences:
        if sentence.kind != "prose":
            continue
        terms = content_words(item.article.text[sentence.start : sentence.end])
        if len(news) < PER_ARTICLE and seen.is_news(terms, names):
            news.append(sentence)
        seen.add(terms)
    return news


def _plain(text: str) -> str:
    return " ".join(text.split())
