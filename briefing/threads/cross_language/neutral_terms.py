"""Terms of an article that can be compared with an article in another language.

A term is a mark for its kind and a text: `@salcedo` a name, `^salcedo` a word that may be one, `=reforma` another word,
`&ramiro salcedo` two names side by side, `*EC` a place or body, `#78` a number, `%3-1` the result of a match,
`!earthquake` a concept. Its weight is higher in the headline and at the beginning of the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from briefing import wordlists
from briefing.text.folding import fold
from briefing.text.quantities import is_number_word, read_number, read_score
from briefing.text.terms import stop_words
from briefing.threads.cross_language.event_words import concepts_of, is_compound, listed_words
from briefing.threads.cross_language.places import may_begin_place, read_people, read_place

NAME, MAYBE, WORD, PAIR, PLACE, NUMBER, SCORE, CONCEPT = "@^=&*#%!"
"""Marks of the kinds of terms."""
TITLE, OPENING, LATER = 2.0, 1.0, 0.7
"""Weights of a term by where it stands."""
OPENING_WORDS, WORDS = 60, 150
"""Words of the opening, and of headline and text in all that are read."""
HEAD, LONGEST = 1500, 20_000
"""Characters of a text that are read for comparisons of articles, and for its facts."""
_SHORTEST = 3
"""Letters of the shortest word that is a term."""
_TITLE_CASE = 0.7
"""Share of capitalised words from which a headline's capitals mark no names."""
_LINKS = frozenset(("da", "de", "del", "di", "do", "of", "van", "von"))
"""Words inside a name."""
_TOKEN = re.compile(
    r"\d+(?:[-–:]\d+)+|\d+(?:[.,  ]\d{3})*(?:[.,]\d+)?|(?:[A-Z]{1,2}\. ?){2,}|[^\W\d_]+|[.!?:;»«“”\"\n]"
)


def neutral_terms(title: str, text: str, language: str) -> dict[str, float]:
    """Terms of headline and text with their weights.

    Args:
        title: headline.
        text: text in the same language; only its first words are read.
        language: ISO 639-1 code.
    """
    reader = _Reader(language, WORDS)
    tokens = _TOKEN.findall(title)
    reader.read(tokens, TITLE, capitals=not _is_title_case(tokens))
    reader.read(_TOKEN.findall(text[:HEAD]), OPENING, capitals=True)
    return reader.terms


def all_terms(text: str, language: str) -> Collection[str]:
    """Terms of a text, up to `LONGEST` characters."""
    reader = _Reader(language, LONGEST)
    reader.read(_TOKEN.findall(text[:LONGEST]), OPENING, capitals=True)
    return reader.terms.keys()


def _is_title_case(tokens: Sequence[str]) -> bool:
    spoken = [token for token in tokens if token[0].isalpha()]
    return sum(token[0].isupper() for token in spoken) > _TITLE_CASE * len(spoken)


@lru_cache(maxsize=1 << 15)
def _is_plain(token: str) -> bool:
    """Whether a token is neither a number or people nor the first word of a place."""
    return not (token[0].isdigit() or is_number_word(token) or may_begin_place(token) or read_people(fold(token)))


@cache
def _stop_words(language: str) -> frozenset[str]:
    """Stop words without those that are listed for a concept: `mine`."""
    return frozenset(stop_words(language)) - listed_words(language)


@cache
def _calendar_words() -> frozenset[str]:
    """Months and days of the week, which are capitalised in some languages."""
    return frozenset(fold(word) for word in wordlists.entries("threads", "calendar_words"))


class _Reader:
    """Collects the terms of one article."""

    def __init__(self, language: str, words: int) -> None:
        """Read at most this many words."""
        self._most = words
        self.terms: dict[str, float] = {}
        self._language = language
        self._stop = _stop_words(language)
        self._words = 0
        self._weight = OPENING
        self._previous = ""
        """Name before the current token, if it is adjacent."""
        self._starts = True
        """Whether the current token begins a sentence."""

    def read(self, tokens: Sequence[str], weight: float, *, capitals: bool) -> None:
        """Add the terms of tokens.

        Args:
            tokens: of headline or text.
            weight: of a term.
            capitals: whether capital letters mark names.
        """
        at, self._starts, self._previous = 0, True, ""
        while at < len(tokens) and self._words < self._most:
            token = tokens[at]
            if not token[0].isalnum():
                at, self._starts, self._previous = at + 1, True, ""
                continue
            self._words += 1
            self._weight = weight if weight > OPENING or self._words <= OPENING_WORDS else LATER
            used = 0 if _is_plain(token) else self._add_number(tokens, at) or self._add_place(tokens, at)
            if not used:
                self._add_word(token, capitals)
                used = 1
            at, self._starts = at + used, False

    def _add_number(self, tokens: Sequence[str], at: int) -> int:
        """Add the number at a token; returns how many tokens it has, 0 if there is none."""
        score = read_score(tokens[at])
        if score:
            return self._add(SCORE + score)
        value, used = read_number(tokens, at, self._language)
        if value is not None:
            self._add(f"{NUMBER}{value:g}")
        elif tokens[at][0].isdigit():
            used = 1
        return used

    def _add_place(self, tokens: Sequence[str], at: int) -> int:
        """Add the place, body or people at a token; returns how many tokens it has, 0 if there is none."""
        code, used = read_place(tokens, at)
        if not code:
            code, used = read_people(fold(tokens[at])), 1
        return self._add(PLACE + code, used) if code else 0

    def _add_word(self, token: str, capitals: bool) -> None:
        """Add any other word."""
        folded, lower = fold(token), token.lower()
        if len(folded) < _SHORTEST or lower in self._stop or folded in _calendar_words():
            self._previous = self._previous if folded in _LINKS else ""
            return
        is_capital = capitals and token[0].isupper()
        is_name = is_capital and not self._starts and self._language != "de"
        concepts = () if is_name else concepts_of(lower, self._language)
        for concept in concepts:
            self._add(CONCEPT + concept)
        if concepts and not (is_capital and is_compound(lower, self._language)):
            return
        previous = self._previous
        self._add((NAME if is_name else MAYBE if is_capital else WORD) + folded)
        if is_capital:
            if previous:
                self.terms[f"{PAIR}{previous} {folded}"] = OPENING
            self._previous = folded

    def _add(self, term: str, used: int = 1) -> int:
        self.terms[term] = max(self.terms.get(term, 0.0), self._weight)
        self._previous = ""
        return used
