"""Why an article belongs to a thread, in one line a reader understands."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.threads.likeness import DAY, Group, gap
from briefing.threads.vectors import NAME

TOLD = 3
"""Names, and words, that are told at most."""


def explain(one: Group, other: Group, alike: float) -> str:
    """Return what two groups share, how far apart they are in time, and their likeness."""
    shared = {term: weight * other.sum[term] for term, weight in one.sum.items() if term in other.sum}
    ranked = sorted(shared, key=lambda term: (-shared[term], term))
    names = [term[len(NAME) :] for term in ranked if term.startswith(NAME)][:TOLD]
    spoken = {word for name in names for word in name.split()}
    terms = [term for term in ranked if not term.startswith(NAME) and term not in spoken][:TOLD]
    parts = [part for part in (_listed("name", names), _listed("term", terms)) if part]
    line = f"shares {' and '.join(parts)}" if parts else "shares nothing"
    if one.last is not None and other.last is not None:
        line += f"; {_span(gap(one, other))} apart"
    return f"{line}; {alike:.2f}"


def _listed(what: str, found: Sequence[str]) -> str:
    return f"{what}{'s' if len(found) > 1 else ''} {', '.join(found)}" if found else ""


def _span(seconds: float) -> str:
    hours = seconds / 3600.0
    return f"{hours:.0f} h" if seconds < 2 * DAY else f"{hours / 24:.0f} days"
