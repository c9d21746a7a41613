"""Adapter to sumy: our two methods as sumy summarizers, and sumy's methods on our candidates.

Documents are built from our sentences with our tokenizer, so that no NLTK data is needed, and each picked sentence
is identified by number, as wire copy repeats texts. Importing this module loads sumy and with it NLTK's stemmers;
`briefing.summary` does so only for a sumy method.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import groupby
from typing import TypeAlias

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers._summarizer import AbstractSummarizer, SentenceInfo
from sumy.utils import ItemsCount

from briefing.summary.article_ranker import rank_article
from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate
from briefing.summary.standalone import judge
from briefing.summary.thread_ranker import rank_thread
from briefing.text.sentence_splitter import split_sentences
from briefing.text.terms import content_stems, count_words, is_stop_word, stem, words

LINEAR = 400
QUADRATIC = 200
SLOWER = 150
CUBIC = 80
"""Maximum number of sentences by the cost of a method: enough for a second or less."""
STOCK = {
    "kl": ("kl", "KLSummarizer", CUBIC),
    "lexrank": ("lex_rank", "LexRankSummarizer", QUADRATIC),
    "lsa": ("lsa", "LsaSummarizer", QUADRATIC),
    "luhn": ("luhn", "LuhnSummarizer", LINEAR),
    "reduction": ("reduction", "ReductionSummarizer", QUADRATIC),
    "sumbasic": ("sum_basic", "SumBasicSummarizer", LINEAR),
    "textrank": ("text_rank", "TextRankSummarizer", SLOWER),
}
"""Module, class and maximum number of sentences of each method; those nearest to the start of their article are
preferred."""

Count: TypeAlias = int | str | Callable[[Sequence[SentenceInfo]], Sequence[SentenceInfo]]


class WordTokenizer:
    """Tokenizer in sumy's interface, based on `briefing.text`."""

    def __init__(self, language: str = "en") -> None:
        """Make a tokenizer for texts in `language`, an ISO 639-1 code."""
        self.language = language

    def to_sentences(self, text: str) -> tuple[str, ...]:
        """Sentences of `text`."""
        return tuple(text[each.start : each.end] for each in split_sentences(text, self.language))

    def to_words(self, text: str) -> tuple[str, ...]:
        """Words of `text`, in lower case."""
        return tuple(words(text))


class NumberedSentence(SumySentence):  # type: ignore[misc]  # sumy has no types
    """A sentence of a sumy document with identity semantics: two with the same text are not equal."""

    __slots__ = ("number",)

    def __init__(self, text: str, number: int, tokenizer: WordTokenizer) -> None:
        """Make a sentence with the `number` of its candidate."""
        super().__init__(text, tokenizer)
        self.number = number

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__


class _Picked:
    """A sumy count that takes the best rated sentences within the budget, without duplicate texts."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    def __call__(self, infos: Sequence[SentenceInfo]) -> list[SentenceInfo]:
        taken: list[SentenceInfo] = []
        seen: set[str] = set()
        used = 0
        for info in infos:
            text = " ".join(str(info.sentence).lower().split())
            size = count_words(text)
            if text not in seen and self._budget.allows(len(taken), used, size):
                taken.append(info)
                seen.add(text)
                used += size
        return taken


class _OwnSummarizer(AbstractSummarizer):  # type: ignore[misc]  # sumy has no types
    """Base of our summarizers: converts a sumy document to candidates, and indices back to its sentences."""

    def __init__(self, language: str = "en") -> None:
        """Make a summarizer for texts in `language`, an ISO 639-1 code; uses our stems and stop words."""
        super().__init__()
        self._language = language

    def __call__(self, document: ObjectDocumentModel, sentences_count: Count) -> tuple[SumySentence, ...]:
        """The chosen sentences in document order.

        Args:
            document: any sumy document; a paragraph is an article.
            sentences_count: a number, a percentage as text, or a callable, as in sumy.
        """
        sentences = document.sentences
        candidates = _candidates(document, self._language)
        ranked = self._rank(candidates, Budget(sentences=len(sentences)), len(document.paragraphs))
        count = sentences_count if callable(sentences_count) else ItemsCount(sentences_count)
        infos = count([SentenceInfo(sentences[index], index, -place) for place, index in enumerate(ranked)])
        return tuple(info.sentence for info in sorted(infos, key=lambda info: info.order))

    def _rank(self, candidates: Sequence[Candidate], budget: Budget, articles: int) -> list[int]:
        raise NotImplementedError


class ArticleSummarizer(_OwnSummarizer):
    """Our method for one article as a sumy summarizer; see `briefing.summary.article_ranker`."""

    def _rank(self, candidates: Sequence[Candidate], budget: Budget, articles: int) -> list[int]:
        return rank_article(candidates, budget)


class ThreadSummarizer(_OwnSummarizer):
    """Our method for many articles, one per paragraph, as a sumy summarizer; see `briefing.summary.thread_ranker`."""

    def _rank(self, candidates: Sequence[Candidate], budget: Budget, articles: int) -> list[int]:
        return rank_thread(candidates, budget, range(articles))


def rank_by(method: str, candidates: Sequence[Candidate], budget: Budget, language: str = "en") -> list[int]:
    """Indices of the sentences that sumy's `method` picks, in text order."""
    module, name, most = STOCK[method]
    offered = [i for i, candidate in enumerate(candidates) if candidate.standing == "whole" and candidate.terms]
    offered = offered or [i for i, candidate in enumerate(candidates) if candidate.terms]
    offered = sorted(sorted(offered, key=lambda i: (candidates[i].position, candidates[i].article))[:most])
    if not offered:
        return []
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(lambda word: stem(word, language))
    vocabulary = {word for i in offered for word in WordTokenizer(language).to_words(candidates[i].text)}
    summarizer.stop_words = sorted(word for word in vocabulary if is_stop_word(word, language))
    with warnings.catch_warnings(), np.errstate(all="ignore"):  # sumy warns about short texts and divides by zero
        warnings.simplefilter("ignore")
        picked = summarizer(_document(candidates, offered), _Picked(budget))
    return [sentence.number for sentence in picked]


def _document(candidates: Sequence[Candidate], offered: Sequence[int]) -> ObjectDocumentModel:
    tokenizer = WordTokenizer()
    return ObjectDocumentModel(
        Paragraph([NumberedSentence(candidates[i].text, i, tokenizer) for i in numbers])
        for _, numbers in groupby(offered, key=lambda i: candidates[i].article)
    )


def _candidates(document: ObjectDocumentModel, language: str) -> list[Candidate]:
    """Candidates of any sumy document, with one article per paragraph."""
    candidates = []
    for number, paragraph in enumerate(document.paragraphs):
        for position, sentence in enumerate(paragraph.sentences):
            text = str(sentence)
            standing = judge(text, language)
            if standing == "leaning" and position == 0:
                standing = "whole"
            size, terms = max(1, count_words(text)), content_stems(text, language)
            candidates.append(Candidate(text, number, position, size, terms, standing, position > 0))
    return candidates
