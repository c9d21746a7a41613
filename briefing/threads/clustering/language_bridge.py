"""Comparison of parts in different languages, which share few stems, within the same clustering.

The product of two parts in different languages is made from the evidence that both report one event instead of their
stems; `merging` then treats it as any other. In a store of one language nothing is computed or kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from heapq import nsmallest
from itertools import chain
from types import MappingProxyType

from briefing.model import AnnotatedArticle
from briefing.threads.clustering.event_evidence import ENOUGH, Evidence, compare
from briefing.threads.clustering.merging import Check, Products
from briefing.threads.clustering.neutral_profiles import (
    article_terms,
    has_terms,
    join_neutral,
    lacks_terms,
    languages_of,
    lookup_terms,
    profiles,
    write_neutral,
)
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.similarity import DAY, gap
from briefing.threads.clustering.state import Part
from briefing.threads.clustering.term_vectors import UNIT
from briefing.threads.cross_language.neutral_terms import NAME

CANDIDATES = 6
"""Maximum number of parts in other languages that an article is compared with."""
CROWDED = 60
"""Parts with a term from which it is not used to look for candidates."""
EVIDENT, STEEPNESS, HIGHEST = 0.25, 4.0, 0.8
"""Cosine that stands for just enough evidence, the power of the score with which it grows, and its maximum: about what
reports of one event in one language have."""
FRESH_DAYS, LATE = 1.0, 1.8
"""Days between two parts that do not matter, and what each further day takes from the score: reports of one event come
within hours, another event of the same person within weeks."""
RECENT_DAYS = 2.5
"""Days within which all parts are that have a name that is new to the news."""
LOOKED_AT = 8
"""Maximum number of parts compared per group."""
KnownTerms = Mapping[str, str]
"""Results of `article_terms` by article id, as far as they are computed before a batch."""
NO_TERMS: KnownTerms = MappingProxyType({})
"""None of them."""
SUPPLIED = 2000
"""Articles whose terms are read before a batch when a second language arrives, about 1 ms each: those of the newest
parts, as reports of one event come within days; later batches read the others."""


class LanguageBridge:
    """Finds parts in other languages that report the same event, and compares them."""

    def __init__(self, memory: OpenThreads) -> None:
        """Take the memory that holds all parts."""
        self._memory = memory
        self._indexed: dict[int, str] = {}
        """Number of a part that has neutral terms -> these terms."""
        self._parts: dict[str, dict[int, None]] = {}
        """Term -> parts that have it."""
        self._spoken: dict[int, frozenset[str]] = {}
        """Languages of each part whose languages are known."""
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        """Sets of languages of parts so far, each once."""
        self._languages: set[str] = set()
        """Languages of all parts so far."""
        self._due: list[int] = []
        """Parts that `supply_terms` is to give terms."""
        self._tried: set[int] = set()
        """All parts that were due."""
        self._is_complete = False
        """Whether no part lacks terms any more: new parts have them from when there are several languages."""
        self._evidence: dict[tuple[int, int], Evidence] = {}
        self._extras: dict[tuple[int, int], int] = {}

    def read(self, items: Sequence[AnnotatedArticle], known: KnownTerms = NO_TERMS) -> list[str]:
        """Neutral terms of new articles as `Part.neutral`: only the language while all articles are in one.

        An article of unknown language is compared by its stems only.
        """
        articles = [item.article for item in items]
        self.index()
        if len({*self._languages, *(article.language for article in articles if article.language)}) < 2:
            return [write_neutral(article.language, {}) for article in articles]
        return [known.get(article.id) or article_terms(article) for article in articles]

    def articles_without_terms(self, languages: Collection[str]) -> list[str]:
        """Articles of parts that were made while all were in one language; none while this holds.

        Args:
            languages: of the articles of the next batch.
        """
        self.index()
        if self._is_complete or len({*self._languages, *filter(None, languages)}) < 2:
            return []
        self._due, count = [], 0
        for part in self._newest_bare():
            if count and count + len(part.articles) > SUPPLIED:
                break
            self._due.append(part.number)
            count += len(part.articles)
        self._tried.update(self._due)
        self._is_complete = not self._due
        return [id_ for number in self._due for id_ in self._memory.parts[number].articles]

    def supply_terms(self, items: Sequence[AnnotatedArticle]) -> None:
        """Set the terms of the parts that `articles_without_terms` named.

        Args:
            items: their articles; those that are no longer stored are missing.
        """
        known = {item.article.id: item.article for item in items}
        for number in self._due:
            texts = [article_terms(known[id_]) for id_ in self._memory.parts[number].articles if id_ in known]
            if texts:
                self._memory.set_neutral(number, reduce(join_neutral, texts))
        self._due = []

    def _newest_bare(self) -> list[Part]:
        parts = self._memory.parts.values()
        bare = [part for part in parts if lacks_terms(part.neutral) and part.number not in self._tried]
        return sorted(bare, key=lambda part: (-(part.group.last or 0.0), -part.number))

    def add_candidates(self, near: Mapping[int, Mapping[int, int]]) -> Mapping[int, Mapping[int, int]]:
        """Candidates of each new part with their dot products, with those in other languages added."""
        self.index()
        self._evidence, self._extras = {}, {}
        if len(self._languages) < 2:
            return near
        rows = {number: dict(row) for number, row in near.items()}
        for number, row in rows.items():
            others = [other for other in self._look_up(number) if other not in row and self._is_evident(number, other)]
            dots = [self._dot(number, other) for other in others]
            row.update(zip(others, dots, strict=True))
        return rows

    def replace_products(self, products: Products) -> None:
        """Replace the products of pairs in different languages by those of the evidence."""
        if len(self._languages) < 2:
            return
        for one, row in products.items():
            for other in row:
                row[other] += self._extra(one, other)

    def multiply(self, ones: Sequence[int], others: Sequence[int]) -> list[int]:
        """Products of the sum of some parts with each of others, as `merging` needs them."""
        sums = self._memory.products.multiply(ones, others)
        if len(self._languages) < 2:
            return sums
        return [sum_ + sum(self._extra(one, other) for one in ones) for sum_, other in zip(sums, others, strict=True)]

    def is_one_language(self, numbers: Sequence[int]) -> bool:
        """Whether parts are in one language, so that nothing is added to their dot products."""
        return len(self._languages) < 2 or self._languages_of(*numbers) < 2

    def check(self, otherwise: Check) -> Check:
        """`otherwise`, except that two groups in different languages need evidence of one event and no more."""

        def factor(ones: Sequence[int], others: Sequence[int], source: str) -> float:
            pairs = [(one, other) for one in ones[:LOOKED_AT] for other in others[:LOOKED_AT]]
            if any(self._is_evident(*pair) for pair in pairs):
                return 1.0
            return 0.0 if all(self._are_foreign(*pair) for pair in pairs) else otherwise(ones, others, source)

        return factor if len(self._languages) > 1 else otherwise

    def shared_terms(self, number: int, others: Iterable[int]) -> list[str]:
        """What a part shares with the most similar one in another language, as terms of vectors; empty if nothing."""
        if len(self._languages) < 2:
            return []
        compared = [self._compare(number, other) for other in others if self._is_evident(number, other)]
        best = max(compared, key=lambda evidence: evidence.score, default=Evidence())
        return [
            f"{int(float(topic.text)):,}" if topic.is_large else NAME * (topic.kind == "name") + topic.text
            for topic in best.topics
            if topic.kind != "place"
        ]

    def index(self) -> None:
        """Index new and changed parts, and drop removed ones."""
        renewed, parts = self._memory.renewed, self._memory.parts
        for number in renewed:
            if number in self._indexed:
                self._drop(number)
            self._spoken.pop(number, None)
            if number in parts and (neutral := parts[number].neutral):
                self._spoken[number] = self._known_set(languages_of(neutral))
                if has_terms(neutral):
                    self._add(number, neutral)
        renewed.clear()

    def _known_set(self, languages: frozenset[str]) -> frozenset[str]:
        if languages not in self._sets:
            self._sets[languages] = languages
            self._languages |= languages
        return self._sets[languages]

    def _add(self, number: int, neutral: str) -> None:
        self._indexed[number] = neutral
        for term in lookup_terms(neutral):
            self._parts.setdefault(term, {})[number] = None

    def _drop(self, number: int) -> None:
        for term in lookup_terms(self._indexed.pop(number)):
            del self._parts[term][number]
            if not self._parts[term]:
                del self._parts[term]

    def _look_up(self, number: int) -> list[int]:
        """Parts that share most of the rare terms of a part and are in another language."""
        neutral, found = self._memory.parts[number].neutral, Counter[int]()
        for term in lookup_terms(neutral):
            having = self._parts.get(term, {})
            if len(having) <= CROWDED:
                found.update(having.keys())
        own, spoken = languages_of(neutral), self._spoken
        foreign = [(-shared, other) for other, shared in found.items() if not spoken[other] <= own]
        return [other for _, other in nsmallest(CANDIDATES, foreign)]

    def _extra(self, one: int, other: int) -> int:
        """What the evidence adds to the dot product of two parts, or takes away; 0 within one language."""
        pair = (min(one, other), max(one, other))
        if pair not in self._extras:
            self._extras[pair] = self._difference(*pair) if self._languages_of(*pair) > 1 else 0
        return self._extras[pair]

    def _languages_of(self, *numbers: int) -> int:
        return len({*chain.from_iterable([self._spoken.get(number, ()) for number in numbers])})

    def _difference(self, one: int, other: int) -> int:
        score, dot = self._score(one, other), self._dot(one, other)
        sizes = self._memory.parts[one].group.size * self._memory.parts[other].group.size
        product = int(min(EVIDENT * (score / ENOUGH) ** STEEPNESS, HIGHEST) * sizes * UNIT * UNIT)
        return product - dot if score < ENOUGH and self._are_foreign(one, other) else max(product - dot, 0)

    def _are_foreign(self, one: int, other: int) -> bool:
        """Whether two parts share no language, and the terms of both are known."""
        first, second = (profiles(self._memory.parts[number].neutral) for number in (one, other))
        return all(map(bool, (first, second, *first.values(), *second.values()))) and first.keys().isdisjoint(second)

    def _is_evident(self, one: int, other: int) -> bool:
        """Whether there is evidence that two parts report one event in different languages."""
        return self._score(one, other) >= ENOUGH

    def _score(self, one: int, other: int) -> float:
        parts = self._memory.parts
        silence = gap(parts[one].group, parts[other].group) / DAY
        return max(self._compare(one, other).score - LATE * max(silence - FRESH_DAYS, 0.0), 0.0)

    def _dot(self, one: int, other: int) -> int:
        parts = self._memory.parts
        return self._memory.comparer.dots((parts[one].vector,), (parts[other].vector,))[0]

    def _compare(self, one: int, other: int) -> Evidence:
        """The best evidence of a profile of each in different languages."""
        pair = (min(one, other), max(one, other))
        if pair not in self._evidence:
            first, second = (profiles(self._memory.parts[number].neutral) for number in pair)
            compared = [
                compare(first[language], second[foreign], self._count, len(self._indexed), self._is_recent)
                for language in first
                for foreign in second
                if language != foreign
            ]
            self._evidence[pair] = max(compared, key=lambda evidence: evidence.score, default=Evidence())
        return self._evidence[pair]

    def _count(self, term: str) -> float:
        return len(self._parts.get(term, ()))

    def _is_recent(self, term: str) -> bool:
        """Whether all parts that have a term are of a few days: a person new to the news."""
        having = self._parts.get(term, {})
        if len(having) > CROWDED:
            return False
        groups = [self._memory.parts[number].group for number in having]
        times = [moment for group in groups for moment in (group.first, group.last) if moment is not None]
        return not times or max(times) - min(times) <= RECENT_DAYS * DAY
