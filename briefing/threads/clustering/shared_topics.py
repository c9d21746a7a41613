"""Number of distinct things that shared terms refer to; one event is more than one name.

A famous name or an everyday word makes unrelated articles similar. The thresholds are in `merge_checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain

from briefing import wordlists
from briefing.text.terms import is_stop_word, stem, stems, words
from briefing.threads.clustering.term_vocabulary import NAME

_ARTICLES = frozenset(("la", "le", "el", "il", "o", "os", "der", "die", "das", "de"))


def topics(shared: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Things that shared terms refer to, with their contribution to the dot product.

    A name and its words are one thing, and so are a country and its people. Given names are ignored where there is a
    name, as a person is keyed by the last name.

    Args:
        shared: terms with their products, which are positive.
    """
    weights: dict[str, int] = {}
    owners: dict[str, str] = {}
    spoken: list[tuple[str, int]] = []
    for term, product in shared:
        if term[0] != NAME:
            spoken.append((term, product))
            continue
        topic, roots = _named(term)
        weights[topic] = weights.get(topic, 0) + product
        for word in roots:
            owners[word] = topic
    lands, given = _lands(), _given_names() if weights else ()
    for term, product in spoken:
        topic = owners.get(term) or lands.get(term, term)
        if topic in weights:
            weights[topic] += product
        elif term not in given:
            weights[topic] = product
    return weights


def forms(topic: str) -> tuple[str, ...]:
    """Terms that refer to a thing: its own, and for a country those of its people."""
    return (topic, *_peoples().get(topic, ()))


def names_in(shared: Iterable[tuple[str, int]]) -> set[str]:
    """Things among those of shared terms that are names of somebody or something in particular."""
    return {_named(term)[0] for term, _ in shared if is_particular(term)}


@lru_cache(maxsize=1 << 14)
def is_particular(term: str) -> bool:
    """Whether a term is a name of somebody or something in particular, unlike `the police` and `Monday`."""
    return term[0] == NAME and not all(map(_is_general_word, words(term[len(NAME) :])))


def is_place_name(term: str) -> bool:
    """Whether a term is the name of a place."""
    return term[0] == NAME and is_place(_named(term)[0])


def is_general(topic: str) -> bool:
    """Whether a thing is an office, a public body or a day, which reports of many events have."""
    return topic in _general()


def _is_general_word(word: str) -> bool:
    return word in _ARTICLES or is_stop_word(word) or word in _general_words()


def breadth(weights: Mapping[str, int]) -> float:
    """Effective number of things, weighted by share (the inverse of Simpson's index, 1949); 0 for none."""
    total = sum(weights.values())
    return total * total / sum([product * product for product in weights.values()]) if total else 0.0


def is_place(topic: str) -> bool:
    """Whether a thing is a country, a region or a well-known city."""
    return topic in _places()


@lru_cache(maxsize=1 << 14)
def _named(term: str) -> tuple[str, tuple[str, ...]]:
    """The thing a name refers to, and the stems of its words, with countries for their peoples."""
    spoken = words(term[len(NAME) :])
    lands = [_land(stem(word)) for word in spoken]
    return (lands[0] if len(lands) == 1 else term), (*(root for word in spoken for root in stems(word)), *lands)


def _land(word: str) -> str:
    """Country of a people, both as stems; any other word unchanged."""
    return _lands().get(word, word)


@cache
def _lands() -> dict[str, str]:
    rows = (line.partition(":") for line in wordlists.entries("text", "demonyms"))
    pairs = ((words(people), land.strip().lower()) for people, _, land in rows)
    return {
        stem(names[0]): NAME + land if " " in land else stem(land) for names, land in pairs if land and len(names) == 1
    }


@cache
def _peoples() -> dict[str, list[str]]:
    """Peoples by country."""
    peoples: dict[str, list[str]] = {}
    for people, land in _lands().items():
        peoples.setdefault(land, []).append(people)
    return peoples


@cache
def _places() -> frozenset[str]:
    """Places, in the form of things."""
    listed = {_named(NAME + line.lower())[0] for line in wordlists.entries("text", "places")}
    return frozenset(listed | set(_lands().values()))


@cache
def _given_names() -> frozenset[str]:
    return _all_stems(line.partition(":")[0] for line in wordlists.entries("text", "given_names"))


@cache
def _general() -> frozenset[str]:
    """Stems of the words that many events have."""
    return _all_stems(_general_words())


@cache
def _general_words() -> frozenset[str]:
    """Words of offices and public bodies, days and months, in lower case."""
    lists = (wordlists.entries("threads", name) for name in ("office_words", "calendar_words"))
    return frozenset(word for line in chain.from_iterable(lists) for word in words(line.lower()))


def _all_stems(lines: Iterable[str]) -> frozenset[str]:
    """Stems of all words of lines in all languages."""
    return frozenset(root for line in lines for word in words(line.lower()) for root in stems(word))
