"""Thread ids: short, and the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Container

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""Without characters that are easily confused: 0 and o; 1, i and l; u and v."""
LENGTH = 8
"""30^8 ids: with 100,000 threads the chance that any two are the same is below 1 %."""

_PAIRS = [one + other for other in ALPHABET for one in ALPHABET]


def free_id(article_id: str, taken: Container[str]) -> str:
    """Id for the thread that an article founds: the first of its hashes that is not taken."""
    attempt = 0
    while (id_ := _hashed(f"{article_id}#{attempt}" if attempt else article_id)) in taken:
        attempt += 1
    return id_


def _hashed(text: str) -> str:
    number = int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    pairs = []
    for _ in range(LENGTH // 2):
        number, pair = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[pair])
    return "".join(pairs)
