"""Whether a sentence says what nobody has said before.

A sentence is judged by its content words: how many of them are new, and how much of it any one earlier sentence has
said (new-word counts hold their own against all else in the TREC novelty tracks, Soboroff 2004). A new number or name
is news where a mere new word is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from briefing.model import AnnotatedArticle
from briefing.text.terms import is_stop_word, stem, words

NEW_WORDS = 0.3
"""Share of a sentence's content words that nobody may have said, for it to be new."""
NEW_FACT = 0.15
"""The same for a sentence with a number or name nobody has said."""
SAID = 0.6
"""Share of its content words in any one earlier sentence from which it is that sentence again."""
SAID_FACT = 0.8
"""The same for a sentence with a number or name nobody has said."""
SHORTEST = 4
"""Content words a sentence must have to tell something."""
CROWDED = 64
"""Sentences that share a word from which that word tells nothing."""


class SeenTerms:
    """Everything said so far, for asking whether a sentence says it again. Time is linear in what is taken in."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._sentences: list[frozenset[str]] = []
        self._times: list[datetime | None] = []
        self._postings: dict[str, list[int]] = {}

    def tell(self, said: frozenset[str], at: datetime | None = None) -> None:
        """Take in the content words of a sentence and when it was said."""
        self.words |= said
        for word in said:
            self._postings.setdefault(word, []).append(len(self._sentences))
        self._sentences.append(said)
        self._times.append(at)

    def nearest(self, said: frozenset[str]) -> tuple[float, datetime | None]:
        """Return the largest share of the words that stand in one earlier sentence, and when that was said."""
        shared: Counter[int] = Counter()
        for word in said:
            posting = self._postings.get(word, [])
            shared.update(posting[-CROWDED:])
        nearest = sorted(shared, key=lambda number: (-shared[number], number))[:4]
        shares = [(len(said & self._sentences[number]) / len(said), self._times[number]) for number in nearest]
        return max(shares, key=lambda share: share[0], default=(0.0, None))

    def is_news(self, said: frozenset[str], names: Collection[str] = ()) -> bool:
        """Whether a sentence of these content words tells something new; never one that was taken in.

        Args:
            said: as `content_words` gives them.
            names: content words of the names in its article, which make a sentence news sooner.
        """
        if len(said) < SHORTEST:
            return False
        fresh = said - self.words
        fact = any(word in names or word[0].isdigit() for word in fresh)
        least, most = (NEW_FACT, SAID_FACT) if fact else (NEW_WORDS, SAID)
        return len(fresh) >= least * len(said) and self.nearest(said)[0] < most


def content_words(text: str, language: str = "en") -> frozenset[str]:
    """Return the stems of the words of `text` that carry content."""
    return frozenset([stem(word, language) for word in words(text) if not is_stop_word(word, language)])


def name_words(item: AnnotatedArticle) -> set[str]:
    """Return the content words of all names in an article."""
    return {word for name in item.analysis.names for word in content_words(name.full)}
