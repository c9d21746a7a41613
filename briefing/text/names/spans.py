"""Spans of names: runs of capitalised words, split into titles and names.

A run is a regular expression match such as `US President Donald Trump`. It is split into the lead (`us president`) and
the name. `coreference` decides which runs name the same person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from briefing.text.names.words import entries, folded, table

_SPACE = "[ \u00a0]"
_UPPER = "".join(filter(str.isupper, map(chr, range(0x2000))))
_PARTICLE = (
    "(?:de la|de los|de|da|del|della|der|den|di|dos|das|do|du|la|le|van|van der|von|von der|bin|ibn|al|el|y|ter|ten)"
)
_INITIALS = rf"(?:[{_UPPER}]\.){{2,}}"
_WORD = re.compile(r"[^\s\u00a0]+")
_LOWER = re.compile(r"(?<![\w’'.-])[a-z]{2,}(?![\w])")
_LONGEST_KEPT = 80
"""Maximum code points of a run whose names are cached, since most names recur."""
_OPENING = "> \t\u00a0\"“”‘’'«»„([*—–-•"


@dataclass(frozen=True, slots=True)
class Run:
    """A name of capitalised words, with the words leading up to it."""

    start: int
    """Offset of the first code point of the name, without title."""
    end: int
    """Offset past the last."""
    words: tuple[str, ...]
    """The words of the name as written."""
    lead: tuple[str, ...] = ()
    """Lower-case words of title and origin in front of the name (`us`, `president`)."""

    @property
    def is_title(self) -> bool:
        """Whether it is a title alone, a name only if it is the last name of a person in the text (`Martin Baron`)."""
        return len(self.words) == 1 and self.words[0].lower() in table("titles")


@cache
def _pattern() -> re.Pattern[str]:
    dotted = "|".join(re.escape(w[:-1].capitalize()) for w in table("titles") if w.endswith("."))
    plain = rf"(?:[Aa]l-|[Ee]l-)?[{_UPPER}]\w*(?:[-’'](?![sS]\b)\w+)*"
    word = rf"(?:{_INITIALS}|[{_UPPER}]\.(?={_SPACE}[{_UPPER}])|(?:{dotted}|Jr|St)\.|{plain})"
    link = rf"(?:{_SPACE}(?:{_PARTICLE}{_SPACE}|of{_SPACE}(?:the{_SPACE})?|&{_SPACE})?|,{_SPACE}(?=Jr\.|Sr\.))"
    return re.compile(rf"(?<![\w@#&])(?<!\w[’'.]){word}(?:{link}{word})*")


def capitalised(text: str) -> Iterator[re.Match[str]]:
    """All runs of capitalised words in `text`, in order."""
    return _pattern().finditer(text)


def lower_words(text: str) -> frozenset[str]:
    """Words of two or more letters that occur in lower case in `text`."""
    return frozenset(_LOWER.findall(text))


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word at `start` is capitalised for its position: after a stop, a mark or at a line's start."""
    at = start - 1
    floor = max(-1, start - 6)
    while at > floor and text[at] in _OPENING:
        at -= 1
    if at < 0 or at == floor:
        return True
    return text[at] in ".!?:;\n…\r" or text[start - 1] in "“\"‘'«„(["


def part(text: str, start: int, end: int, lower: frozenset[str]) -> list[Run]:
    """Split the run `text[start:end]` into names, without titles and demonyms.

    Args:
        text: the whole text.
        start: offset of the first code point of the run.
        end: offset past the last.
        lower: words that occur in lower case in the text, see `lower_words`.
    """
    opens = opens_sentence(text, start)
    run = text[start:end]
    if " " not in run and "\u00a0" not in run:
        return [Run(start, end, (run,))] if _is_name_alone(run, opens, opens and run.lower() in lower) else []
    is_lower = opens and run[: _WORD.match(run).end()].lower() in lower  # type: ignore[union-attr]
    if end - start > _LONGEST_KEPT:
        return list(_runs_in(run, start, opens, is_lower))
    return [
        Run(start + each.start, start + each.end, each.words, each.lead)
        for each in _known_runs_in(run, 0, opens, is_lower)
    ]


