"""Number of distinct things that shared terms refer to; one event is more than one name.

A famous name or an everyday word makes unrelated articles similar. The thresholds are in `merge_checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from briefing import wordlists
from briefing.text.terms import stem, words
from briefing.threads.clustering.term_vocabulary import NAME


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
        topic, stems = _named(term)
        weights[topic] = weights.get(topic, 0) + product
        for word in stems:
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
    stems = [stem(word) for word in words(term[len(NAME) :])]
    lands = [_land(word) for word in stems]
    return (lands[0] if len(lands) == 1 else term), (*stems, *lands)


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
    return _stems("given_names")


def _stems(*lists: str) -> frozenset[str]:
    """Stems of all words in lists; the part of a line after a colon is ignored."""
    lines = (line.partition(":")[0] for name in lists for line in wordlists.entries("text", name))
    return frozenset(stem(word) for line in lines for word in words(line))
