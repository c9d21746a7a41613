"""What each article added to a thread: sentences that say what nobody in the thread had said before.

A sentence is judged by its content words: how many of them are new to the thread, and how much of it any one earlier
sentence has said (new-word counts hold their own against all else in the TREC novelty tracks, Soboroff 2004). A new
number or name is news where a mere new word is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from briefing.model import Addition, AnnotatedArticle, Citation, Line, Sentence
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
"""Developments of one article, and of each of its edits; the first ones, as news says what matters first."""
LONGEST = 400
"""Sentences of an article that are looked at."""
CROWDED = 64
"""Sentences that share a word from which that word tells nothing."""

_NEVER = datetime.min.replace(tzinfo=UTC)


class _Told:
    """Everything said so far, for asking whether a sentence says it again."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._sentences: list[frozenset[str]] = []
        self._times: list[datetime | None] = []
        self._postings: dict[str, list[int]] = {}

    def tell(self, said: frozenset[str], at: datetime | None = None) -> None:
        """Take in a sentence and when it was said."""
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


def note_additions(item: AnnotatedArticle, before: AnnotatedArticle, at: datetime) -> AnnotatedArticle:
    """Return an edited article with the sentences marked that its edits brought.

    What the text said before, in these words or in others, keeps its time.

    Args:
        item: the article as it is now.
        before: as it was, with its own additions.
        at: when the edit reached the store; aware.
    """
    told, names = _Told(), _names(item)
    known: dict[str, datetime | None] = {}
    for sentence in before.analysis.sentences:
        text = before.article.text[sentence.start : sentence.end]
        known.setdefault(_plain(text), before.added_at(sentence.start))
        told.tell(_content(text), before.added_at(sentence.start))
    additions = []
    for sentence in item.analysis.sentences[:LONGEST]:
        text = item.article.text[sentence.start : sentence.end]
        said, added = _content(text), known.get(_plain(text))
        if _plain(text) not in known:
            added = at if len(said) < SHORTEST or _is_new(said, told, names) else told.nearest(said)[1]
        if added and added != item.article.fetched:
            additions.append(Addition(sentence.index, added))
    return replace(item, analysis=replace(item.analysis, additions=tuple(additions)))


def developments(members: Sequence[AnnotatedArticle]) -> list[Line]:
    """Return the sentences that told something new, in order of arrival.

    `Line.added` is the arrival of the article, or of the edit that brought the sentence: what others had told by
    then is not new. An updated copy tells its new sentences, an exact one nothing.

    Args:
        members: of one thread, in order of arrival.
    """
    told = _Told()
    return [cite(item, sentence) for item, said in _in_order(members) for sentence in _news_of(item, said, told)]


def _in_order(members: Sequence[AnnotatedArticle]) -> list[tuple[AnnotatedArticle, Sequence[Sentence]]]:
    """Return what each article said when it arrived and with each edit, in order of arrival."""
    if not any(item.analysis.additions for item in members):
        return [(item, item.analysis.sentences[:LONGEST]) for item in members]
    found: list[tuple[datetime, AnnotatedArticle, list[Sentence]]] = []
    for item in members:
        times = {addition.index: addition.added for addition in item.analysis.additions}
        parts: dict[datetime, list[Sentence]] = {}
        for sentence in item.analysis.sentences[:LONGEST]:
            parts.setdefault(times.get(sentence.index) or item.article.fetched or _NEVER, []).append(sentence)
        found += [(at, item, said) for at, said in parts.items()]
    return [(item, said) for _, item, said in sorted(found, key=lambda each: each[0])]


def cite(item: AnnotatedArticle, sentence: Sentence) -> Line:
    """Return a sentence as a line with its place."""
    article = item.article
    source = Citation(
        article.id, sentence.start, sentence.end, article.outlet, article.title, article.url, article.published
    )
    return Line(article.text[sentence.start : sentence.end], source, added=item.added_at(sentence.start))


def _news_of(item: AnnotatedArticle, sentences: Iterable[Sentence], told: _Told) -> list[Sentence]:
    """Return those of an article's sentences that are new, and take all of them in."""
    names = _names(item)
    found: list[Sentence] = []
    for sentence in sentences:
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
    return len(fresh) >= least * len(said) and told.nearest(said)[0] < most


def _names(item: AnnotatedArticle) -> set[str]:
    return {word for name in item.analysis.names for word in _content(name.full)}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if not is_stop_word(word))
