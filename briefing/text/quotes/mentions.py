"""Mentions of speakers by a noun phrase: what it is about, its role, and what tells whom it may mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from briefing.text.language_packs import NUMBERS, Kind, LanguagePack, Noun, Shape
from briefing.text.names.coreference import Member
from briefing.text.quotes.noun_phrases import Chunk, chunk, plain_chunks
from briefing.text.tagged_tokens import tag
from briefing.text.tokens import Tokens

LONGEST_ROLE = 4
"""Words of the longest roles: `jefe de la diplomacia`."""
_RELATIVE = ("leader", "candidate")
"""Groups of roles that tell somebody from whoever was named last."""
_LONGEST_MENTION, _CONTEXT, _BEHIND = 400, 24, 16
"""Code points of a mention, in front of it and behind it that are read."""
_SAME_CLAUSE = re.compile(r"(?:(?<=\s)[^\s\"“”„«»][^\n\"“”„«»]*)?\Z")
"""Words in front of a mention that no quotation mark parts from it."""
_ENDS = frozenset((Kind.COMMA, Kind.DASH, Kind.STOP, Kind.COLON, Kind.ASIDE, Kind.RELATIVE, Kind.SUBORDINATOR))


class Role(NamedTuple):
    """A role in a mention."""

    word: str
    """The role noun, in lower case."""
    noun: Noun
    """Its entry in the language's list."""
    modifiers: frozenset[str]
    """The nouns, adjectives and names around it."""
    is_owned: bool
    """Whether they tell whose it is: `the church’s minister`."""

    def is_of(self, member: Member) -> bool:
        """Whether somebody who was not called by it has no role or one of its group."""
        return (not member.roles or self.noun.group in member.roles) and self.word not in member.roles

    def is_loose(self, words: LanguagePack) -> bool:
        """Whether anybody may be called by it: `the leader`, `der 67-Jährige`; most roles of English have no group."""
        return self.word.lstrip(NUMBERS) in words.loose or not (self.noun.group or words.has_contractions)

    def is_of_last(self, words: LanguagePack) -> bool:
        """Whether it is rather of whoever was named last than of somebody else: not `the leader`, `le rival`."""
        is_age = self.word[0] in NUMBERS
        return is_age or not (self.noun.group in _RELATIVE or words.has_contractions)


@dataclass(frozen=True)
class Mention:
    """A mention without a name of its own."""

    tokens: Tokens
    """Tokens of the mention and of some words in front."""
    phrase: Chunk
    """Its noun phrase."""
    stop: int
    """One past the last token that belongs to the speaker."""

    @property
    def start(self) -> int:
        """First code point of the phrase."""
        return self.tokens.start[self.phrase.first]

    @property
    def noun(self) -> Noun | None:
        """The listed noun that it is about."""
        return self.tokens.noun(self.phrase.head)

    @property
    def is_definite(self) -> bool:
        """Whether an article opens it, if only in one word with a preposition: `a juicio del ministro`."""
        tokens, first = self.tokens, self.phrase.first
        before = tokens.low[first - 1].split()[-1:] if first else []
        return tokens.low[first] in tokens.pack.definite or (bool(before) and before[0] in tokens.pack.contractions)

    @property
    def is_vague(self) -> bool:
        """Whether a phrase has no noun of a list and may mean anybody or anything: `la única superviviente`, `cifras`.

        That is a definite one of the singular, or one without a determiner. Speakers of English need no lists.
        """
        tokens, phrase = self.tokens, self.phrase
        nouns = [noun.sort for at in range(phrase.first, phrase.head + 1) if (noun := tokens.noun(at))]
        is_listed = any(sort != "cue" for sort in nouns) or tokens.pack.has_word_features
        is_part = phrase.head < phrase.first  # of the phrase of a spokesperson
        is_single = self.is_definite and not tokens.low[phrase.head].endswith("s")
        return not is_listed and not is_part and (is_single or phrase.first == phrase.head)

    @property
    def is_relation(self) -> bool:
        """Whether it is to somebody without a name: `the daughter of the late president`."""
        span = slice(self.phrase.first, self.phrase.stop)
        return not any(self.tokens.is_name[span]) and Kind.GENITIVE not in self.tokens.kind[span]

    @cached_property
    def role(self) -> Role | None:
        """The role that it is about, of several words too: `jefe de Estado`; an origin only alone: `l’Italienne`."""
        roles = list(self._roles())
        has_other_noun = any(
            (noun := self.tokens.noun(at)) and noun.sort != "role"
            for at in range(self.phrase.first, self.phrase.head + 1)
        )
        return next((each for each in roles if each.noun.group), None if has_other_noun else next(iter(roles), None))

    def _roles(self) -> Iterator[Role]:
        tokens, phrase = self.tokens, self.phrase
        earliest = phrase.head if tokens.pack.has_contractions else phrase.first  # `el alpinista vasco`
        for first in (phrase.head, *range(earliest, phrase.head)):
            for size in range(LONGEST_ROLE, 0, -1):
                for at in range(max(phrase.first, first + 1 - size), first + 1):
                    word = " ".join(tokens.low[at : at + size])
                    noun = tokens.pack.noun(word)
                    if noun is not None and noun.sort == "role" and not self._is_adjective(at):
                        is_owned = Kind.OF in tokens.kind[at + size : phrase.stop]
                        is_owned = is_owned or Kind.GENITIVE in tokens.kind[phrase.first : at]
                        yield Role(word, noun, self.words(phrase.first, phrase.stop) - set(word.split()), is_owned)

    def _is_adjective(self, at: int) -> bool:
        """Whether an origin stands behind a noun of no list: `le jury norvégien`."""
        tokens = self.tokens
        is_behind_noun = at > self.phrase.first and tokens.kind[at - 1] is Kind.NOUN and tokens.noun(at - 1) is None
        return is_behind_noun and tokens.low[at] in tokens.pack.demonyms

    def words(self, first: int, stop: int) -> frozenset[str]:
        """Nouns and names between two tokens, in lower case."""
        return frozenset(
            low
            for low, kind in zip(self.tokens.low[first:stop], self.tokens.kind[first:stop], strict=True)
            if kind in (Kind.NOUN, Kind.NAME, Kind.CUE, Kind.VERB) and low not in self.tokens.pack.definite
        )


