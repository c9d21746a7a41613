"""The language in which a thread is told, its articles in that language, and the order of the other languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.model import AnnotatedArticle


def reading_language(members: Sequence[AnnotatedArticle], preferred: Sequence[str] = ()) -> str:
    """The first preferred language in which there is an article, else that of most articles, of the first among equals.

    Args:
        members: articles of a thread, in order of arrival.
        preferred: ISO 639-1 codes, in the order of the reader's preference.
    """
    counts = Counter(item.article.language for item in members if item.article.language)
    wanted = (language for language in preferred if language in counts)
    return next(wanted, max(counts, key=counts.__getitem__, default=""))


def preference(language: str, languages: Sequence[str]) -> int:
    """Place of a language among those of the reader, best first; an unknown one counts as the best, others as last."""
    if not language:
        return 0
    return languages.index(language) if language in languages else len(languages)


def in_language(members: Sequence[AnnotatedArticle], language: str) -> list[AnnotatedArticle]:
    """Articles in a language or in an unknown one; all of them if there are none."""
    return [item for item in members if item.article.language in (language, "")] or list(members)
