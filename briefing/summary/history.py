"""Sentences that can tell how a story came about: neither a scene nor a plan, by their wording."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from briefing import wordlists
from briefing.model import AnnotatedArticle
from briefing.summary.candidates import Candidate
from briefing.summary.listed_phrases import QUOTED, listed_phrases
from briefing.summary.openings import is_anecdote, reports
from briefing.text.lexicon import LANGUAGES
from briefing.text.phrases import folded_words, rare_words

_ENDINGS = ("es", "fr", "pt")
"""Languages with a future tense by ending."""


def without_asides(
    candidates: Sequence[Candidate], items: Sequence[AnnotatedArticle], before: Collection[int]
) -> list[Candidate]:
    """`candidates`, of which those that cannot tell how the story came about are never lines: plans and scenes.

    Args:
        candidates: of all articles, each article's in order.
        items: the articles.
        before: numbers of the articles about what came before the main event.
    """
    headlines = frozenset(term for item in items for term in item.analysis.terms.title)
    languages = {number: items[number].language for number in before}
    features = {
        candidate.article
        for candidate in candidates
        if candidate.article in before
        and candidate.position == 0
        and is_scene(candidate, headlines, languages[candidate.article])
    }

    def is_aside(candidate: Candidate) -> bool:
        language = languages[candidate.article]
        is_in_scene = candidate.article in features and is_scene(candidate, headlines, language)
        return is_in_scene or is_plan(candidate.text, language)

    return [
        candidate._replace(standing="unusable") if candidate.article in before and is_aside(candidate) else candidate
        for candidate in candidates
    ]


def is_plan(text: str, language: str = "en") -> bool:
    """Whether the main clause of a sentence is in the future tense, outside of quotation marks.

    False for languages without a list, and for what was said of the future: `The council decided that it will`.
    """
    if language not in LANGUAGES or (language not in _ENDINGS and folded_words(text).isdisjoint(_rare_words(language))):
        return False
    own = QUOTED.sub(" ", text)
    future = _future(language).search(own)
    return future is not None and not listed_phrases("clause_openers", language).search(own, 0, future.start())


def is_scene(candidate: Candidate, headlines: Collection[str], language: str = "en") -> bool:
    """Whether a sentence is an anecdote, or neither reports nor has a term of the headlines."""
    if language not in LANGUAGES or not headlines:
        return False
    has_topic = not set(candidate.terms).isdisjoint(headlines)
    return is_anecdote(candidate.text, language) or not (has_topic or reports(candidate.text, language))


@cache
def _rare_words(language: str) -> frozenset[str]:
    """Words of which a sentence in the future tense has one, where verbs have no endings for it."""
    return rare_words(wordlists.entries("summary", f"future_words_{language}"))


@cache
def _future(language: str) -> re.Pattern[str]:
    """Pattern of words of the future tense, in lower case as names are not."""
    words = _any_of("future_words", language)
    if language not in _ENDINGS:
        return re.compile(rf"\b{words}(?!\w)")
    return re.compile(rf"\b(?:{words}|[a-zà-ÿ]{{3,}}{_any_of('future_endings', language)})(?!\w)")


def _any_of(name: str, language: str) -> str:
    entries: Iterable[str] = wordlists.entries("summary", f"{name}_{language}")
    return wordlists.any_of(entries)
