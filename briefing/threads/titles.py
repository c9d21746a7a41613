"""A thread's title: its most central headline, else its leading names and the matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.model import AnnotatedArticle


def make_title(members: Sequence[AnnotatedArticle], names: Sequence[str], keywords: Sequence[str]) -> str:
    """Return one line that says what the thread is about."""
    carried: Counter[str] = Counter()
    for item in members:
        carried.update(item.analysis.terms.title.keys())
    titled = [item for item in members if item.article.title.strip()]
    if titled:
        best = max(titled, key=lambda item: (sum(carried[t] for t in item.analysis.terms.title), item.article.id))
        return best.article.title.strip()
    matter = ", ".join(keywords[:2])
    return ": ".join(part for part in (" – ".join(names[:2]), matter) if part) or "Untitled"
