"""Why an article belongs to a thread, in one line a reader understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.model import AnnotatedArticle
from briefing.text import stem, words
from briefing.threads.likeness import DAY
from briefing.threads.vectors import NAME, Vector

TOLD = 3
"""Names, and words, that are told at most."""


def explain(
    item: AnnotatedArticle, terms: Vector, others: Mapping[str, int], silence: float | None, alike: float
) -> str:
    """Return what an article shares with a thread, how far apart they are in time, and how alike.

    Args:
        item: the article.
        terms: its vector.
        others: the weights of the thread's other articles.
        silence: seconds between article and thread; None if a time is unknown.
        alike: their likeness.
    """
    shared = {term: weight * others.get(term, 0) for term, weight in terms.items() if others.get(term, 0) > 0}
    ranked = sorted(shared, key=lambda term: (-shared[term], term))
    names = [term[len(NAME) :] for term in ranked if term.startswith(NAME)][:TOLD]
    spoken = {stem(word) for name in item.analysis.names for word in words(name.full)}
    said = [term for term in ranked if not term.startswith(NAME) and term not in spoken][:TOLD]
    parts = [part for part in (_listed("name", names), _listed("term", said)) if part]
    line = f"shares {' and '.join(parts)}" if parts else "shares nothing"
    if silence is not None:
        line += f"; {_span(silence)} apart"
    return f"{line}; {alike:.2f}"


def _listed(what: str, found: Sequence[str]) -> str:
    return f"{what}{'s' if len(found) > 1 else ''} {', '.join(found)}" if found else ""


def _span(seconds: float) -> str:
    hours = seconds / 3600.0
    return f"{hours:.0f} h" if seconds < 2 * DAY else f"{hours / 24:.0f} days"
