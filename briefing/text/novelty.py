"""Novelty of sentences against earlier ones.

A sentence is judged by its content words: the share that is new, and the largest share found in one earlier sentence
(new-word counts are competitive in the TREC novelty tracks, Soboroff 2004). A new number or name lowers the
thresholds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from briefing.model import AnnotatedArticle
from briefing.text.terms import is_stop_word, stem, words

NEW_WORDS = 0.3
"""Least share of new content words in a new sentence."""
NEW_FACT = 0.15
"""The same for a sentence with a new number or name."""
SAID = 0.6
"""Share of content words in one earlier sentence from which a sentence repeats it."""
SAID_FACT = 0.8
"""The same for a sentence with a new number or name."""
SHORTEST = 4
"""Minimum number of content words of a sentence."""
CROWDED = 64
"""Maximum number of sentences per word that are compared: the latest ones."""


class SeenTerms:
    """Everything said so far, for asking whether a sentence says it again. Time is linear in what is taken in."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._sentences: list[frozenset[str]] = []
        self._times: list[datetime | None] = []
        self._postings: dict[str, list[int]] = {}

    def tell(self, said: frozenset[str], at: datetime | None = None) -> None:
        """Add the content words of a sentence, and its time."""
        self.words |= said
        for word in said:
            self._postings.setdefault(word, []).append(len(self._sentences))
        self._sentences.append(said)
        self._times.append(at)

    def nearest(self, said: frozenset[str]) -> tuple[float, datetime | None]:
        """Largest share of the words in one earlier sentence, and its time."""
        shared: Counter[int] = Counter()
        for word in said:
            posting = self._postings.get(word, [])
            shared.update(posting[-CROWDED:])
        nearest = sorted(shared, key=lambda number: (-shared[number], number))[:4]
        shares = [(len(said & self._sentences[number]) / len(said), self._times[number]) for number in nearest]
        return max(shares, key=lambda share: share[0], default=(0.0, None))

    def is_news(self, said: frozenset[str], names: Collection[str] = ()) -> bool:
        """Whether a sentence with these content words is new; never one that was added.

        Args:
            said: result of `content_words`.
            names: content words of the names in its article; new ones lower the thresholds.
        """
        if len(said) < SHORTEST:
            return False
        fresh = said - self.words
        fact = any(word in names or word[0].isdigit() for word in fresh)
        least, most = (NEW_FACT, SAID_FACT) if fact else (NEW_WORDS, SAID)
        return len(fresh) >= least * len(said) and self.nearest(said)[0] < most


def content_words(text: str, language: str = "en") -> frozenset[str]:
    """Stems of the content words of `text`."""
    return frozenset([stem(word, language) for word in words(text) if not is_stop_word(word, language)])


def name_words(item: AnnotatedArticle) -> set[str]:
    """Content words of all names in an article."""
    return {word for name in item.analysis.names for word in content_words(name.full)}
