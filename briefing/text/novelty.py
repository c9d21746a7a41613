"""Novelty of sentences against earlier ones.

A sentence is judged by its content words: the share that is new, and the largest share found in one earlier sentence
(new-word counts are competitive in the TREC novelty tracks, Soboroff 2004). A new number or name lowers the
thresholds.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from briefing.model import AnnotatedArticle
from briefing.text.terms import content_stems

NEW_WORDS = 0.3
"""Minimum share of new content words in a new sentence."""
NEW_FACT = 0.15
"""The same for a sentence with a new number or name."""
REPEATED = 0.6
"""Share of content words in one earlier sentence from which a sentence repeats it."""
REPEATED_FACT = 0.8
"""The same for a sentence with a new number or name."""
SHORTEST = 4
"""Minimum number of content words of a sentence."""
CROWDED = 64
"""Maximum number of sentences per word that are compared: the latest ones."""
FEW = 16
"""Number of sentences up to which all are compared, without an index of their words."""


class SeenTerms:
    """Terms of earlier sentences, to detect sentences that repeat them. Time is linear in the sentences added."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._sentences: list[frozenset[str]] = []
        self._times: list[datetime | None] = []
        self._postings: dict[str, list[int]] = {}
        self._indexed = 0

    def add(self, terms: frozenset[str], at: datetime | None = None) -> None:
        """Add the content words of a sentence, and its time."""
        self.words |= terms
        self._sentences.append(terms)
        self._times.append(at)

    def nearest(self, terms: frozenset[str]) -> tuple[float, datetime | None]:
        """Largest share of the terms that one earlier sentence has, and its time."""
        numbers = range(len(self._sentences)) if len(self._sentences) <= FEW else self._sharing(terms)
        shared = [len(terms & self._sentences[number]) for number in numbers]
        if not any(shared):
            return 0.0, None
        most = max(shared)
        return most / len(terms), self._times[numbers[shared.index(most)]]

    def _sharing(self, terms: frozenset[str]) -> list[int]:
        """Numbers of the sentences that share most terms, of the latest ones of each."""
        for number in range(self._indexed, len(self._sentences)):
            for term in self._sentences[number]:
                self._postings.setdefault(term, []).append(number)
        self._indexed = len(self._sentences)
        shared: dict[int, int] = {}
        for term in terms:
            for number in self._postings.get(term, ())[-CROWDED:]:
                shared[number] = shared.get(number, 0) + 1
        return sorted(shared, key=lambda number: (-shared[number], number))[:4]

    def is_news(self, terms: frozenset[str], names: Collection[str] = ()) -> bool:
        """Whether a sentence with these terms is new; never true for one that was added.

        Args:
            terms: of the sentence, as by `content_words`.
            names: content words of the names in its article; new ones lower the thresholds.
        """
        if len(terms) < SHORTEST:
            return False
        fresh = terms - self.words
        fact = any(term in names or term[0].isdigit() for term in fresh)
        least, most = (NEW_FACT, REPEATED_FACT) if fact else (NEW_WORDS, REPEATED)
        return len(fresh) >= least * len(terms) and self.nearest(terms)[0] < most


def content_words(text: str, language: str = "en") -> frozenset[str]:
    """Stems of the content words of `text`."""
    return frozenset(content_stems(text, language))


def name_words(item: AnnotatedArticle) -> set[str]:
    """Content words of all names in an article."""
    return {word for name in item.analysis.names for word in content_words(name.full)}
