"""Speakers of headlines: `Obama says he saw no evidence`, `Ana Duarte: “The dam will hold”`.

A teaser often is the bare quote, or says `he`, where only the headline names the person.
"""

from __future__ import annotations

import re

from briefing.text.language_packs import Kind, LanguagePack, pack
from briefing.text.names.words import folded
from briefing.text.quotes.clauses import Clauses, is_passive
from briefing.text.quotes.noun_phrases import Chunk, chunk
from briefing.text.tagged_tokens import tag
from briefing.text.tokens import Tokens

_WORD = re.compile(r"[^\W\d_]+")
_QUOTE = re.compile("\\s*[\"“‘'«„]")
_SAYING = ("say", "tell", "call")
"""Classes of verbs of saying whose subject speaks."""
_OTHERS = ("agency", "body", "document", "place", "thing", "work")
"""Sorts of nouns that are no part of a person's name."""
_LONGEST = 300
"""Code points of a headline that are read."""
_TITLE_CASE = 0.6
"""Share of long words with a capital from which capitals show no names."""
_SHORT = 3
"""Letters of words that have a capital in title case only at times."""


def headline_speaker(title: str, language: str) -> str | None:
    """The name of the subject of a headline's verb of saying, or in front of its colon; None without.

    Args:
        title: the headline.
        language: code of a language with a pack.
    """
    words = pack(language)
    title = _in_sentence_case(title[:_LONGEST], words)
    tokens = tag(title, 0, len(title), (), language)
    chunks = chunk(tokens)
    kinds = [str(each.kind) for each in chunks]
    if kinds[:2] == ["np", ":"] and _QUOTE.match(title, tokens.end[chunks[1].first]):
        return _name(title, tokens, chunks[0])
    for verb, subject in Clauses(tokens, chunks, kinds).subject.items():
        form = tokens.verb(chunks[verb].first)
        if form and form.cue in _SAYING and subject >= 0 and not is_passive(tokens, chunks, verb):
            return _name(title, tokens, chunks[subject])
    return None


def is_in_headline(words: str, title: str) -> bool:
    """Whether a headline has three words in a row of a quote."""
    return not _triples(words).isdisjoint(_triples(title))


def _triples(text: str) -> set[tuple[str, str, str]]:
    words = _WORD.findall(text[:_LONGEST].lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def _name(title: str, tokens: Tokens, subject: Chunk) -> str | None:
    """The name of a person that a phrase ends in; None for places, bodies and phrases with an article."""
    first, stop = subject.name
    if not subject.has_name or stop != subject.stop or tokens.kind[subject.first] is Kind.DETERMINER:
        return None
    name = title[tokens.start[first] : tokens.end[stop - 1]]
    sorts = {noun.sort for at in range(first, stop) if (noun := tokens.noun(at))}
    is_other = name.isupper() or name.lower() in folded("places") or not sorts.isdisjoint(_OTHERS)
    return None if is_other else name


def _in_sentence_case(title: str, words: LanguagePack) -> str:
    """A headline in title case with its verbs and words of closed classes in lower case."""
    long = [word for word in _WORD.findall(title) if len(word) > _SHORT]
    if sum(word[0].isupper() for word in long) < _TITLE_CASE * len(long):
        return title

    def lowered(match: re.Match[str]) -> str:
        word = match.group()
        is_word = word.lower() in words.verbs or words.closed.get(word.lower(), Kind.NOUN) is not Kind.NOUN
        return word.lower() if match.start() and is_word else word

    return _WORD.sub(lowered, title)
