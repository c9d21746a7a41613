"""Terms and their weights as bytes and back, for whoever stores them: small, and read at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from briefing.threads.clustering.source_terms import Usage
from briefing.threads.clustering.term_vectors import Vector

_INTEGER = np.dtype("<i4")


def pack(vector: Vector) -> bytes:
    """Return the numbers of a vector's terms, then their weights, each a little-endian integer of four bytes."""
    return vector.terms.astype(_INTEGER).tobytes() + vector.weights.astype(_INTEGER).tobytes()


def unpack(blobs: Sequence[bytes]) -> Iterator[Vector]:
    """Yield the vector of each blob; all are read at once, because to read each by itself costs more."""
    together, start = np.frombuffer(b"".join(blobs), _INTEGER), 0
    for blob in blobs:
        middle = start + len(blob) // 8
        end = middle + len(blob) // 8
        yield Vector(together[start:middle], together[middle:end])
        start = end


def pack_usage(usage: Usage) -> bytes:
    """Return the numbers of a source's terms, then their counts, as `pack` does."""
    return pack(Vector(usage.terms, usage.counts))


def unpack_usages(rows: Iterable[tuple[int, bytes]]) -> Iterator[Usage]:
    """Yield the usage of each source, of how many articles it tells and the blob of its terms."""
    told = [*rows]
    for (articles, _), vector in zip(told, unpack([blob for _, blob in told]), strict=True):
        order = np.argsort(vector.terms)  # they were stored in any order once
        yield Usage(articles, vector.terms[order], vector.weights[order])


def vector_of(weights: Mapping[int, int]) -> Vector:
    """Return the vector of terms by number, as parts were stored once."""
    ranked = sorted(weights, key=lambda number: (-weights[number], number))
    return Vector(np.array(ranked, np.int32), np.array([weights[number] for number in ranked], np.int32))
