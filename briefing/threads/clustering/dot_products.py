"""Dot products of sparse vectors, in bulk, and a cache of those of parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import numpy as np

from briefing.threads.clustering.term_vectors import (
    NONE,
    Numbers,
    Vector,
    Wholes,
    flatten,
    heaviest_first,
    roomy,
)

ROWS = 64
"""Maximum number of vectors in one lookup table, so that it fits into the processor's cache."""
OTHERS = 2048
"""Maximum number of vectors looked up in one table, unless a single row has more."""


class Comparer:
    """Computes dot products by scattering vectors into dense rows as wide as the vocabulary."""

    def __init__(self, width: Callable[[], int]) -> None:
        """Take a function that returns the current number of terms."""
        self._width = width
        self._row: Wholes = NONE
        self._columns: Numbers = np.zeros(0, np.int32)
        """Column of each term in the table; 0 between calls."""
        self._table: Numbers = np.zeros(0, np.int32)

    def dots(self, ones: Sequence[Vector], others: Sequence[Vector]) -> list[int]:
        """Dot products of the sum of `ones` with each of the others, none of which may be empty."""
        if not others:
            return []
        row = self._lay(ones)
        if len(others) == 1:
            sums = [int(row[others[0].terms] @ others[0].weights)]
        else:
            products = row[np.concatenate([other.terms for other in others])]
            products *= np.concatenate([other.weights for other in others])
            starts = accumulate([len(other.terms) for other in others[:-1]], initial=0)
            sums = np.add.reduceat(products, [*starts]).tolist()
        self._clear(ones)
        return sums

    def common(self, ones: Sequence[Vector], others: Sequence[Vector], most: int) -> list[tuple[int, int]]:
        """Terms that the sums of two groups of vectors share, with their products: the `most` highest, highest first.

        No group may be empty.
        """
        if len(ones) > len(others):
            ones, others = others, ones
        row, sums = self._lay(ones), dict[int, int]()
        terms = np.concatenate([other.terms for other in others])
        products = row[terms]
        self._clear(ones)
        shared = np.flatnonzero(products)
        products = products[shared] * np.concatenate([other.weights for other in others])[shared]
        for term, product in zip(terms[shared].tolist(), products.tolist(), strict=True):
            sums[term] = sums.get(term, 0) + product
        return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    def products(self, ones: Sequence[Vector], others: Sequence[Sequence[Vector]]) -> list[list[int]]:
        """Dot products of each vector with its own list of others, none of which may be empty."""
        rows: list[list[int]] = []
        for start, end in _tables(others):
            rows += self._products(ones[start:end], others[start:end])
        return rows

    def shared(
        self, ones: Sequence[Vector], others: Sequence[Sequence[Vector]], most: int
    ) -> list[list[tuple[int, int]]]:
        """Terms that each vector shares with the sum of its others, with their products.

        The `most` highest products, highest first.
        """
        rows: list[list[tuple[int, int]]] = []
        for start, end in _tables(others):
            rows += self._shared(ones[start:end], others[start:end], most)
        return rows

    def _products(self, ones: Sequence[Vector], others: Sequence[Sequence[Vector]]) -> list[list[int]]:
        lengths = [len(each) for each in others]
        second = [other for each in others for other in each]
        if not second:
            return [[] for _ in ones]
        _, _, weights = flatten(ones)
        products = self._look_up(ones, lengths, second, weights.astype(np.int32)).astype(np.int64)
        products *= np.concatenate([other.weights for other in second])
        starts = [*accumulate([len(other.terms) for other in second[:-1]], initial=0)]
        sums = np.add.reduceat(products, starts).tolist()
        return [sums[end - length : end] for end, length in zip(accumulate(lengths), lengths, strict=True)]

    def _shared(
        self, ones: Sequence[Vector], others: Sequence[Sequence[Vector]], most: int
    ) -> list[list[tuple[int, int]]]:
        second = [other for each in others for other in each]
        if not second:
            return [[] for _ in ones]
        rows, terms, weights = flatten(ones)
        numbered = np.arange(1, len(terms) + 1, dtype=np.int32)
        places = self._look_up(ones, [len(each) for each in others], second, numbered)
        other_weights = np.concatenate([other.weights for other in second])
        products = np.bincount(places, weights=other_weights, minlength=len(terms) + 1)[1:].astype(np.int64) * weights
        order = heaviest_first(rows, products)
        starts = np.searchsorted(rows, np.arange(len(ones)))
        order = order[(np.arange(len(rows)) - starts[rows] < most) & (products[order] > 0)]
        pairs = [*zip(terms[order].tolist(), products[order].tolist(), strict=True)]
        ends = np.searchsorted(rows[order], np.arange(len(ones) + 1)).tolist()
        return [pairs[start:end] for start, end in pairwise(ends)]

    def _look_up(
        self, ones: Sequence[Vector], lengths: Sequence[int], second: Sequence[Vector], values: Numbers
    ) -> Numbers:
        """For each term of `second`, the value of the term in the vector it is compared with, or 0.

        The vectors are scattered into a table with a row for each vector and a column for each term of any.

        Args:
            ones: vectors.
            lengths: number of vectors of `second` that each is compared with.
            second: the vectors compared with the first, then those compared with the next.
            values: of the terms of `ones`, concatenated.
        """
        if len(self._columns) < self._width():
            self._columns = np.zeros(2 * self._width(), np.int32)
        columns, (rows, terms, _) = self._columns, flatten(ones)
        columns[terms] = np.arange(1, len(terms) + 1)  # the last position of a term is its column; 0 for any other term
        width = len(terms) + 1
        if len(self._table) < len(ones) * width:
            self._table = np.zeros(2 * len(ones) * width, np.int32)
        cells = rows * width + columns[terms]
        self._table[cells] = values
        sizes = [len(other.terms) for other in second]
        places = columns.take(np.concatenate([other.terms for other in second]))
        places += np.repeat(np.repeat(np.arange(0, len(ones) * width, width, dtype=np.int32), lengths), sizes)
        looked_up: Numbers = self._table.take(places)
        self._table[cells] = 0
        columns[terms] = 0
        return looked_up

    def _roomy(self) -> Wholes:
        self._row = roomy(self._row, self._width())
        return self._row

    def _lay(self, vectors: Sequence[Vector]) -> Wholes:
        row = self._roomy()
        if len(vectors) == 1:
            row[vectors[0].terms] = vectors[0].weights
            return row
        for vector in vectors:
            row[vector.terms] += vector.weights
        return row

    def _clear(self, vectors: Sequence[Vector]) -> None:
        for vector in vectors:
            self._row[vector.terms] = 0


