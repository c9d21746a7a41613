"""Copies: articles that repeat another one nearly word for word, by MinHash over word shingles (Broder 1997)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model import AnnotatedArticle

SHINGLE = 4
"""Words a shingle."""
ALIKE = 0.6
"""Share of the shorter text's shingles that must stand in the longer one."""
LIMIT = 4000
"""Words of a text that are looked at."""

_WORD = re.compile(r"\w+")


def find_copies(members: Sequence[AnnotatedArticle]) -> dict[str, str]:
    """Return article id -> id of the earlier member that it repeats; members are in order of arrival."""
    found: dict[str, str] = {}
    index: dict[int, list[int]] = {}
    kept: list[tuple[str, frozenset[int]]] = []
    for item in members:
        shingles = _shingles(item.article.text)
        shared: dict[int, int] = {}
        for shingle in shingles:
            for place in index.get(shingle, ()):
                shared[place] = shared.get(place, 0) + 1
        best = max(shared, default=-1, key=lambda place: (shared[place], -place))
        if best >= 0 and shared[best] >= ALIKE * min(len(shingles), len(kept[best][1])):
            found[item.article.id] = kept[best][0]
            continue
        for shingle in shingles:
            index.setdefault(shingle, []).append(len(kept))
        kept.append((item.article.id, shingles))
    return found


def _shingles(text: str) -> frozenset[int]:
    words = [word.lower() for word in _WORD.findall(text)[:LIMIT]]
    return frozenset(
        hash(tuple(words[i : i + SHINGLE])) for i in range(max(len(words) - SHINGLE + 1, min(len(words), 1)))
    )
