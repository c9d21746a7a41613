"""Whom and what a sentence takes to be known: `Ms Ruiz` tells nothing who has not read `Ana Ruiz`, nor `the letter`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefing.model import AnnotatedArticle
from briefing.text.languages import language_of
from briefing.text.terms import is_stop_word, stem

_NOBODY: frozenset[str] = frozenset()
_NEW_THING = re.compile(r"\b[Aa]n?\s((?:[^\W\d_]+[ -]){0,3}[^\W\d_]+)")
"""Up to four words behind `a`, one of which is the thing."""
_KNOWN_THING = re.compile(r"\b[Tt](?:he|his|hat|hese|hose)\s([a-z]{3,})(?:(?=[^\w\s]|$)|\s(?=([a-z]*)))")
"""A word behind `the`, and the word behind that, if it is written small."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons and things of one sentence."""

    introduces: frozenset[str] = _NOBODY
    """Those it names in full."""
    presumes: frozenset[str] = _NOBODY
    """Those it names by a part of the name only, which the text has named in full before."""
    points_at: frozenset[str] = _NOBODY
    """Stems of things that it tells of as known (`the letter`), which the text has told of as new before."""

    @property
    def strangers(self) -> frozenset[str]:
        """All that a line before it has to introduce."""
        return self.presumes | self.points_at if self.points_at else self.presumes


NOBODY = Cast()


def casts_of(item: AnnotatedArticle, spans: Iterable[tuple[int, int]]) -> Iterator[Cast]:
    """Yield the cast of each of the `spans`, which are in order of the text. Who is in the headline is known.

    A text that never names somebody in full takes its readers to know the name, and so do we.
    """
    mentions = _mentions(item)
    text, props = item.article.text, _Props(item)
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
        things = props.points_at(text[start:end])
        yield Cast(frozenset(full), frozenset(short - full), things) if full or short or things else NOBODY


class _Props:
    """The things of an English text that it has told of as new so far; of other languages nothing is known."""

    def __init__(self, item: AnnotatedArticle) -> None:
        self._english = language_of(item.article) == "en"
        self._headline = item.analysis.terms.title
        self._met: set[str] = set()

    def points_at(self, sentence: str) -> frozenset[str]:
        """Return the stems of what `sentence` tells of as known, and take in what it tells of as new."""
        if not self._english:
            return _NOBODY
        found = [
            stem(match[1])
            for match in _KNOWN_THING.finditer(sentence)
            if match[1] in self._met
            and not is_stop_word(match[1])
            and (not match[2] or is_stop_word(match[2]))  # else the word tells more of a thing that comes behind it
        ]
        for match in _NEW_THING.finditer(sentence):
            self._met.update(match[1].lower().replace("-", " ").split())
        return frozenset(root for root in found if root not in self._headline) if found else _NOBODY


def is_introduced(cast: Cast, index: int, introduced: Mapping[str, int]) -> bool:
    """Tell whether lines before `index` introduce all strangers of the sentence there.

    Args:
        cast: of the sentence.
        index: its place in the order of reading.
        introduced: the place of the first line that introduces each person and thing.
    """
    return all(introduced.get(name, index) < index for name in cast.strangers)


def introduce(cast: Cast, terms: Collection[str], index: int, introduced: dict[str, int]) -> None:
    """Note that the line at `index` names its persons in full, and tells of things by their stems, its `terms`."""
    for name in (*cast.introduces, *terms):
        introduced[name] = min(index, introduced.get(name, index))


def _mentions(item: AnnotatedArticle) -> list[tuple[int, str, bool]]:
    """Return start, full name, and whether it is a part that an earlier mention makes known, in order of the text."""
    text, title = item.article.text, item.article.title.casefold()
    found = []
    for name in item.analysis.names:
        words = name.full.split()
        if name.kind != "person" or len(words) < 2 or any(len(word) > 2 and word.casefold() in title for word in words):
            continue
        met = False
        for start, end in name.mentions:
            whole = len(text[start:end].split()) > 1
            if whole or met:
                found.append((start, name.full, not whole))
            met = met or whole
    return sorted(found)
