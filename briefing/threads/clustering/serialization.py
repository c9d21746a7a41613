"""Compact binary format of vectors and usages, for storage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from briefing.threads.clustering.source_terms import Usage
from briefing.threads.clustering.term_vectors import Vector

_INTEGER = np.dtype("<i4")


def pack(vector: Vector) -> bytes:
    """A vector as bytes: term numbers, then weights, each a little-endian integer of four bytes."""
    return vector.terms.astype(_INTEGER).tobytes() + vector.weights.astype(_INTEGER).tobytes()


def unpack(blobs: Sequence[bytes]) -> Iterator[Vector]:
    """Vectors of blobs; all are decoded at once, which is cheaper than one by one."""
    together, start = np.frombuffer(b"".join(blobs), _INTEGER), 0
    for blob in blobs:
        middle = start + len(blob) // 8
        end = middle + len(blob) // 8
        yield Vector(together[start:middle], together[middle:end])
        start = end


def pack_usage(usage: Usage) -> bytes:
    """A usage as bytes: term numbers, then counts, in the format of `pack`."""
    return pack(Vector(usage.terms, usage.counts))


def unpack_usages(rows: Iterable[tuple[int, bytes]]) -> Iterator[Usage]:
    """Usages of rows of article count and blob."""
    listed = [*rows]
    for (articles, _), vector in zip(listed, unpack([blob for _, blob in listed]), strict=True):
        order = np.argsort(vector.terms)  # older versions stored them unsorted
        yield Usage(articles, vector.terms[order], vector.weights[order])
