"""Whether a line tells the main event of a summary again in other words, by the headline of its article.

Works on lines alone, in any language with a Latin script; cheap enough to be used when a brief is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from briefing import wordlists
from briefing.model import Line
from briefing.repeated_facts import stop_words

OPENING = 80
"""Characters of an article, such as of a dateline, behind which no line opens it."""
SAME = 0.6
"""Share of a headline's words in the main event's line and headline from which both are about that event."""
LEAST = 3
"""Minimum number of words of such a headline."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SHORTEST = 4
"""Letters of the shortest word that is compared."""
_VOWELS = re.compile(r"(?<!^)[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")
_CONSONANTS = 3
"""Consonants that are compared, as vowels change between forms of a verb: `absuelve` and `absolvió`."""


def retells_event(line: Line, told: Sequence[Line], title: str = "") -> bool:
    """Whether a line opens an article whose headline tells the main event, and has no number or name that `told` lacks.

    The main event is what the first line of `told` is about. The headline of a newer article must have no word that is
    in neither that line, nor its headline, nor the `title` of the story, as that may be a new state of the event. In an
    older article, a number where the first line has another is overtaken.
    """
    if not told or told[0].part != "in_short" or line.source.start > OPENING:
        return False
    first = told[0]
    if line.source.article_id == first.source.article_id:
        return False
    event = _roots(f"{first.text} {first.source.title}")
    headline = _roots(line.source.title.partition(";")[0])
    is_older = _is_older(line, first)
    if len(headline) < LEAST or len(headline & event) < SAME * len(headline):
        return False
    if not is_older and not headline <= event | _roots(title):
        return False
    texts = (*(other.text for other in told), first.source.title)
    return not (_new_names(line.text, texts) or _new_numbers(line.text, texts, first.text if is_older else ""))


def _is_older(line: Line, first: Line) -> bool:
    own, other = line.source.published, first.source.published
    return own is not None and other is not None and own < other


def _new_names(text: str, texts: Iterable[str]) -> bool:
    """Whether a word inside a text begins with a capital, and is no weekday and in none of `texts`."""
    known = {_root(word) for other in texts for word in _TOKEN.findall(other)}
    words = _TOKEN.findall(text)[1:]
    names = (word for word in words if word[0].isupper() and word.casefold() not in _weekdays())
    return any(_root(name) not in known for name in names)


def _new_numbers(text: str, texts: Sequence[str], newer: str) -> bool:
    """Whether a text has a number that none of `texts` has, other than one that `newer` has overtaken.

    One in words is overtaken by any number, one in digits by another number of the same things.
    """
    known = {number for other in texts for number, _ in _numbers(other)}
    newest = _numbers(newer)
    things = {thing for _, thing in newest}
    return any(
        number not in known and not (newest and (thing in things or not number[0].isdigit()))
        for number, thing in _numbers(text)
    )


@lru_cache(maxsize=1 << 10)
def _numbers(text: str) -> list[tuple[str, str]]:
    """Each number, in digits or in words, with the word behind it."""
    tokens = [*_TOKEN.findall(text.casefold()), ""]
    return [
        (token, _root(behind)) for token, behind in pairwise(tokens) if token[0].isdigit() or token in _number_words()
    ]


@lru_cache(maxsize=1 << 10)
def _roots(text: str) -> frozenset[str]:
    """Roots of the content words of a text, and its numbers in digits."""
    words = [word for word in _TOKEN.findall(text) if word.casefold() not in _number_words()]
    return frozenset(
        _root(word)
        for word in words
        if word[0].isdigit() or (len(word) >= _SHORTEST and word.casefold() not in stop_words())
    )


def _root(word: str) -> str:
    """First letter and first consonants of a word without accents and without the prefix of German participles."""
    plain = unicodedata.normalize("NFKD", word.casefold()).encode("ascii", "ignore").decode() or word.casefold()
    bare = plain.removeprefix("ge") if len(plain) > _SHORTEST + 2 else plain
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", bare))[:_CONSONANTS] if not plain[:1].isdigit() else plain


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(name for _, name, _ in wordlists.rows("threads", "weekdays"))


@cache
def _number_words() -> frozenset[str]:
    """Words for numbers above one in all languages."""
    rows = (row.split() for row in wordlists.entries("text", "number_words"))
    return frozenset(word.rpartition(":")[2] for value, *words in rows if value[0] != "+" for word in words)
