"""The noun phrase that tells what two persons have to do with each other, for texts without a headline."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from briefing.model import AnnotatedArticle
from briefing.text.language_packs import Kind
from briefing.text.lexicon import LANGUAGES
from briefing.text.tagged_tokens import tag
from briefing.text.terms import is_stop_word, stem
from briefing.text.tokens import Tokens
from briefing.threads.clustering.background_frequencies import at_large

LONGEST = 600
"""Maximum characters of a sentence that are searched."""
LEAST_WORDS, MOST_WORDS = 2, 5
"""Minimum and maximum number of words of a phrase."""


def telling_phrase(item: AnnotatedArticle, persons: Sequence[str]) -> str:
    """The most telling noun phrase of the first sentence behind the name of one of two persons: `first phone call`.

    Empty if the sentence does not name both, or is in a language without a pack.

    Args:
        item: an article.
        persons: two full names.
    """
    language = item.analysis.terms.language
    first = next((sentence for sentence in item.analysis.sentences if sentence.kind == "prose"), None)
    if first is None or language not in LANGUAGES:
        return ""
    end = min(first.end, first.start + LONGEST)
    named = {
        name.full: mention[1]
        for name in item.analysis.names
        for mention in name.mentions[:1]
        if name.full in persons and first.start <= mention[0] < end
    }
    if len(named) < len(persons):
        return ""
    tokens = tag(item.article.text, min(named.values()), end, (), language)
    runs = [(_weigh(tokens.low[start:stop], item), -start, stop) for start, stop in _noun_phrases(tokens)]
    _, start, stop = max(runs, default=(0.0, 0, 0))
    return item.article.text[tokens.start[-start] : tokens.end[stop - 1]] if stop else ""


def _noun_phrases(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Index of the first and behind the last token of each noun phrase without names, with an adverb in front of it
    that belongs to it: `their first direct call`."""
    start = 0
    while start < len(tokens):
        stop = start
        while stop < len(tokens) and _is_in_phrase(tokens, stop):
            stop += 1
        is_modified = tokens.kind_at(start - 1) is Kind.ADVERB and tokens.kind_at(start - 2) in _OWNERS
        if LEAST_WORDS <= stop - start + is_modified <= MOST_WORDS:
            yield start - is_modified, stop
        start = max(stop, start + 1)


def _is_in_phrase(tokens: Tokens, at: int) -> bool:
    """Whether a token is a noun or adjective, or a participle between two of them: `direct fishing agreement`."""
    if tokens.kind[at] is Kind.VERB and tokens.low[at].endswith("ing"):
        return tokens.kind_at(at - 1) is Kind.NOUN and tokens.kind_at(at + 1) is Kind.NOUN
    return tokens.kind[at] is Kind.NOUN and not tokens.is_name[at]


_OWNERS = (Kind.DETERMINER, Kind.POSSESSIVE)


def _weigh(words: Sequence[str], item: AnnotatedArticle) -> float:
    """Value of a phrase: the rarities of its words, more for those that the text repeats, damped by their number."""
    language, counts = item.analysis.terms.language, item.analysis.terms.body
    stems = sorted({stem(word, language) for word in words if not is_stop_word(word, language)})
    rarity = at_large(stems, language)
    return sum(rarity[each] * (1.0 + math.log(counts.get(each, 1))) for each in stems) / math.sqrt(len(words))