Words = list[tuple[str, int, int]]


def _runs_in(run: str, start: int, opens: bool, is_lower: bool) -> tuple[Run, ...]:
    """The names of a run of several words that begins at `start`; its first word may stand in lower case elsewhere."""
    words = [(m.group(), start + m.start(), start + m.end()) for m in _WORD.finditer(run)]
    return tuple(
        _parted(_without_opener(words, frozenset((words[0][0].lower(),) if is_lower else ())) if opens else words)
    )


_known_runs_in = lru_cache(maxsize=1 << 12)(_runs_in)


@lru_cache(maxsize=1 << 14)
def _is_name_alone(word: str, opens: bool, is_lower: bool) -> bool:
    """Whether a run of one word is a name, given whether it opens a sentence and occurs in lower case elsewhere."""
    words = [(word, 0, len(word))]
    return bool(_parted(_without_opener(words, frozenset((word.lower(),) if is_lower else ())) if opens else words))


def _parted(words: Words) -> list[Run]:
    return [run for piece in _pieces(words) for run in _named(piece)]


def _without_opener(words: Words, lower: frozenset[str]) -> Words:
    """Drop a first word that is capitalised only because it opens a sentence."""
    first = words[0][0].lower()
    if first in entries("verbs_before_names") and len(words) > 1:
        return words[1:]  # `Says Duarte: “The dam will hold.”`
    if first in table("given_names") or first in table("titles") or first in folded("title_modifiers"):
        return words if len(words) > 1 or first not in lower else []
    if first in table("closed_words") or (first in lower and len(words[0][0]) > 1):
        return words[1:]
    if len(words) == 1 and (first in table("cue_verbs") or first in table("verbs") or first in table("roles")):
        return []
    return words


def _pieces(words: Words) -> Iterator[Words]:
    """Split at `of`, unless the word before it is an office, body or title."""
    piece: Words = []
    for word, begin, end in words:
        if word == "of" and piece:
            before = piece[-1][0].lower()
            binds = before in folded("organization_words") or before in table("titles") or before in ("house", "bank")
            if not binds:
                yield piece
                piece = []
                continue
        if word in ("of", "the", "&") and not piece:
            continue
        piece.append((word, begin, end))
    if piece:
        yield piece


def _named(piece: Words) -> Iterator[Run]:
    """Split titles and demonyms off the front of a piece; yields the name, and before it a body named in the title."""
    low = [word.lower() for word, _, _ in piece]
    not_names = folded("not_names")
    cut = _title_end(low)
    if cut:
        lead = piece[:cut]
        body = _body_in(lead)
        if body:
            yield body
    else:
        cut = _affiliation_end(low)
        while cut < len(low) - 1 and _is_origin(low[cut]) and low[cut + 1] in table("given_names"):
            cut += 1
    while not cut and len(low) > 1 and low[cut] in _TIMES:
        cut += 1  # `Former Weber aides`
    if cut:
        cut += _office_end(low[cut:])
    while cut < len(low) - 1 and table("roles").get(low[cut]) == "p":
        cut += 1  # `Republicans Paul Weber and Ana Duarte`
    rest = piece[cut:]
    place = _place_end([word for word, _, _ in rest])
    if place:
        yield Run(rest[0][1], rest[place - 1][2], tuple(word for word, _, _ in rest[:place]))
        rest = rest[place:]
    rest = rest[sum(1 for _ in takewhile(lambda word: _is_link(word[0]), rest)) :]
    rest = rest[: len(rest) - sum(1 for _ in takewhile(lambda word: word[0].lower() in not_names, reversed(rest[1:])))]
    titled = len(piece) == 1 and low[0] in table("titles")
    if not rest or not (titled or _may_name([word for word, _, _ in rest])):
        return
    yield Run(rest[0][1], rest[-1][2], tuple(word for word, _, _ in rest), tuple(low[:cut]))


