"""Inverted index: term -> parts of threads, over the heaviest terms of each part.

Postings are integers in a few sorted arrays, each much longer than the next (a log-structured merge tree, O'Neil et al.
1996), so that a whole batch is looked up at once. Postings of removed parts stay until arrays are merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from briefing.threads.clustering.term_vectors import NONE, UNIT, Vector, Wholes, flatten, roomy, spans, totals

KEYS = 24
"""Heaviest terms by which an article is indexed and looked up; twice as many for a part of several articles. F1 is the
same from here to all of them."""
POSTINGS = 240
"""Maximum number of postings read for one article."""
CANDIDATES = 12
"""Maximum number of parts an article is compared with."""
LEAST_SHARED = UNIT * UNIT // 25
"""Share of an article's squared weight that a candidate must have in common with it, in units of squared weight."""
GROWTH = 8
"""Minimum ratio of the lengths of an array and the next."""
_BITS = 32
"""A posting is a term shifted left by this many bits, plus a slot; each version of a part has its own slot."""
_LOW = (1 << _BITS) - 1


class Index:
    """Parts by term. Results do not depend on the order of insertion."""

    def __init__(self) -> None:
        self._levels: list[Wholes] = []
        self._lengths: Wholes = np.zeros(0, np.int64)
        """Number of parts per term."""
        self._numbers: Wholes = np.zeros(0, np.int64)
        """Part number per slot; -1 if it was removed."""
        self._slots: dict[int, int] = {}
        self._size = 0
        self._come: list[tuple[int, int, Vector]] = []
        """Slot, number and keys of parts that are not yet in the arrays."""
        self._gone: list[tuple[int, Vector]] = []

    def put(self, number: int, vector: Vector, articles: int) -> None:
        """Add a part with this many articles under its heaviest terms."""
        self._slots[number] = self._size
        self._come.append((self._size, number, _keys(vector, articles)))
        self._size += 1

    def drop(self, number: int, vector: Vector, articles: int) -> None:
        """Remove a part; the arguments must equal those of `put`."""
        self._gone.append((self._slots.pop(number), _keys(vector, articles)))

    def near(self, queries: Sequence[tuple[int, Vector]]) -> list[list[int]]:
        """For each vector, the parts that share most of its weight in rare terms, most first.

        Reads the shortest posting lists until `POSTINGS` are read: the cost does not grow with the index.

        Args:
            queries: number of the part, which is left out of its result (-1 for none), and vector.
        """
        self.settle()
        rows, terms, squares = self._lists(queries)
        entries, numbers = self._entries(terms)
        itself = np.array([number for number, _ in queries], np.int64)[rows[entries]]
        kept = (numbers >= 0) & (numbers != itself)
        keys = rows[entries[kept]] << _BITS | numbers[kept]
        order = np.argsort(keys, kind="stable")
        keys, shared = keys[order], squares[entries[kept][order]]
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        keys, shared = keys[starts], totals(shared, starts)
        keys, shared = keys[shared >= LEAST_SHARED], shared[shared >= LEAST_SHARED]
        query_of = keys >> _BITS
        ranks = _LOW - np.minimum(shared, _LOW)
        order = np.argsort(query_of << _BITS | ranks, kind="stable")  # of the same weight, older parts first
        starts = np.searchsorted(query_of, np.arange(len(queries)))
        order = order[np.arange(len(query_of)) - starts[query_of] < CANDIDATES]
        ends = np.searchsorted(query_of[order], np.arange(len(queries) + 1)).tolist()
        listed = (keys[order] & _LOW).tolist()
        return [listed[start:end] for start, end in pairwise(ends)]

    def _lists(self, queries: Sequence[tuple[int, Vector]]) -> tuple[Wholes, Wholes, Wholes]:
        """Posting lists to read: index into `queries`, term and squared weight of each."""
        keys = [_keys(vector, 1) for _, vector in queries]
        rows, terms, weights = flatten(keys)
        lengths = roomy(self._lengths, int(terms.max(initial=-1)) + 1)[terms]
        order = np.lexsort((terms, lengths, rows))  # rows keep their order
        terms, weights, lengths = terms[order], weights[order], lengths[order]
        starts = np.searchsorted(rows, np.arange(len(queries)))
        total = np.cumsum(lengths)
        spent = total - (total - lengths)[starts[rows]]
        own = np.array([number in self._slots for number, _ in queries], np.int64)
        empty = lengths <= own[rows]  # without the part itself
        first = starts + np.bincount(rows, weights=empty, minlength=len(queries)).astype(np.int64)
        read = ((spent <= POSTINGS) | (np.arange(len(rows)) == first[rows])) & ~empty
        return rows[read], terms[read], weights[read] * weights[read]

    def _entries(self, terms: Wholes) -> tuple[Wholes, Wholes]:
        """All postings of lists: index of the list, and number of the part; -1 if it was removed."""
        places, slots = [], []
        sought, lists = np.unique(terms, return_inverse=True)  # sorted, for locality of access
        for level in self._levels:
            starts = np.searchsorted(level, sought << _BITS)[lists]
            ends = np.searchsorted(level, (sought + 1) << _BITS)[lists]
            places.append(np.repeat(np.arange(len(terms)), ends - starts))
            slots.append(level[spans(starts, ends)] & _LOW)
        return np.concatenate([NONE, *places]), self._numbers[np.concatenate([NONE, *slots])]

    def settle(self) -> None:
        """Move pending insertions and removals into the arrays."""
        if self._come:
            entered = [keys for _, _, keys in self._come]
            rows, terms, _ = flatten(entered)
            slots = np.array([slot for slot, _, _ in self._come], np.int64)
            self._numbers = roomy(self._numbers, self._size)
            self._numbers[slots] = [number for _, number, _ in self._come]
            self._lengths = roomy(self._lengths, int(terms.max(initial=-1)) + 1)
            np.add.at(self._lengths, terms, 1)
            self._add(np.sort(terms << _BITS | slots[rows]))
        if self._gone:
            self._numbers[[slot for slot, _ in self._gone]] = -1
            np.subtract.at(self._lengths, flatten([keys for _, keys in self._gone])[1], 1)
        self._come, self._gone = [], []

    def _add(self, level: Wholes) -> None:
        """Append an array of postings, merged with those that are not much longer."""
        while self._levels and len(self._levels[-1]) <= GROWTH * len(level):
            older = self._levels.pop()
            living = older[self._numbers[older & _LOW] >= 0]
            level = np.concatenate((living, level))
            level.sort(kind="stable")  # merges sorted runs
        self._levels.append(level)


def _keys(vector: Vector, articles: int) -> Vector:
    number = KEYS if articles == 1 else 2 * KEYS
    return Vector(vector.terms[:number], vector.weights[:number])
