"""Summary of a thread in the reader's language, with what only reports in other languages have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from briefing.briefs.foreign_facts import add_foreign, without_retold
from briefing.model import AnnotatedArticle, Line
from briefing.summary.summarizer import summarize_thread, weigh_lines, without_known
from briefing.threads.developments import developments
from briefing.threads.near_duplicates import without_copies
from briefing.threads.reading_language import in_language


def thread_news(contributing: Sequence[AnnotatedArticle], language: str) -> list[Line]:
    """All developments of a thread, in order of time, without those that other languages only repeat.

    Args:
        contributing: articles of the thread that report it, in order of arrival.
        language: in which the thread is told.
    """
    return weigh_lines(without_retold(developments(contributing), contributing, language), contributing)


def thread_lead(  # noqa: PLR0913 - one parameter for each option
    contributing: Sequence[AnnotatedArticle],
    copies: Mapping[str, str],
    language: str,
    news: Sequence[Line] | None = None,
    *,
    words: int,
    method: str,
    sentences: int | None = None,
    known: Collection[str] | None = None,
    asides: Collection[str] = (),
    most_before: int | None = None,
) -> list[Line]:
    """Summary of a thread: lines in one language, then facts that only reports in others have, while there is room.

    Args:
        contributing: articles of the thread that report it, in order of arrival.
        copies: original of each copy among them, by id.
        language: in which the thread is told.
        news: as `thread_news` gives them, if already computed.
        words: as the other options, see `summarize_thread`.
    """
    originals = without_copies(contributing, copies)
    own = in_language(originals, language)
    lead = summarize_thread(
        own, words, method, sentences=sentences, known=known, asides=asides, most_before=most_before
    )
    own_ids = {item.article.id for item in own}
    foreign = {item.article.id: item.article.language for item in originals if item.article.id not in own_ids}
    if not foreign:
        return lead
    news = thread_news(contributing, language) if news is None else news
    return add_foreign(lead, without_known(news, originals, known), foreign, words, sentences)