@lru_cache(maxsize=256)  # a mention may be asked for as a candidate, as the speaker, and as the subject of a sentence
def parse_mention(text: str, start: int, end: int, language: str) -> tuple[Tokens, range, Mention | None]:
    """Tokens of the mention `text[start:end]` and of the words around it, those of the mention, and its noun phrase."""
    context = _SAME_CLAUSE.search(text, max(0, start - _CONTEXT), start)
    begin = context.start() if context else start
    tokens = tag(text, begin, min(end + _BEHIND, start + _LONGEST_MENTION), (), language)
    first, last = bisect_left(tokens.start, start), bisect_left(tokens.start, end)
    return tokens, range(first, last), read_mention(tokens, first, last)


def read_mention(tokens: Tokens, first: int, last: int) -> Mention | None:
    """The first noun phrase between two tokens, without what stands around them; None without."""
    stop = _head_stop(tokens, first, last)
    phrase = _first_phrase(chunk(tokens), first)
    if phrase is not None and Kind.COMMA in tokens.kind[phrase.first : first]:  # no apposition of what the comma ends
        phrase = _first_phrase(plain_chunks(tokens), first)
    if phrase is None or phrase.first >= stop:
        return None
    phrase.first, phrase.stop = max(phrase.first, first), min(phrase.stop, stop)
    phrase.head = min(phrase.head, stop - 1)
    is_pronoun = phrase.kind == "pron" and phrase.stop >= stop
    is_pronoun = is_pronoun or tokens.pack.closed.get(tokens.low[phrase.head]) is Kind.DETERMINER
    return None if is_pronoun else Mention(tokens, phrase, stop)


def _first_phrase(chunks: Iterable[Chunk], first: int) -> Chunk | None:
    return next((each for each in chunks if each.stop > first and each.kind in ("np", "pp", "pron")), None)


def is_foreign(modifiers: Iterable[str], around: Set[str], demonyms: Mapping[str, str]) -> bool:
    """Whether adjectives of origin differ from those beside a person's role."""
    places = {place for word in modifiers if (place := demonyms.get(word))}
    if not places or not places.isdisjoint(around):
        return False
    is_from = not around.isdisjoint(demonyms.values())  # `Ana Duarte, of Chile`
    return is_from or any(demonyms.get(word) not in {None, "", *places} for word in around)


def is_head(tokens: Tokens, phrase: Chunk, first: int, stop: int) -> bool:
    """Whether a phrase is about a name in it: no owner, as in `the Weber campaign` and `el partido de Ana Ruiz`."""
    behind = role_end(tokens, phrase.head)
    if stop <= phrase.head:
        return not tokens.pack.has_contractions and Kind.OF not in tokens.kind[first:behind]
    is_apposition = Kind.COMMA in tokens.kind[behind:first]
    if first <= behind or is_apposition or phrase.head < phrase.first:
        return True
    is_given = tokens.low[first] in tokens.pack.given_names
    return not _is_of_role(tokens, behind, first) and (tokens.kind_at(behind) is not Kind.OF or is_given)


def role_end(tokens: Tokens, at: int) -> int:
    """One past the longest role that begins at a token: `dona de casa`; one past the token without."""
    sizes = range(min(LONGEST_ROLE, len(tokens.low) - at), 1, -1)
    return next((at + size for size in sizes if tokens.pack.noun(" ".join(tokens.low[at : at + size]))), at + 1)


def _is_of_role(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether nothing but roles stands between an `of` and a name: `the wife of President Weber`."""
    if Kind.OF not in tokens.kind[first:stop]:
        return False
    last = stop - 1 - tokens.kind[first:stop][::-1].index(Kind.OF)
    between = [at for at in range(last + 1, stop) if tokens.kind[at] is not Kind.DETERMINER]
    nouns = [tokens.noun(at) for at in between]
    return bool(nouns) and all(noun is not None and noun.sort in ("role", "title") for noun in nouns)


def goes_on(tokens: Tokens, stop: int, last: int) -> bool:
    """Whether a name is longer than its phrase: `Centre for Policy`."""
    is_preposition = tokens.kind_at(stop) is Kind.PREPOSITION and tokens.low[stop] in tokens.pack.belonging
    return is_preposition and stop + 1 < last and tokens.is_name[stop + 1]


def _head_stop(tokens: Tokens, first: int, last: int) -> int:
    """One past the tokens of a mention that belong to the speaker: no apposition and no clause."""
    for at in range(first + 1, last):
        verb = tokens.verb(at) if tokens.kind[at] in (Kind.CUE, Kind.VERB) else None
        if tokens.kind[at] in _ENDS or (verb and verb.shape is Shape.GERUND):
            return at
    return last
