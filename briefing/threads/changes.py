"""What each article added to a thread: sentences that say what nobody in the thread had said before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model import AnnotatedArticle, Citation, Line, Sentence, TimelineEvent

NOVEL = 0.55
"""Share of a sentence's content words that must be new."""
WORDS = 6
"""Content words that a sentence must have."""

_WORD = re.compile(r"\w+")


def developments(members: Sequence[AnnotatedArticle]) -> list[Line]:
    """Return the sentences that told something new, in order of arrival, with `Line.added` the article's arrival."""
    told: set[str] = set()
    lines = []
    for item in members:
        said: set[str] = set()
        for sentence in item.analysis.sentences:
            words = _content(item, sentence)
            said |= words
            if sentence.kind == "prose" and len(words) >= WORDS and len(words - told) >= NOVEL * len(words):
                lines.append(cite(item, sentence))
        told |= said
    return lines


def timeline(members: Sequence[AnnotatedArticle]) -> list[TimelineEvent]:
    """Return the first development of each article that has a time, oldest first."""
    first: dict[str, TimelineEvent] = {}
    for line in developments(members):
        if line.source.published and line.source.article_id not in first:
            first[line.source.article_id] = TimelineEvent(line.source.published, line)
    return sorted(first.values(), key=lambda event: (event.when, event.line.source.article_id))


def cite(item: AnnotatedArticle, sentence: Sentence) -> Line:
    """Return a sentence as a line with its place."""
    article = item.article
    source = Citation(
        article.id, sentence.start, sentence.end, article.outlet, article.title, article.url, article.when
    )
    return Line(article.text[sentence.start : sentence.end], source, added=article.fetched)


def _content(item: AnnotatedArticle, sentence: Sentence) -> set[str]:
    words = _WORD.findall(item.article.text[sentence.start : sentence.end].lower())
    return {word for word in words if len(word) > 3 or word.isdigit()}
