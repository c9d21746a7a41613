"""TF-IDF vectors of sentences with numpy: similarity, centroid and centrality.

The quadratic part (`similarities`) is for a few hundred rows; everything else is linear in the number of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

RESTART = 0.15
"""LexRank's chance of jumping to any sentence (Erkan & Radev 2004)."""
STEPS = 30
"""Rounds of the power method; the error shrinks by 0.85 in each, so 30 leave less than one percent."""


class Vectors:
    """Sparse unit TF-IDF vectors of bags of terms.

    A term in a single row adds to that row's length and to no similarity.
    """

    def __init__(self, bags: Sequence[Sequence[str]]) -> None:
        """Weigh the terms of `bags`: log(1 + count) times a smoothed inverse row frequency."""
        numbers: dict[str, int] = {}
        rows: list[int] = []
        columns: list[int] = []
        counts: list[int] = []
        for row, bag in enumerate(bags):
            for term, count in Counter(bag).items():
                rows.append(row)
                columns.append(numbers.setdefault(term, len(numbers)))
                counts.append(count)
        self.size = len(bags)
        self.width = len(numbers)
        self.rows: Ints = np.asarray(rows, dtype=np.int64)
        self.columns: Ints = np.asarray(columns, dtype=np.int64)
        self.document_frequencies: Ints = np.bincount(self.columns, minlength=self.width)
        idf = np.log((1.0 + self.size) / (1.0 + self.document_frequencies)) + 1.0
        weights = np.log1p(np.asarray(counts, dtype=np.float64)) * idf[self.columns]
        lengths = np.sqrt(np.bincount(self.rows, weights * weights, minlength=self.size))
        self.weights: Floats = weights / lengths[self.rows]

    def project(self, direction: Floats) -> Floats:
        """Dot products of all rows with `direction`, a dense vector of `width`."""
        products: Floats = self.weights * direction[self.columns]
        return np.bincount(self.rows, products, minlength=self.size).astype(np.float64)

    def total(self, row_weights: Floats) -> Floats:
        """Weighted sum of all rows, dense."""
        products: Floats = self.weights * row_weights[self.rows]
        return np.bincount(self.columns, products, minlength=self.width).astype(np.float64)

    def row(self, index: int) -> Floats:
        """One row, dense."""
        dense = np.zeros(self.width)
        here = self.rows == index
        dense[self.columns[here]] = self.weights[here]
        return dense

    def similarities(self, chosen: Ints) -> Floats:
        """Cosines of every two of the `chosen` rows; quadratic in their number."""
        place = np.full(self.size, -1, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        column_of = np.full(self.width, -1, dtype=np.int64)
        inside = place[self.rows] >= 0
        shared = np.bincount(self.columns[inside], minlength=self.width) > 1
        column_of[shared] = np.arange(int(shared.sum()))
        inside &= column_of[self.columns] >= 0
        dense = np.zeros((len(chosen), int(shared.sum())), dtype=np.float32)  # twice as fast, and exact enough
        dense[place[self.rows[inside]], column_of[self.columns[inside]]] = self.weights[inside]
        product: Floats = (dense @ dense.T).astype(np.float64)
        np.fill_diagonal(product, 1.0)
        return product


def scaled(values: Floats) -> Floats:
    """Scale `values` to 0..1 by their maximum; all zeros stay zeros."""
    top = float(values.max(initial=0.0))
    return values / top if top > 0.0 else values


def centrality(similarities: Floats) -> Floats:
    """Continuous LexRank of each row (Erkan & Radev 2004, with edge weights), scaled to 0..1."""
    count = len(similarities)
    if count == 0:
        return np.zeros(0)
    links = similarities.copy()
    np.fill_diagonal(links, 0.0)
    sums = links.sum(axis=1, keepdims=True)
    links = np.divide(links, sums, out=np.full_like(links, 1.0 / count), where=sums > 0.0)
    rank = np.full(count, 1.0 / count)
    for _ in range(STEPS):
        rank = RESTART / count + (1.0 - RESTART) * (links.T @ rank)
    return scaled(rank)