def _tables(others: Sequence[Sequence[Vector]]) -> Iterator[tuple[int, int]]:
    """Ranges of vectors that share one lookup table, bounded by `ROWS` and `OTHERS`."""
    start, vectors = 0, 0
    for place, each in enumerate(others):
        if place > start and (place - start == ROWS or vectors + len(each) > OTHERS):
            yield start, place
            start, vectors = place, 0
        vectors += len(each)
    if others:
        yield start, len(others)


class ProductCache:
    """Cache of dot products of parts, by number, symmetric."""

    def __init__(self, comparer: Comparer, vector: Callable[[int], Vector]) -> None:
        """Take the calculator and a function that returns the vector of a part."""
        self._comparer = comparer
        self._vector = vector
        self._rows: dict[int, dict[int, int]] = {}

    def row(self, number: int) -> Mapping[int, int]:
        """Cached products of a part."""
        return self._rows.get(number, {})

    def total(self, number: int, others: Sequence[int]) -> int:
        """Cached dot product of a part with the sum of others."""
        row = self._rows[number] if others else {}
        return sum([row[other] for other in others])

    def note(self, products: Mapping[int, Mapping[int, int]]) -> None:
        """Store products that were computed elsewhere."""
        rows = self._rows
        for one, others in products.items():
            if others:
                rows.setdefault(one, {}).update(others)
            for other, product in others.items():
                rows.setdefault(other, {})[one] = product

    def learn(self, pairs: Mapping[int, Sequence[int]]) -> None:
        """Compute and store the missing products of parts with others, in bulk."""
        rows = self._rows
        missing: dict[int, list[int]] = {}
        for one, others in pairs.items():
            known = rows.get(one, ())
            if lacking := [other for other in others if other not in known]:
                missing[one] = lacking
        if not missing:
            return
        vector = self._vector
        rows_of_products = self._comparer.products(
            [vector(one) for one in missing], [[vector(other) for other in others] for others in missing.values()]
        )
        for (one, others), products in zip(missing.items(), rows_of_products, strict=True):
            for other, product in zip(others, products, strict=True):
                rows.setdefault(one, {})[other] = product
                rows.setdefault(other, {})[one] = product

    def multiply(self, ones: Sequence[int], others: Sequence[int]) -> list[int]:
        """Dot products of the sum of some parts with each of others."""
        rows = self._rows
        try:
            known = [rows[one] for one in ones]
            return [sum([row[other] for row in known]) for other in others]
        except KeyError:
            pass
        vectors, other_vectors = [*map(self._vector, ones)], [*map(self._vector, others)]
        if len(other_vectors) == 1 < len(vectors):  # one scatter instead of several
            return [sum(self._comparer.dots(other_vectors, vectors))]
        return self._comparer.dots(vectors, other_vectors)

    def keep(self, number: int, others: Collection[int]) -> None:
        """Drop the products of a part, except those with some others."""
        rows = self._rows
        row = rows.get(number)
        if row:
            for other in [other for other in row if other not in others]:
                self._part(number, other)
                self._part(other, number)

    def forget(self, number: int) -> None:
        """Drop the products of a part that is changed or removed."""
        for other in self._rows.pop(number, ()):
            self._part(other, number)

    def _part(self, one: int, other: int) -> None:
        row = self._rows[one]
        del row[other]
        if not row:
            del self._rows[one]
