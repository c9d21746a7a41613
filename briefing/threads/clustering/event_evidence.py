"""Evidence that two articles in different languages report one event.

What they share is counted by independent topics, each by its rarity: the sum of the rarities of shared topics separates
pairs better than a cosine, as most words of either have no counterpart. Numbers say most; places say nothing of their
own, since other events of the same country or persons share them, too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from briefing import wordlists
from briefing.text.folding import fold, skeleton
from briefing.text.terms import stem
from briefing.threads.clustering.background_frequencies import BACKGROUND, ENGLISH, background
from briefing.threads.cross_language.event_words import english_words
from briefing.threads.cross_language.neutral_terms import (
    CONCEPT,
    MAYBE,
    NAME,
    NUMBER,
    PAIR,
    PLACE,
    SCORE,
    TITLE,
    WORD,
)

ENOUGH = 15.9
"""Score from which two articles report one event. In the invented news of `tests/quality`, nearly all full reports of
one event and four fifths of the headlines with a first sentence have more, the hardest look-alikes up to 15.5."""
NAMES, PRECISE, MISSING = 0.6, 1.3, 0.5
"""Weight of shared names, which other events of the same persons share, too; of shared numbers with several digits, and
of the numbers of the article with fewer that the other has not."""
FIGURE = 12.0
"""Articles in a thousand up to which a number is one with several digits."""
ELSEWHERE = 4.0
"""What is taken from the score for two articles of different places, see `_are_elsewhere`."""
HEADLINE = 1.5
"""Weight of a term that stands in the headlines of most articles of a part."""
COVERAGE = 2.0
"""Weight of the logarithm of `Evidence.coverage`."""
FULL, GROWTH, SHORT = 45.0, 0.5, 0.7
"""Rarity of all topics of a full report, the power with which shorter articles need less evidence, and the least share
of `ENOUGH` that any article needs."""
LEAST_EVENT, LEAST_IDENTITY = 2.0, 4.0
"""Least rarity of the shared topics that say what happened, and of those that say to whom or where."""
COUNTRY, REGION, CITY = 20.0, 12.0, 6.0
"""Articles in a thousand that name a country, a region or body, and a town, before any are counted."""
NAMED, SPOKEN, GIVEN = 1.0, 8.0, 30.0
"""The same of a name, of any other word, and of a given name."""
COMPARED = 2
"""Articles with a term that do not make it less rare: the two that are compared."""
EVERYDAY, OFFICE = 40.0, 200.0
"""The same of a concept, at least, and of one that is the title of a person."""
RESULT = 8.0
"""The same of the result of a match."""
COGNATE = 0.7
"""Factor on the rarity of two words with the same skeleton."""
FALLING = {"name": 0.65, "place": 0.75, "number": 1.0, "concept": 0.85, "cognate": 0.7}
"""Factor for each further topic of a kind: players of a team come together, and long texts share words by chance."""
TWO_WORDS = 1.15
"""Factor on a topic with several words, such as a full name."""
SHORTEST_ALIKE = 5
"""Letters of the shortest word that is a topic because it is the same in both languages."""

SPOKEN_COUNT = 12
"""Highest number that counts so often that two of them are not a result: two goals, one goal."""

Counts = Callable[[str], float]
"""Number of articles that have a term."""
IsRecent = Callable[[str], bool]
"""Whether all articles that have a term are of a few days."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that two articles share."""

    kind: str
    """`name`, `place`, `number`, `concept` or `cognate`."""
    text: str
    """Its words in one of the articles, or its code."""
    rarity: float
    """How much it says."""
    is_protagonist: bool = False
    """Whether it is a full name in both headlines, of a person who is new to the news and no leader: headlines leave
    out given names of the famous, and one day seldom has two events of anybody else. It counts whole."""

    @property
    def is_large(self) -> bool:
        """Whether it is a number that is read more easily with separators."""
        return self.kind == "number" and "-" not in self.text and float(self.text) >= 10_000

    @property
    def is_precise(self) -> bool:
        """Whether it is a number with several digits, other than a year."""
        return self.kind == "number" and "-" not in self.text and _expected_number(float(self.text)) <= FIGURE


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two articles share."""

    topics: tuple[Topic, ...] = ()
    """The topics, rarest first."""
    coverage: float = 1.0
    """Their share of the topics of the article that has fewer, from 0 to 1."""
    size: float = 0.0
    """Sum of the rarities of all topics of that article."""
    missing: float = 0.0
    """The same of the numbers of the article with fewer numbers that the other has not."""
    elsewhere: bool = False
    """Whether both articles name towns and share none."""

    @property
    def score(self) -> float:
        """Sum of the rarities, discounted by what is not shared; 0 if only names or only events are shared."""
        sums: dict[str, float] = {}
        for topic in self.topics:
            kind = "protagonist" if topic.is_protagonist else topic.kind
            sums[kind] = sums.get(kind, 0.0) + topic.rarity * (PRECISE if topic.is_precise else 1.0)
        names, places, protagonist = (sums.pop(kind, 0.0) for kind in ("name", "place", "protagonist"))
        event = sum(sums.values())
        if event < LEAST_EVENT or protagonist + names + places < LEAST_IDENTITY:
            return 0.0
        length = min(max((self.size / FULL) ** GROWTH, SHORT), 1.0)
        discount = MISSING * self.missing - COVERAGE * math.log(self.coverage) + ELSEWHERE * self.elsewhere
        return float(max(protagonist + NAMES * names + event - discount, 0.0) / length)


@dataclass(slots=True)
class Profile:
    """Neutral terms of an article, arranged for comparison."""

    terms: Mapping[str, float]
    """All but words and pairs of names, with their weights."""
    words: dict[str, tuple[str, float]] = field(default_factory=dict)
    """Names and other words, without mark -> mark and weight."""
    pairs: list[tuple[str, str]] = field(default_factory=list)
    """Names that are side by side."""
    skeletons: dict[str, str] = field(default_factory=dict)
    """Skeleton -> the first word that has it."""

    def __bool__(self) -> bool:
        return bool(self.terms or self.words)

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> Profile:
        """Profile of terms as `neutral_terms` gives them."""
        profile = cls({term: weight for term, weight in weights.items() if term[0] in (PLACE, NUMBER, SCORE, CONCEPT)})
        for term, weight in weights.items():
            mark, text = term[0], term[1:]
            if mark == PAIR:
                one, _, other = text.partition(" ")
                profile.pairs.append((one, other))
            elif mark in (NAME, MAYBE, WORD):
                known = profile.words.get(text, (WORD, 0.0))
                profile.words[text] = min(known[0], mark, key=f"{NAME}{MAYBE}{WORD}".index), max(known[1], weight)
                profile.skeletons.setdefault(skeleton(text), text)
        profile.skeletons.pop("", None)
        return profile

    def totals(self, counts: Counts, articles: float) -> tuple[float, float]:
        """Sum of the rarities of all topics that another language has words for, and of the numbers among them.

        A full name counts once.
        """
        rarities = {term: _rarity(term, counts, articles) * _place(weight) for term, weight in self.terms.items()}
        first = {one for one, _ in self.pairs}
        names = [(text, weight) for text, (mark, weight) in self.words.items() if mark == NAME and text not in first]
        named = sum(_rarity(NAME + text, counts, articles) * _place(weight) for text, weight in names)
        numbers = sum(rarity for term, rarity in rarities.items() if term[0] in (NUMBER, SCORE))
        return sum(rarities.values()) + named, numbers


def compare(
    one: Profile, other: Profile, counts: Counts, articles: float, is_recent: IsRecent = lambda term: True
) -> Evidence:
    """What two articles in different languages share.

    Args:
        one: an article.
        other: another.
        counts: of terms.
        articles: number of articles that are counted.
        is_recent: whether a name is new to the news.
    """
    shared = (
        _same_terms(one, other, counts, articles)
        + _same_results(one, other, counts, articles)
        + _same_words(one, other, counts, articles, is_recent)
        + _cognates(one, other, counts, articles)
    )
    sums = [profile.totals(counts, articles) for profile in (one, other)]
    least, least_numbers = (min(each) for each in zip(*sums, strict=True))
    coverage = min(sum(topic.rarity for topic in shared) / least, 1.0) if least else 1.0
    numbers = sum(topic.rarity for topic in shared if topic.kind == "number")
    return Evidence(_falling(shared), coverage, least, max(least_numbers - numbers, 0.0), _are_elsewhere(one, other))


def _are_elsewhere(one: Profile, other: Profile) -> bool:
    """Whether both articles name towns and share none, or one headline a town and the other names, and share none."""
    towns = [_towns(profile) for profile in (one, other)]
    if all(towns) and towns[0].isdisjoint(towns[1]):
        return True
    towns = [_towns(profile, HEADLINE) for profile in (one, other)]
    names = [_headline_names(profile) for profile in (one, other)]
    are_named = all(town or name for town, name in zip(towns, names, strict=True)) and any(towns)
    return (
        are_named
        and towns[0].isdisjoint(towns[1])
        and names[0].isdisjoint(other.words)
        and names[1].isdisjoint(one.words)
    )


def _towns(profile: Profile, least: float = 0.0) -> set[str]:
    return {
        term
        for term, weight in profile.terms.items()
        if term[0] == PLACE and weight >= least and _expected(term) == CITY
    }


def _headline_names(profile: Profile) -> set[str]:
    return {text for text, (mark, weight) in profile.words.items() if mark == NAME and weight >= HEADLINE}


def _falling(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Topics with the rarity of each further one of its kind reduced, rarest first."""
    places: dict[str, int] = {}
    kept = []
    for topic in sorted(topics, key=_by_rarity):
        place = places[topic.kind] = places.get(topic.kind, -1) + 1
        kept.append(replace(topic, rarity=topic.rarity * FALLING[topic.kind] ** place))
    return tuple(sorted(kept, key=_by_rarity))


