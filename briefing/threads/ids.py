"""Ids of threads: short enough to type, the same on every machine."""

from __future__ import annotations

import hashlib

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""Without 0 o, 1 i l, and u, which are read for one another."""
LENGTH = 7
"""30^7 ids: with 100,000 threads, one chance in four that any two are the same; see `free_id`."""


def thread_id(article_id: str, attempt: int = 0) -> str:
    """Return the id of the thread that an article founds; another `attempt` gives another id."""
    salted = f"{article_id}#{attempt}" if attempt else article_id
    number = int.from_bytes(hashlib.blake2b(salted.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    letters = []
    for _ in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)
