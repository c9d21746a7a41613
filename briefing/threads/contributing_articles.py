"""The articles that a thread's title, names, lines, quotes and timeline come from.

Where there is a report, what a gallery, list, round-up, fact check, podcast or opinion piece says is shown under the
articles only: much of it is about other events, or about none. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.model import REPORTS, AnnotatedArticle
from briefing.threads.article_kinds import article_kind

REPORTS_IN_ANY_FORM = REPORTS | {"question", "series", "video"}
"""Kinds of reports, and of articles whose headline has another form."""
CONTRIBUTING = REPORTS_IN_ANY_FORM | {"blog"}
"""Kinds of articles that contribute to a thread with reports."""


def contributing_articles(
    members: Sequence[AnnotatedArticle], kinds: Mapping[str, str] | None = None
) -> list[AnnotatedArticle]:
    """Those of the articles that contribute to their thread, in the order given; all if none with any words does.

    Args:
        members: articles of a thread.
        kinds: kind of each article, by id, where it is known better than by its form.
    """
    known = kinds or {}
    chosen = [item for item in members if _kind(item, known) in CONTRIBUTING]
    return chosen if any(item.article.title or item.article.text for item in chosen) else list(members)


def _kind(item: AnnotatedArticle, kinds: Mapping[str, str]) -> str:
    kind = kinds.get(item.article.id)
    return article_kind(item.article) if kind is None else kind