def _by_rarity(topic: Topic) -> tuple[float, str]:
    return -topic.rarity, topic.text


def _place(*weights: float) -> float:
    """Factor for where a topic stands: higher in headlines."""
    return 0.75 + 0.25 * math.prod(min(weight, TITLE) for weight in weights) ** (1.0 / len(weights))


def _same_terms(one: Profile, other: Profile, counts: Counts, articles: float) -> list[Topic]:
    kinds = {PLACE: "place", NUMBER: "number", SCORE: "number", CONCEPT: "concept"}
    return [
        Topic(kinds[term[0]], term[1:], _rarity(term, counts, articles) * _place(one.terms[term], other.terms[term]))
        for term in one.terms
        if term in other.terms
    ]


def _same_results(one: Profile, other: Profile, counts: Counts, articles: float) -> list[Topic]:
    """Results of votes that one article writes as two numbers: `78-41`, `78 votos a favor y 41 en contra`."""
    topics = []
    for profile, second in ((one, other), (other, one)):
        for term in (term for term in profile.terms if term[0] == SCORE and term not in second.terms):
            numbers = [NUMBER + number for number in term[1:].split("-")]
            if all(number in second.terms and float(number[1:]) > SPOKEN_COUNT for number in numbers):
                place = _place(profile.terms[term], *(second.terms[number] for number in numbers))
                topics.append(Topic("number", term[1:], _rarity(term, counts, articles) * place))
    return topics


