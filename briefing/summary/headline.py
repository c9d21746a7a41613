"""What a headline promises, and where in the text its matter begins.

A headline is the editor's own summary, so the lines should cover its terms (the title as a query: Edmundson 1969;
Goldstein et al. 1999).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.model import AnnotatedArticle

if TYPE_CHECKING:
    from briefing.summary.candidates import Candidate

LEADS = 5
"""So many sentences are looked at for one that begins the matter."""
ASIDE = 0.2
"""A first sentence with at most this share of the headline's terms may be an aside."""
MATTER = 0.4
"""A sentence with this share of them begins the matter."""
LEAST_TERMS = 2
"""Fewer terms in common are chance."""


def headline_terms(item: AnnotatedArticle, candidates: Sequence[Candidate]) -> frozenset[str]:
    """Return those stems of the headline that the text uses: the outlet's name behind it is none of them, as a rule."""
    return frozenset(item.analysis.terms.title) & {term for candidate in candidates for term in candidate.terms}


def headline_weights(items: Iterable[AnnotatedArticle]) -> dict[str, float]:
    """Return the weight of each stem in the headlines of several articles: how many have it, all weights together 1."""
    counts = Counter(term for item in items for term in item.analysis.terms.title)
    total = counts.total()
    return {term: count / total for term, count in counts.items()}


def find_lead(candidates: Sequence[Candidate], offered: Sequence[int], headline: Collection[str]) -> int:
    """Return the place in `offered` of the sentence that begins the matter of the headline.

    It is the first, unless that has hardly a term of the headline and one of the next has many: an anecdote, chatter,
    or what a page has above its article.
    """
    near = [index for index in offered[:LEADS] if candidates[index].position < candidates[offered[0]].position + LEADS]
    shares = [len(set(headline).intersection(candidates[index].terms)) for index in near] if headline else []
    if not shares or shares[0] > ASIDE * len(headline):
        return 0
    least = max(LEAST_TERMS, MATTER * len(headline))
    return next((place for place, share in enumerate(shares) if share >= least), 0)
