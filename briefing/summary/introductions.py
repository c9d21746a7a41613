"""Whom a sentence introduces, and whom it takes to be known: `Ms Ruiz` tells nothing who has not read `Ana Ruiz`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefing.model import AnnotatedArticle

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons of one sentence."""

    introduces: frozenset[str] = _NOBODY
    """Those it names in full."""
    presumes: frozenset[str] = _NOBODY
    """Those it names by a part of the name only, which the text has named in full before."""


NOBODY = Cast()


def casts_of(item: AnnotatedArticle, spans: Iterable[tuple[int, int]]) -> Iterator[Cast]:
    """Yield the cast of each of the `spans`, which are in order of the text. Who is in the headline is known.

    A text that never names somebody in full takes its readers to know the name, and so do we.
    """
    mentions = _mentions(item)
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
        yield Cast(frozenset(full), frozenset(short - full)) if full or short else NOBODY


def are_introduced(cast: Cast, index: int, introduced: Mapping[str, int]) -> bool:
    """Tell whether a line before `index` names everybody in full whom the sentence there takes to be known.

    Args:
        cast: of the sentence.
        index: its place in the order of reading.
        introduced: the place of the first line that names each person in full.
    """
    return all(introduced.get(name, index) < index for name in cast.presumes)


def introduce(cast: Cast, index: int, introduced: dict[str, int]) -> None:
    """Note that the line at `index` names its persons in full."""
    for name in cast.introduces:
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