def _is_link(word: str) -> bool:
    return word in ("of", "the", "&") or word.lower() in table("closed_words")


_TIMES = frozenset(("acting", "current", "ex", "former", "incoming", "late", "longtime", "outgoing", "then"))
"""Words for the time of an office; not part of a name even if no office follows."""


def _title_end(low: list[str]) -> int:
    """Number of leading words that are a title: up to the last title word that a name follows."""
    titles, modifiers = table("titles"), folded("title_modifiers")
    if low[-1] in folded("organization_words") and low[-1] not in titles:
        return 0
    end = 0
    for at, word in enumerate(low[:-1]):
        if word in titles and not (at == 0 and len(low) == 2 and word in table("given_names")):
            end = at + 1
            if low[end] == "of":
                end += 1
                while end < len(low) and low[end] in (
                    "the",
                    "and",
                    "&",
                    "homeland",
                    "security",
                    "housing",
                    "urban",
                    "veterans",
                    "affairs",
                ):
                    end += 1
                if end < len(low) and low[end] in modifiers:
                    end += 1
                elif end < len(low) and end > at + 2 and low[end] not in table("given_names"):
                    pass
                elif end >= len(low) - 1:
                    return 0
                else:
                    end += 1
        elif at >= end and not (word in modifiers or _is_origin(word) or word in ("of", "the")) and end:
            break
    return 0 if end >= len(low) else end


def _affiliation_end(low: list[str]) -> int:
    """Number of leading words that are an affiliation: `Senate Ranking Democrat Ana Duarte`."""
    given = table("given_names")
    at = next((at for at, word in enumerate(low) if word in given), 0)
    belongs = at > 1 and 2 <= len(low) - at <= 3 and "of" not in low and low[-1] not in folded("organization_words")
    return at if belongs else 0


def _office_end(low: list[str]) -> int:
    """Number of words after a title that belong to the office: `Director of Public Works Ana Duarte`."""
    given = table("given_names")
    at = next((at for at, word in enumerate(low) if word in given or word.split("-")[0] in given), 0)
    return at if at < 3 and len(low) - at in (2, 3) else 0


def _place_end(words: list[str]) -> int:
    """Number of words that are a place before a full name: `the mayor of New York Ana Duarte`."""
    if words and words[0].lower() in table("given_names"):
        return 0
    for size in (3, 2, 1):
        first = words[size].lower() if len(words) >= size + 2 else ""
        named = first in table("given_names") or first in entries("family_first")
        if named and " ".join(words[:size]).lower() in folded("places"):
            return size
    return 0


def _body_in(lead: Words) -> Run | None:
    """The organisation that a title begins with (`White House` press secretary); None if there is none."""
    for size in (4, 3, 2):
        words = tuple(word for word, _, _ in lead[:size])
        if len(words) != size or size >= len(lead):
            continue
        if " ".join(words) in entries("institutions") or words[-1].lower() in folded("organization_words"):
            return Run(lead[0][1], lead[size - 1][2], words)
    return None


def _is_origin(word: str) -> bool:
    return word in table("demonyms") or word in folded("title_modifiers")


def _may_name(words: list[str]) -> bool:
    """Whether words can be a name: not if all are months, demonyms, titles or the like."""
    if len(words) == 1:
        word, low = words[0], words[0].lower()
        if len(word) < 2 or low in folded("not_names") or low in table("titles") or low in table("closed_words"):
            return word in ("US", "U.S.", "UK", "U.K.", "EU", "UN", "U.N.")
        return low not in table("demonyms") or word in ("US", "U.S.", "UK", "U.K.")
    return not all(
        low in folded("not_names")
        or low in table("demonyms")
        or low in table("titles")
        or low in folded("title_modifiers")
        for low in (word.lower() for word in words)
    )