def _same_words(one: Profile, other: Profile, counts: Counts, articles: float, is_recent: IsRecent) -> list[Topic]:
    """Names that both have, a full name once, and other equal words, which are cognates."""
    topics = []
    for words in _joined([word for word in one.words if word in other.words], (*one.pairs, *other.pairs)):
        is_name = any(_is_name(one.words[word][0], other.words[word][0]) for word in words)
        if is_name or max(map(len, words)) >= SHORTEST_ALIKE:
            rarity = max(_rarity((NAME if is_name else WORD) + word, counts, articles) for word in words)
            rarity *= max(_place(one.words[word][1], other.words[word][1]) for word in words)
            rarity *= TWO_WORDS if len(words) > 1 else 1.0
            is_protagonist = _is_protagonist(words, one, other) and any(is_recent(NAME + word) for word in words)
            topics.append(Topic("name" if is_name else "cognate", " ".join(words), rarity, is_protagonist))
    return topics


def _is_protagonist(words: Sequence[str], one: Profile, other: Profile) -> bool:
    """Whether words are a full name in both headlines, and neither article tells of a head of state or government."""
    return len(words) > 1 and all(
        all(profile.words[word][1] >= HEADLINE for word in words) and _leaders().isdisjoint(profile.terms)
        for profile in (one, other)
    )


