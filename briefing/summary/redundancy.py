"""Redundancy check: whether a sentence repeats the lines of a summary, by shared stems."""

from __future__ import annotations

from collections.abc import Collection

from briefing.text.novelty import SeenTerms

REPEATED = 0.5
"""Share of a sentence's terms in one line from which it repeats that line. On the threads of ../shared/eval 0.45 to 0.6
work, on its articles 0.4 to 0.7."""
REPEATED_FACT = 0.65
"""The same for a sentence with a number that no line has."""
LEAST_NEW = 0.3
"""Minimum share of terms that no line has; 0.25 to 0.35 work."""
LEAST_TERMS = 4
"""Minimum number of distinct terms for the comparison; below it, similarity is chance."""


def repeats(terms: frozenset[str], covered: SeenTerms) -> bool:
    """Whether a sentence with `terms` repeats one line, or adds little to all lines together."""
    if len(terms) < LEAST_TERMS:
        return False
    fresh = terms - covered.words
    most = REPEATED_FACT if has_number(fresh) else REPEATED
    return len(fresh) < LEAST_NEW * len(terms) or covered.nearest(terms)[0] >= most


def has_number(terms: Collection[str]) -> bool:
    """Whether one of the terms is a number."""
    return any(term[0].isdigit() for term in terms)
