"""Whether a sentence tells again what the lines of a summary have told, by the stems they share."""

from __future__ import annotations

from briefing.text.novelty import SeenTerms

SAID = 0.5
"""Share of a sentence's terms in one line from which it is held to tell that line's fact again. On the threads of
../shared/eval 0.45 to 0.6 serve, on its articles 0.4 to 0.7."""
SAID_FACT = 0.65
"""The same for a sentence with a number that no line has told."""
NEW = 0.3
"""Share of its terms that no line may have told; 0.25 to 0.35 serve."""
LEAST_TERMS = 4
"""Two sentences with fewer different terms look alike by chance, and are not held to tell the same fact."""


def repeats(terms: frozenset[str], told: SeenTerms) -> bool:
    """Whether a sentence of these `terms` tells again what one line has told, or little that none of them has."""
    if len(terms) < LEAST_TERMS:
        return False
    fresh = terms - told.words
    said = SAID_FACT if any(term[0].isdigit() for term in fresh) else SAID
    return len(fresh) < NEW * len(terms) or told.nearest(terms)[0] >= said