def _joined(words: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Iterable[list[str]]:
    """Words in groups: those of pairs together."""
    groups = {word: [word] for word in words}
    for one, other in pairs:
        if one in groups and other in groups and groups[one] is not groups[other]:
            groups[one] += groups[other]
            groups.update(dict.fromkeys(groups[other], groups[one]))
    return {id(group): group for group in groups.values()}.values()


def _is_name(one: str, other: str) -> bool:
    """Whether a word with these marks in two articles is a name: capitalised in both, inside a sentence in one."""
    return NAME in (one, other) and WORD not in (one, other)


def _cognates(one: Profile, other: Profile, counts: Counts, articles: float) -> list[Topic]:
    """Different words with the same skeleton."""
    topics = []
    for bones, word in one.skeletons.items():
        second = other.skeletons.get(bones)
        if second and word not in other.words and second not in one.words:
            rarity = min(_rarity(WORD + word, counts, articles), _rarity(WORD + second, counts, articles))
            topics.append(Topic("cognate", word, COGNATE * rarity))
    return topics


def _rarity(term: str, counts: Counts, articles: float) -> float:
    """How much a term says: never more than before any article was counted, so that `ENOUGH` holds in any store."""
    expected = _expected(term)
    others = max(counts(term) - COMPARED, 0.0)
    return math.log1p(1.0 / max(expected / BACKGROUND, (others + expected) / (articles + BACKGROUND)))


@lru_cache(maxsize=1 << 15)
def _expected(term: str) -> float:
    """Articles in a thousand that have a term, before any are counted."""
    mark, text = term[0], term[1:]
    if mark == NUMBER:
        return _expected_number(float(text))
    if mark == PLACE:
        return COUNTRY if "/" not in text else REGION if text[0] in "OR" and text[1] == "/" else CITY
    if mark == CONCEPT:
        return _expected_concept(text)
    if mark == NAME:
        return GIVEN if text in _given_names() else NAMED
    return RESULT if mark == SCORE else SPOKEN


def _expected_number(value: float) -> float:
    """The same of a number: high for counts and years, low for one with several significant digits."""
    if value <= 12 and value == int(value):
        return 120.0
    if 1900 < value < 2100 and value == int(value):
        return 60.0
    if value < 100 and value == int(value):
        return 30.0
    digits = f"{value:g}".partition("e")[0].replace(".", "").strip("0")
    return {0: 25.0, 1: 25.0, 2: 12.0}.get(len(digits), 4.0)


def _expected_concept(concept: str) -> float:
    words = english_words(concept)
    if any(word in _titles() for word in words):
        return OFFICE
    return max(EVERYDAY, sum(background(ENGLISH).get(root, 0.0) for root in {stem(word) for word in words}))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold(line.partition(":")[0]) for line in wordlists.entries("text", "given_names"))


@cache
def _leaders() -> frozenset[str]:
    return frozenset(CONCEPT + concept for concept in wordlists.entries("threads", "leaders"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(line.partition(":")[0].lower() for line in wordlists.entries("text", "titles"))
