"""Articles as sparse unit vectors of terms, weighted by frequency and rarity.

News names its subject at the start. The vector is therefore the sum of two unit vectors over the same terms, one of
the whole text and one of the headline and the first words: a full article and a teaser of the same story become
comparable, and the details of a long article do not outweigh its subject. Names are terms of their own beside the
words. Terms are numbers (`vocabulary`), and the vectors of a batch are computed at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

NAME_WEIGHT = 0.3
"""Length of the names' part relative to that of the words. Higher values merge threads that share one name: ECB+ 92.0
at 0.3, 91.0 at 0.7."""
TERMS = 64
"""Heaviest terms that are kept of an article: the same F1 from 48 up."""
UNIT = 10_000
"""Length of a vector. Weights are integers: sums are exact, in any order and after a restart."""
_DAMPED = np.array([0.0, *(1.0 + math.log(number) for number in range(1, 64))])
"""Damped term frequency by number of occurrences; more than 63 count as 63."""

Numbers = npt.NDArray[np.int32]
Wholes = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


class Vector:
    """Terms with their weights, heaviest first; never changed in place."""

    __slots__ = ("terms", "weights")

    def __init__(self, terms: Numbers, weights: Numbers) -> None:
        self.terms = terms
        self.weights = weights

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Vector)
            and np.array_equal(self.terms, other.terms)
            and np.array_equal(self.weights, other.weights)
        )

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self.terms)

    def __repr__(self) -> str:
        return f"Vector({self.by_term()})"

    def by_term(self) -> dict[int, int]:
        """Weight of each term, heaviest first."""
        return dict(zip(self.terms.tolist(), self.weights.tolist(), strict=True))

    @property
    def square(self) -> int:
        """Dot product with itself."""
        weights = self.weights.astype(np.int64)
        return int(weights @ weights)


NONE: Wholes = np.zeros(0, np.int64)
"""An empty array."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Terms of the articles of a batch with their frequencies: one entry per article and term."""

    articles: int
    """Number of articles in the batch."""
    rows: Wholes
    """Index of the entry's article in the batch; ascending."""
    terms: Wholes
    """The entry's term; ascending within an article."""
    words: Wholes
    """Occurrences in headline and text; 0 for a name."""
    lead: Wholes
    """Occurrences in the headline and the first words."""
    names: Wholes
    """Mentions of a name; 0 for a word."""
    languages: tuple[str, ...] = ()
    """Language of each article by whose background its terms are weighted; empty if that of all is English."""

    def ends(self) -> list[int]:
        """Offsets at which each article's entries begin, then the offset past the last."""
        ends: list[int] = np.searchsorted(self.rows, np.arange(self.articles + 1)).tolist()
        return ends


def make_vectors(counts: Counts, rarity: Reals) -> list[Vector]:
    """Vector of each article, of length `UNIT`; empty for one without terms.

    Args:
        counts: of the articles' terms.
        rarity: weight of each entry's term in its article, above 0.
    """
    rows, number = counts.rows, counts.articles
    total = _units(rows, number, counts.words, rarity) + _units(rows, number, counts.lead, rarity)
    lengths = _lengths(rows, number, total)
    total += _units(rows, number, counts.names, rarity) * lengths[rows] * NAME_WEIGHT
    order = heaviest_first(rows, total)
    starts = np.searchsorted(rows, np.arange(number + 1))
    places = np.arange(len(rows)) - starts[rows]  # sorting within rows keeps the order of rows
    order = order[places < TERMS]
    kept, rows = total[order], rows[order]
    weights = np.rint(kept * (UNIT / _lengths(rows, number, kept))[rows])
    ends = np.searchsorted(rows, np.arange(number + 1))
    return _cut(counts.terms[order], weights, ends[:-1], ends[1:])


def add_up(groups: Sequence[Sequence[Vector]], most: int | None = None) -> list[Vector]:
    """Sum of the vectors of each group; cut to the `most` heaviest terms if it has more than twice as many."""
    number = len(groups)
    places = np.repeat(np.arange(number), [sum([len(vector.terms) for vector in group]) for group in groups])
    _, terms, weights = flatten([vector for group in groups for vector in group])
    keys = places << 32 | terms
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    rows, terms, weights = keys[starts] >> 32, keys[starts] & 0xFFFFFFFF, totals(weights[order], starts)
    order = heaviest_first(rows, weights)
    ends = np.searchsorted(rows, np.arange(number + 1))
    lengths = np.diff(ends)
    kept = ends[:-1] + (lengths if most is None else np.where(lengths > 2 * most, most, lengths))
    return _cut(terms[order], weights[order], ends[:-1], kept)


def flatten(vectors: Sequence[Vector]) -> tuple[Wholes, Wholes, Wholes]:
    """Entries of all vectors, concatenated: index of the vector, term, weight."""
    if not vectors:
        return NONE, NONE, NONE
    rows = np.repeat(np.arange(len(vectors)), [len(vector.terms) for vector in vectors])
    terms = np.concatenate([vector.terms for vector in vectors]).astype(np.int64)
    return rows, terms, np.concatenate([vector.weights for vector in vectors]).astype(np.int64)


def spans(starts: Wholes, ends: Wholes) -> Wholes:
    """Integers of all half-open ranges, concatenated."""
    lengths = ends - starts
    places: Wholes = np.arange(lengths.sum()) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return places


def heaviest_first(rows: Wholes, weights: Wholes | Reals) -> Wholes:
    """Order of entries by descending weight within each row; stable, rows keep their order.

    Rows ascend, and weights are not negative. A single sort key keeps memory access local.
    """
    return np.argsort(rows * (weights.max(initial=0) + 1) - weights, kind="stable")


def totals(row: Wholes, starts: Wholes) -> Wholes:
    """Sums of the slices from each start to the next."""
    sums: Wholes = np.add.reduceat(row, starts) if len(starts) else NONE
    return sums


def roomy(row: Wholes, width: int) -> Wholes:
    """A row of at least this width: the same one, or a copy extended with zeros."""
    return row if len(row) >= width else np.concatenate((row, np.zeros(2 * width - len(row), np.int64)))


def _cut(terms: Wholes, weights: Wholes | Reals, starts: Wholes, ends: Wholes) -> list[Vector]:
    """Vectors of the slices from each start to its end, copied."""
    numbers, heavy = terms.astype(np.int32), weights.astype(np.int32)
    return [
        Vector(numbers[start:end].copy(), heavy[start:end].copy())
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


def _units(rows: Wholes, number: int, counts: Wholes, rarity: Reals) -> Reals:
    weights = _DAMPED[np.minimum(counts, 63)] * rarity
    return np.asarray(weights / _lengths(rows, number, weights)[rows], np.float64)


def _lengths(rows: Wholes, number: int, weights: Reals) -> Reals:
    """Length of each row; 1 for an empty one."""
    lengths = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=number))
    lengths[lengths == 0.0] = 1.0
    return np.asarray(lengths, np.float64)
