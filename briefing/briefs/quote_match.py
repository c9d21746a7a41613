"""Comparison of quotes: whether one is the other cut, shortened with an ellipsis, or changed in brackets.

Translations and paraphrases do not match. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing.briefs.name_variants import fold

_TOKEN = re.compile(r"\[[^\]\n]{0,80}\]|…|\.\s?\.\s?\.|[^\W_]+(?:['’][^\W_]+)*")
_MARK = re.compile(r"[\[…]|\.\s?\.\s?\.")
_DENIED = re.compile("n['’]t$", re.IGNORECASE)
_SHORTEST = 3
"""Minimum words of a partial match by the same speaker."""
_SPEAKS_FOR_ITSELF = 5
"""Minimum words of a partial match where the speakers are not known to be the same."""
_NEARLY = 0.8
"""Share of the words of a long quote that must agree between two transcripts."""
_LONG = 10
"""Minimum words of a long quote."""
_RUN = 3
"""Length of the word n-grams that are compared."""
_NEGATIONS = frozenset(("no", "not", "never", "nobody", "nothing", "none", "nor", "cannot"))


@dataclass(frozen=True)
class Wording:
    """The words of a quote, folded, without editorial insertions."""

    pieces: tuple[tuple[str, ...], ...]
    """Runs of words between ellipses and brackets; none is empty."""
    changed: int = 0
    """Number of ellipses and brackets."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words in order."""
        return tuple(word for piece in self.pieces for word in piece)

    @cached_property
    def joined(self) -> str:
        """All words in order, a space before and after each."""
        return f" {' '.join(self.words)} "

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """All n-grams of `_RUN` words; for a shorter quote, all its words."""
        words = self.words
        return frozenset(words[at : at + _RUN] for at in range(max(1, len(words) - _RUN + 1)))


@lru_cache(maxsize=256)  # copies of an article have the same quotes
def read(text: str) -> Wording:
    """Parse a quote; linear."""
    pieces: list[list[str]] = [[]]
    changed = 0
    for token in _TOKEN.findall(text):
        if _MARK.match(token):
            changed += 1
            pieces.append([])
        else:
            pieces[-1].append(fold(token) if not _DENIED.search(token) else f"{fold(token[:-3])}n't")
    return Wording(tuple(tuple(piece) for piece in pieces if piece), changed)


def same(one: Wording, other: Wording, *, one_speaker: bool, one_article: bool) -> bool:
    """Whether two quotes have the same words.

    Args:
        one: a quote.
        other: another one.
        one_speaker: whether both are known to have the same speaker; else they are not known to have different ones.
        one_article: whether both are in one article, where near matches are different quotes.
    """
    long, short = sorted((one, other), key=lambda each: -len(each.words))
    if long.words == short.words:
        return True
    least = _SHORTEST if one_speaker else _SPEAKS_FOR_ITSELF
    if len(short.words) < least:
        return False
    return _holds(long, short) or (not one_article and _nearly(long, short))


def _holds(long: Wording, short: Wording) -> bool:
    """Whether the pieces of `short` occur in `long`, in order."""
    if len(short.pieces) > 1 and (len(short.words) < _SPEAKS_FOR_ITSELF or max(map(len, short.pieces)) < _SHORTEST):
        return False
    at = 0
    for piece in short.pieces:
        start = long.joined.find(f" {' '.join(piece)} ", at)
        if start < 0:
            return False
        at = start + sum(map(len, piece)) + len(piece)
    return True


def _nearly(long: Wording, short: Wording) -> bool:
    """Whether two transcripts of a long sentence agree except for a few words."""
    words = short.words
    if long.changed or short.changed or len(words) < _LONG or _denials(long, short):
        return False
    agreed = [False] * len(words)
    for at in range(len(words)):
        if words[at : at + _RUN] in long.runs:
            agreed[at : at + _RUN] = [True] * _RUN
    return sum(agreed) >= _NEARLY * len(words)


def _denials(long: Wording, short: Wording) -> bool:
    """Whether negations differ in the part that two wordings have in common."""
    counts = [sum(word in _NEGATIONS or word.endswith("n't") for word in each.words) for each in (long, short)]
    return counts[1] > counts[0] or (counts[0] != counts[1] and len(long.words) < 1.3 * len(short.words))
