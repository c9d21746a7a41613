"""Persons and things that a sentence introduces, or takes as known, as `Ms Ruiz` and `the letter`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefing.model import AnnotatedArticle
from briefing.text.terms import is_stop_word, stem

_NONE: frozenset[str] = frozenset()
_NEW_THING = re.compile(r"[Aa](?<!\w.)n?\s((?:[^\W\d_]+[ -]){0,3}[^\W\d_]+)")
"""Up to four words after `a`, one of which is the thing."""
_KNOWN_THING = re.compile(r"[Tt](?<!\w.)(?:he|his|hat|hese|hose)\s([a-z]{3,})(?:(?=[^\w\s]|$)|\s(?=([a-z]*)))")
"""A word after `the`, and the word after that, if in lower case."""


@dataclass(frozen=True, slots=True)
class References:
    """Persons and things that one sentence introduces or presupposes."""

    introduces: frozenset[str] = _NONE
    """Persons named in full."""
    presumes: frozenset[str] = _NONE
    """Persons named by a part of the name only, after the text has named them in full."""
    points_at: frozenset[str] = _NONE
    """Stems of things with a definite article (`the letter`) that the text has introduced before."""

    @property
    def presupposed(self) -> frozenset[str]:
        """Persons and things that an earlier line has to introduce."""
        return self.presumes | self.points_at if self.points_at else self.presumes


NO_REFERENCES = References()


def references_of(item: AnnotatedArticle, spans: Iterable[tuple[int, int]]) -> Iterator[References]:
    """References of each of the `spans`, which are in text order. Persons in the headline count as known.

    So do persons whom the text never names in full.
    """
    mentions = _mentions(item)
    text, known_things = item.article.text, _KnownThings(item)
    place = 0
    for start, end in spans:
        while place < len(mentions) and mentions[place][0] < start:
            place += 1
        full: set[str] = set()
        short: set[str] = set()
        while place < len(mentions) and mentions[place][0] < end:
            _, name, known = mentions[place]
            (short if known else full).add(name)
            place += 1
        things = known_things.points_at(text[start:end])
        yield References(frozenset(full), frozenset(short - full), things) if full or short or things else NO_REFERENCES


class _KnownThings:
    """Things introduced so far in an English text; for other languages always empty."""

    def __init__(self, item: AnnotatedArticle) -> None:
        self._english = item.language == "en"
        self._headline = item.analysis.terms.title
        self._met: set[str] = set()

    def points_at(self, sentence: str) -> frozenset[str]:
        """Stems of things that `sentence` refers to as known; its own new things are added to those introduced."""
        if not self._english:
            return _NONE
        stems = [
            stem(match[1])
            for match in _KNOWN_THING.finditer(sentence)
            if match[1] in self._met
            and not is_stop_word(match[1])
            and (not match[2] or is_stop_word(match[2]))  # else the word modifies the noun after it
        ]
        for match in _NEW_THING.finditer(sentence):
            self._met.update(match[1].lower().replace("-", " ").split())
        return frozenset(root for root in stems if root not in self._headline) if stems else _NONE


def is_introduced(references: References, index: int, introduced: Mapping[str, int]) -> bool:
    """Whether lines before `index` introduce all that is presupposed by the sentence at `index`.

    Args:
        references: of the sentence.
        index: its position in reading order.
        introduced: position of the first line that introduces each person and thing.
    """
    presupposed = references.presupposed
    return not presupposed or all(introduced.get(name, index) < index for name in presupposed)


def introduce(references: References, terms: Collection[str], index: int, introduced: dict[str, int]) -> None:
    """Record that the line at `index` introduces its full names, and things by its `terms`."""
    for name in (*references.introduces, *terms):
        introduced[name] = min(index, introduced.get(name, index))


def _mentions(item: AnnotatedArticle) -> list[tuple[int, str, bool]]:
    """Start, full name, and whether it is a short form after a full mention, in text order."""
    text, title = item.article.text, item.article.title.casefold()
    mentions = []
    for name in item.analysis.names:
        words = name.full.split()
        if name.kind != "person" or len(words) < 2 or any(len(word) > 2 and word.casefold() in title for word in words):
            continue
        is_known = False
        for start, end in name.mentions:
            whole = len(text[start:end].split()) > 1
            if whole or is_known:
                mentions.append((start, name.full, not whole))
            is_known = is_known or whole
    return sorted(mentions)
