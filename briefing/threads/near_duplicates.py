"""Near-duplicates: articles that repeat or are cut from another one, detected by shared word shingles (Broder 1997)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from briefing.model import AnnotatedArticle, Article
from briefing.text.terms import words

SHINGLE = 4
"""Words per shingle."""
LIMIT = 600
"""Words of a text that are compared."""
SHORTEST = 6
"""Shingles needed for a fuzzy comparison; a shorter text is a copy only if the other has all of its shingles."""
CONTAINED = 0.7
"""Share of the shorter text's shingles that the longer one must have; leaves room for corrections and cut ends."""
CUT = 2
"""A text with more than this many times the shingles of another is not its copy; the other may be an excerpt of it."""
CROWDED = 32
"""Shingles in this many texts or more are ignored: they do not discriminate and are costly."""


class _Text(NamedTuple):
    """What is compared of an article."""

    outlet: str
    shingles: frozenset[str]
    words: frozenset[str]
    """Those of the text."""
    headline: frozenset[str]
    """Words of the headline."""


def without_copies(members: Iterable[AnnotatedArticle], copies: Mapping[str, str]) -> list[AnnotatedArticle]:
    """Those of the articles that repeat none of the others; `copies` as by `find_copies`."""
    members = list(members)
    ids = {item.article.id for item in members}
    return [item for item in members if copies.get(item.article.id) not in ids]


def find_copies(members: Sequence[AnnotatedArticle], unfolded: Collection[str] = ()) -> dict[str, str]:
    """Map article id -> id of the original that it repeats; an original repeats none itself.

    Of texts of about one length the earliest is the original; a teaser is a copy of the full text it is cut from even
    if it came first.

    Args:
        members: of one thread, in order of arrival.
        unfolded: ids of articles that are never treated as copies or originals.
    """
    if len(members) < 2:
        return {}
    originals: dict[str, _Text] = {}
    index: dict[str, list[str]] = {}
    copies: dict[str, str] = {}
    for item in members:
        id_, text = item.article.id, _read(item.article)
        if id_ in unfolded:
            continue
        shingles = text.shingles
        original = _most_alike(text, originals, index)
        if original and len(shingles) <= CUT * len(originals[original].shingles):
            copies[id_] = original
            continue
        if original:
            del originals[original]
            copies = {copy: id_ if of == original else of for copy, of in copies.items()}
            copies[original] = id_
        originals[id_] = text
        for shingle in shingles:
            index.setdefault(shingle, []).append(id_)
    return copies


def _most_alike(text: _Text, originals: Mapping[str, _Text], index: Mapping[str, list[str]]) -> str:
    """The original with the highest share of common shingles, the earliest of equals; empty if none shares enough."""
    shared: Counter[str] = Counter()
    for shingle in text.shingles:
        carriers = index.get(shingle, ())
        if len(carriers) < CROWDED:
            for carrier in carriers:
                shared[carrier] += 1
    enough: dict[str, float] = {}
    for id_, number in shared.items():
        if other := originals.get(id_):
            shorter = min(len(text.shingles), len(other.shingles))
            least = CONTAINED if shorter >= SHORTEST else 1.0
            if number >= least * shorter and not _fill_one_form(text, other):
                enough[id_] = number / shorter
    if not enough:
        return ""
    most = max(enough.values())
    return next(id_ for id_ in originals if enough.get(id_) == most)


def _fill_one_form(one: _Text, other: _Text) -> bool:
    """Whether one outlet writes the same about two subjects: all words that differ are in the headlines, no numbers."""
    if one.outlet != other.outlet:
        return False
    words_of_one, words_of_other = one.words - other.words, other.words - one.words
    return all(
        own and own <= headline and not any(character.isdecimal() for word in own for character in word)
        for own, headline in ((words_of_one, one.headline), (words_of_other, other.headline))
    )


def _read(article: Article) -> _Text:
    tokens = words(article.text)[:LIMIT]
    if len(tokens) > SHINGLE:
        shingles = frozenset(map(" ".join, zip(*(tokens[start:] for start in range(SHINGLE)), strict=False)))
    else:
        shingles = frozenset([" ".join(tokens)] if tokens else ())
    return _Text(article.outlet.casefold(), shingles, frozenset(tokens), frozenset(words(article.title)))
