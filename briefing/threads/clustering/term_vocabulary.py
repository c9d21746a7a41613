"""Terms as numbers, and their rarity: document counts of the articles so far, on top of those of general texts.

The background makes the first articles of an empty store comparable, and keeps a small or one-sided set of sources from
making everyday words rare. It is that of the article's language: counts are of all articles, since names are shared
between languages. Numbers of forgotten terms are reused.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

import numpy as np

from briefing.model import Terms
from briefing.threads.clustering.background_frequencies import (
    BACKGROUND,
    ENGLISH,
    UNKNOWN,
    background,
    background_language,
)
from briefing.threads.clustering.source_terms import Usage
from briefing.threads.clustering.term_vectors import NONE, Counts, Numbers, Reals, Wholes, totals

MEMORY = 8192
"""Articles above which all counts are halved, so that old news fades and the state stays small."""
BURST = 12
"""Articles with a term above which its count grows with the square root only: the words of a big story stay rare."""
NAME = "@"
"""Prefix that distinguishes a name from the same word."""


class _Places(dict[str, int]):
    """Numbers by term; a new term gets the lowest free number."""

    def __init__(self, known: Mapping[str, int]) -> None:
        super().__init__(known)
        self.free: list[int] = sorted(set(range(max(known.values(), default=-1) + 1)) - set(known.values()))
        self.terms: list[str] = [""] * (len(known) + len(self.free))
        for term, number in known.items():
            self.terms[number] = term
        self.fresh: list[int] = []
        """Numbers assigned since the list was last cleared."""

    def __missing__(self, term: str) -> int:
        if self.free:
            number = heapq.heappop(self.free)
            self.terms[number] = term
        else:
            number = len(self.terms)
            self.terms.append(term)
        self[term] = number
        self.fresh.append(number)
        return number


class Vocabulary:
    """Known terms, and the number of articles with each."""

    def __init__(self, known: Mapping[str, tuple[int, int]], articles: int) -> None:
        """Take number and count by term, and the number of articles counted."""
        self.articles = articles
        self._places = _Places({term: number for term, (number, _) in known.items()})
        size = len(self._places.terms)
        self._counts: Wholes = np.zeros(size, np.int64)
        self._named = np.array([term.startswith(NAME) for term in self._places.terms], np.bool_)
        """Whether each term is a name."""
        self._common: dict[str, Reals] = {}
        """Count of each term in the background of each language that occurred since the start."""
        numbers = [number for number, _ in known.values()]
        self._counts[numbers] = [count for _, count in known.values()]
        self._add_language(ENGLISH)

    def width(self) -> int:
        """Number of term slots: the highest number plus one."""
        return len(self._places.terms)

    def term(self, number: int) -> str:
        """Term of a number."""
        return self._places.terms[number]

    def names(self, numbers: Numbers) -> list[str]:
        """The names among terms, by number."""
        terms = self._places.terms
        return [terms[number] for number in numbers[self._named[numbers]].tolist()]

    def known(self, numbers: Iterable[int] | None = None) -> dict[str, tuple[int, int]]:
        """Term -> number and count: of some numbers, or of all."""
        places, counts = self._places, self._counts
        terms = [*places] if numbers is None else [places.terms[number] for number in numbers]
        mine = [places[term] for term in terms]
        return dict(zip(terms, zip(mine, counts[mine].tolist(), strict=True), strict=True))

    def count(self, articles: Sequence[Terms]) -> Counts:
        """Term frequencies of articles; unknown terms get numbers."""
        all_terms: list[str] = []
        bodies: list[int] = []
        leads: list[int] = []
        titles: list[int] = []
        mentions: list[int] = []
        lengths: list[int] = []
        languages = tuple(background_language(terms.language) for terms in articles)
        for terms in articles:
            body, title, names = terms.body, terms.title, terms.names
            all_terms += body
            all_terms += title
            all_terms += [NAME + name for name in names]
            bodies += body.values()
            leads += map(terms.lead.get, body, repeat(0))
            titles += title.values()
            mentions += names.values()
            lengths += len(body), len(title), len(names)
        numbers = np.fromiter(map(self._places.__getitem__, all_terms), np.int64, len(all_terms))
        self._grow()
        for language in sorted({*languages} - self._common.keys()):
            self._add_language(language)
        kinds = np.repeat(np.arange(len(lengths)), lengths)
        keys = kinds // 3 << 32 | numbers
        of_body, of_title, of_names = (np.flatnonzero(kinds % 3 == kind) for kind in range(3))
        columns = np.zeros((3, len(all_terms)), np.int64)
        columns[0, of_body], columns[1, of_body] = bodies, leads
        columns[:2, of_title] = titles
        columns[2, of_names] = mentions
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        starts = np.flatnonzero(np.diff(keys, prepend=-1))  # a term may be in headline and text
        words, lead, named = (totals(column[order], starts) for column in columns)
        keys = keys[starts]
        spoken = languages if {*languages} - {ENGLISH} else ()
        return Counts(len(articles), keys >> 32, keys & 0xFFFFFFFF, words, lead, named, spoken)

    def add(self, counts: Counts) -> None:
        """Add the articles of a batch to the counts."""
        self.articles += counts.articles
        self._counts += np.bincount(counts.terms, minlength=len(self._counts))

    def fade(self) -> bool:
        """Halve all counts above `MEMORY` articles; returns whether it did."""
        if self.articles <= MEMORY:
            return False
        self.articles //= 2
        self._counts //= 2
        return True

    def forget(self, needed: Iterable[Numbers]) -> None:
        """Drop terms with a count of zero, except those in `needed`."""
        kept = self._counts > 0
        kept[np.concatenate([NONE, *needed])] = True
        places = self._places
        kept[places.free] = True
        gone = np.flatnonzero(~kept).tolist()
        for number in gone:
            del places[places.terms[number]]
            places.terms[number] = ""
        for common in self._common.values():
            common[gone] = UNKNOWN
        places.free += gone
        places.free.sort()  # a sorted list is a heap

    def information(self, *terms: str) -> float:
        """Rarity of the most frequent of terms, as words or as names and in the language where it is most frequent.

        In nats.
        """
        most = 1.0
        for key in (*terms, *(NAME + term for term in terms)):
            if (place := self._places.get(key)) is not None:
                count, common = int(self._counts[place]), max([float(each[place]) for each in self._common.values()])
                most = max(most, min(count, math.sqrt(BURST * count)) + common)
        return math.log1p((self.articles + BACKGROUND) / most)

    def rarity(self, counts: Counts, usages: Sequence[Usage | None]) -> Reals:
        """Smoothed inverse document frequency of each entry's term; always positive.

        A term that its source uses in most of its articles, such as the words of a form, is weighted by its frequency
        there.

        Args:
            counts: of the articles' terms.
            usages: of each article's source; None if unknown.
        """
        known = self._counts[counts.terms]
        damped = np.minimum(known, np.sqrt(BURST * known))
        shares = (damped + self._expected(counts)) / (self.articles + BACKGROUND + 1.0)
        if any(usages):
            ends = counts.ends()
            for usage, start, end in zip(usages, ends, ends[1:], strict=False):
                if usage:
                    usage.raise_shares(counts.terms[start:end], shares[start:end])
        return np.asarray(np.log1p(1.0 / shares), np.float64)

    def _expected(self, counts: Counts) -> Reals:
        """Count of each entry's term in the background of its article's language."""
        expected = self._common[ENGLISH][counts.terms]
        for language in sorted({*counts.languages} - {ENGLISH}):
            entries = np.array([each == language for each in counts.languages])[counts.rows]
            expected[entries] = self._common[language][counts.terms[entries]]
        return expected

    def _add_language(self, language: str) -> None:
        """Look up all terms in the background of a language."""
        known = background(language)
        self._common[language] = np.array([known.get(term, UNKNOWN) for term in self._places.terms], np.float64)

    def _grow(self) -> None:
        """Extend the arrays for new terms."""
        places, size = self._places, len(self._places.terms)
        if size > len(self._counts):
            more = size - len(self._counts)
            self._counts = np.concatenate((self._counts, np.zeros(more, np.int64)))
            self._named = np.concatenate((self._named, np.zeros(more, np.bool_)))
            self._common = {
                language: np.concatenate((common, np.full(more, UNKNOWN))) for language, common in self._common.items()
            }
        self._named[places.fresh] = [places.terms[number].startswith(NAME) for number in places.fresh]
        for language, common in self._common.items():
            known = background(language)
            for number in places.fresh:
                common[number] = known.get(places.terms[number], UNKNOWN)
        places.fresh.clear()
