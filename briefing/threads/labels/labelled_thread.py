"""Builds a thread from its members: times, leading names, keywords and title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from briefing.model import AnnotatedArticle, Thread
from briefing.threads.contributing_articles import contributing_articles
from briefing.threads.labels.keywords import rank_words
from briefing.threads.labels.leading_names import rank_names
from briefing.threads.labels.titles import make_title, opens_text
from briefing.threads.reading_language import in_language, reading_language

NAMES = 6
"""Maximum number of leading names."""
KEYWORDS = 8
"""Maximum number of keywords."""

_NEVER = datetime.min.replace(tzinfo=UTC)


def make_thread(
    id_: str,
    members: Sequence[AnnotatedArticle],
    watch_name: str = "",
    languages: Sequence[str] = (),
    kinds: Mapping[str, str] | None = None,
) -> Thread:
    """Build a thread of members in order of arrival.

    Args:
        id_: of the thread.
        members: at least one.
        watch_name: title given by the user; empty to compute one.
        languages: those of title, names and keywords in order of preference; without any, that of most articles.
        kinds: kind of each article, by id, where it is known better than by its form.
    """
    ordered = sorted(members, key=_by_time)
    times = [item.article.when for item in ordered if item.article.when]
    telling = contributing_articles(members, kinds)
    own = in_language(telling, reading_language(telling, languages))
    names = rank_names(own)
    keywords = rank_words(own, [item.article.outlet for item in own[:1]], KEYWORDS)
    return Thread(
        id_,
        watch_name or make_title(own, names, keywords, kinds),
        tuple(item.article.id for item in ordered),
        tuple(name.full for name in names[:NAMES]),
        tuple(keywords),
        min(times, default=None),
        max(times, default=None),
    )


def document_title(item: AnnotatedArticle) -> str:
    """Title of an article: as published or, if it only repeats a long first sentence, that of its thread."""
    title = item.article.title
    return make_thread(item.article.id, [item]).title if opens_text(title, item.article.text) else title


def _by_time(item: AnnotatedArticle) -> tuple[datetime, str]:
    return (item.article.when or _NEVER, item.article.id)
