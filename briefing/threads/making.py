"""A thread from its members: times, leading names, keywords and title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from briefing.model import AnnotatedArticle, Thread
from briefing.threads.titles import make_title

NAMES = 6
"""Leading names a thread shows."""
KEYWORDS = 8
"""Leading words a thread shows."""

_NEVER = datetime.min.replace(tzinfo=UTC)


def make_thread(id_: str, members: Sequence[AnnotatedArticle], watch_name: str = "") -> Thread:
    """Return the thread of these members, which arrived in the order given.

    Args:
        id_: of the thread.
        members: at least one.
        watch_name: the title the reader gave; empty to make one.
    """
    ordered = sorted(members, key=_by_time)
    times = [item.article.when for item in ordered if item.article.when]
    names, keywords = leading_names(members), leading_words(members)
    return Thread(
        id_,
        watch_name or make_title(members, names, keywords),
        tuple(item.article.id for item in ordered),
        names,
        keywords,
        min(times, default=None),
        max(times, default=None),
    )


def leading_names(members: Sequence[AnnotatedArticle], limit: int = NAMES) -> tuple[str, ...]:
    """Return the names that most members carry, fullest form; ties by mentions, then alphabetical."""
    carried: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for item in members:
        for name in item.analysis.names:
            carried[name.full] += 1
            mentions[name.full] += len(name.mentions)
    ranked = sorted(carried, key=lambda name: (-carried[name], -mentions[name], name))
    return tuple(ranked[:limit])


def leading_words(members: Sequence[AnnotatedArticle], limit: int = KEYWORDS) -> tuple[str, ...]:
    """Return the stems that most members carry, headline first."""
    carried: Counter[str] = Counter()
    for item in members:
        terms = item.analysis.terms
        carried.update(terms.body.keys() - terms.names.keys())
        carried.update(terms.title.keys() - terms.names.keys())
    return tuple(sorted(carried, key=lambda word: (-carried[word], word))[:limit])


def _by_time(item: AnnotatedArticle) -> tuple[datetime, str]:
    return (item.article.when or _NEVER, item.article.id)
