"""Neutral terms of a part by language, as the compact text that is stored with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache

from briefing.model import Article
from briefing.threads.clustering.event_evidence import Profile
from briefing.threads.cross_language.neutral_terms import MAYBE, NAME, NUMBER, PLACE, SCORE, neutral_terms

TERMS = 64
"""Heaviest terms that are kept of a part, per language."""
_LOOKED_UP = re.compile(rf'"([{re.escape(NAME + MAYBE + PLACE + NUMBER + SCORE)}][^"]*)":')
"""Terms by which candidates are looked up. Neither terms nor languages have characters that JSON escapes, so
that they are found without decoding it: all open threads are indexed when a refresh begins."""


def article_terms(article: Article) -> str:
    """Text for the terms of an article, about 1 ms; see `write_neutral`."""
    language = article.language
    return write_neutral(language, neutral_terms(article.title, article.text, language)) if language else ""


def write_neutral(language: str, terms: Mapping[str, float]) -> str:
    """Text for the terms of one article; empty `terms` record the language only. Empty without a language."""
    if not language or not terms:
        return f'{{"{language}":{{}}}}' if language else ""
    return json.dumps({language: terms}, ensure_ascii=False, separators=(",", ":"))


def lacks_terms(neutral: str) -> bool:
    """Whether only the language of some articles of a part is known."""
    return '":{}' in neutral


def join_neutral(one: str, other: str) -> str:
    """Neutral terms of two parts together: the mean of their weights in each language.

    Args:
        one: as `Part.neutral`.
        other: of another part.
    """
    if not one or not other or one == other:
        return one or other
    terms: dict[str, dict[str, float]] = json.loads(one)
    for language, more in json.loads(other).items():
        own = terms.setdefault(language, more)
        if own is not more:
            mean = {term: (own.get(term, 0.0) + more.get(term, 0.0)) / 2.0 for term in {**own, **more}}
            ranked = sorted(mean, key=lambda term: (-mean[term], term))
            terms[language] = {term: round(mean[term], 3) for term in ranked[:TERMS]}
    return json.dumps(terms, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4096)
def profiles(neutral: str) -> dict[str, Profile]:
    """Profile of each language of `Part.neutral`."""
    return {language: Profile.of(terms) for language, terms in json.loads(neutral or "{}").items()}


def has_terms(neutral: str) -> bool:
    """Whether terms of some articles of a part are known."""
    return '":{"' in neutral


def languages_of(neutral: str) -> frozenset[str]:
    """Languages of the articles of a part."""
    return frozenset([before[before.rfind('"') + 1 :] for before in neutral.split('":{')[:-1]])


def lookup_terms(neutral: str) -> tuple[str, ...]:
    """Terms by which candidates are looked up; a name and a word that may be one are the same."""
    return tuple(sorted({NAME + term[1:] if term[0] == MAYBE else term for term in _LOOKED_UP.findall(neutral)}))
