"""What each article added to a thread: sentences that say what nobody in the thread had said before.

A sentence is judged by its content words: how many of them are new to the thread, and how much of it any one earlier
sentence has said (new-word counts hold their own against all else in the TREC novelty tracks, Soboroff 2004). A new
number or name is news where a mere new word is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from briefing.model import AnnotatedArticle, Citation, Line, Sentence
from briefing.text import is_stop_word, stem, words

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
PER_ARTICLE = 8
"""Developments of one article; the first ones, as news says what matters first."""
LONGEST = 400
"""Sentences of an article that are looked at."""
CROWDED = 64
"""Sentences that share a word from which that word tells nothing."""


class _Told:
    """Everything said so far, for asking whether a sentence says it again."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._sentences: list[frozenset[str]] = []
        self._postings: dict[str, list[int]] = {}

    def tell(self, said: frozenset[str]) -> None:
        """Take in a sentence."""
        self.words |= said
        for word in said:
            self._postings.setdefault(word, []).append(len(self._sentences))
        self._sentences.append(said)

    def has_said(self, said: frozenset[str]) -> float:
        """Return the largest share of the words that stand in one earlier sentence."""
        shared: Counter[int] = Counter()
        for word in said:
            posting = self._postings.get(word, [])
            shared.update(posting[-CROWDED:])
        nearest = sorted(shared, key=lambda number: (-shared[number], number))[:4]
        return max((len(said & self._sentences[number]) / len(said) for number in nearest), default=0.0)


def developments(members: Sequence[AnnotatedArticle]) -> list[Line]:
    """Return the sentences that told something new, in order of arrival.

    `Line.added` is the arrival of the article. An updated copy tells its new sentences, an exact one nothing.

    Args:
        members: of one thread, in order of arrival.
    """
    told = _Told()
    return [cite(item, sentence) for item in members for sentence in _news_of(item, told)]


def cite(item: AnnotatedArticle, sentence: Sentence) -> Line:
    """Return a sentence as a line with its place."""
    article = item.article
    source = Citation(
        article.id, sentence.start, sentence.end, article.outlet, article.title, article.url, article.published
    )
    return Line(article.text[sentence.start : sentence.end], source, added=article.fetched)


def _news_of(item: AnnotatedArticle, told: _Told) -> list[Sentence]:
    """Return an article's sentences that are new, and take all of them in."""
    names = {word for name in item.analysis.names for word in _content(name.full)}
    found: list[Sentence] = []
    for sentence in item.analysis.sentences[:LONGEST]:
        if sentence.kind != "prose":
            continue
        said = _content(item.article.text[sentence.start : sentence.end])
        if len(found) < PER_ARTICLE and _is_new(said, told, names):
            found.append(sentence)
        told.tell(said)
    return found


def _is_new(said: frozenset[str], told: _Told, names: Collection[str]) -> bool:
    if len(said) < SHORTEST:
        return False
    fresh = said - told.words
    fact = any(word in names or word[0].isdigit() for word in fresh)
    least, most = (NEW_FACT, SAID_FACT) if fact else (NEW_WORDS, SAID)
    return len(fresh) >= least * len(said) and told.has_said(said) < most


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if not is_stop_word(word))
