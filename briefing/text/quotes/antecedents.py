"""Antecedents: the person that a pronoun or a role refers to, and the group that `the two leaders` refers to.

The text is searched backwards, sentence by sentence, from the mention. Where two people fit equally nobody is named.
`resolution` decides what kind of mention it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice
from operator import itemgetter

from briefing.text.language_packs import Shape, pack
from briefing.text.languages import ENGLISH
from briefing.text.names.coreference import Member
from briefing.text.names.entities import Cast
from briefing.text.names.words import entries, table
from briefing.text.quotes.quotation_marks import Stretch

_SENTENCE = re.compile(r"[.!?…][”\"’']?\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*\.?")
_REACH = 1500
"""Maximum distance of an antecedent, in code points."""
_GROUP_SENTENCES = 4
"""Number of sentences in which the members of a group are looked for."""
_RECENT = 40
"""Maximum number of mentions between a mention and its antecedent."""
_LED = 300
"""Code points of a sentence in which a pronoun is looked for before the first name."""
_OBLIQUE = frozenset(("about", "against", "by", "for", "from", "of", "on", "to", "towards", "with"))

_UNNAMED = re.compile(r"(A|An|One|Another)\s")
_OPENING = 80
"""Code points of a sentence in which somebody without a name is looked for."""

Fits = Callable[[Member], bool]
Mentions = list[tuple[int, Member]]


@dataclass
class Antecedents:
    """Backward search for the people of a text."""

    text: str
    """Text of the article."""
    cast: Cast
    """The people named in it."""
    stretches: list[Stretch]
    """All quoted stretches of depth 0: who is named inside is not who speaks outside."""
    spoken: Mentions = field(default_factory=list)
    """Positions of pronouns and roles that were resolved, in order."""
    _starts: list[int] = field(init=False)
    """The starts of `stretches`."""
    _outside: Mentions = field(init=False)
    """The mentions that are not quoted."""
    _places: list[int] = field(init=False)
    """For each mention, and their end, how many before it are not quoted."""

    def __post_init__(self) -> None:
        """Index the sentences, and the mentions that are not quoted."""
        self._starts = [each.start for each in self.stretches]
        quoted = [self._is_quoted(begin) for begin in self.cast.starts]
        self._outside = [
            (begin, who) for (begin, _, who), skip in zip(self.cast.spans, quoted, strict=True) if not skip
        ]
        self._places = list(accumulate((not skip for skip in quoted), initial=0))

    @cached_property
    def _bounds(self) -> list[int]:
        """The ends of all sentences."""
        return [match.end() for match in _SENTENCE.finditer(self.text)]

    def person(self, start: int, fits: Fits, pronoun: str = "") -> Member | None:
        """The first fitting person of the nearest sentence whose subject is not the same `pronoun`."""
        floor = max(0, start - _REACH)
        spoken = [(at, member) for at, member in self.spoken[-12:] if floor <= at < start]
        seen = sorted([*self._named(floor, start), *spoken], key=lambda each: each[0])
        stranger = False
        for low, high in self._sentences(floor, start):
            first = bisect_left(seen, low, key=itemgetter(0))
            within = seen[first : bisect_left(seen, high, first, key=itemgetter(0))]
            if pronoun and self._is_led_by_stranger(within, low, high):
                return None
            here = self._fitting(within, fits, pronoun)
            if here and not self._is_led_by(pronoun, low, here[0][0]):
                unsure = pronoun and stranger and not here[0][1].gender
                return None if unsure or self._is_pair(here) else here[0][1]
            stranger = stranger or any(_may_be_anybody(member) for _, member in within)
        return None

    def _fitting(self, mentions: Mentions, fits: Fits, pronoun: str) -> Mentions:
        """Mentions that fit; preferably no owners, and for a pronoun those that speak and are no comparison."""
        fitting = [(at, member) for at, member in mentions if fits(member)]
        fitting = [each for each in fitting if not self._is_owner(*each)] or fitting
        if pronoun:
            fitting = [each for each in fitting if self._is_speaking(*each)] or fitting
            fitting = [each for each in fitting if not self._is_compared(each[0])] or fitting
        return fitting

    def group(self, start: int, size: int, fits: Fits) -> list[Member]:
        """The fitting people of the nearest sentence that names `size` of them; empty if it names more."""
        floor = max(0, start - _REACH)
        seen = self._named(floor, start)
        for low, high in islice(self._sentences(floor, start), _GROUP_SENTENCES):
            here = list({id(m): m for at, m in seen if low <= at < high and fits(m)}.values())
            if len(here) >= size:
                return here if len(here) == size else []
        return []

    def _named(self, floor: int, start: int) -> Mentions:
        last = self.cast.before(start)
        first = min(last, max(0, last - _RECENT, self.cast.before(floor)))
        return self._outside[self._places[first] : self._places[last]]

    def _sentences(self, floor: int, start: int) -> Iterator[tuple[int, int]]:
        """The sentences before `start`, nearest first."""
        end = start
        for at in range(bisect_right(self._bounds, start) - 1, -1, -1):
            if self._bounds[at] <= floor:
                break
            yield self._bounds[at], end
            end = self._bounds[at]
        yield floor, end

    def _is_led_by(self, pronoun: str, low: int, stop: int) -> bool:
        """Whether the subject of a sentence is the pronoun itself, who was named before (`he met Weber`)."""
        if not pronoun:
            return False
        before = self.text[low:stop][:_LED].lower()
        words = _WORD.findall(before)
        if not words or words[0] in entries("cataphoric_openers"):
            return False  # its pronoun may mean somebody named behind it
        owned = "his" if pronoun == "he" else "her"
        if owned in words and (words[-1] in _OBLIQUE or owned not in words[-4:]):
            return True  # `his friendship with Weber`, `asked about her vote now that Duarte stands`
        return pronoun in words and not self._is_quoted(low + before.find(pronoun))

    def _is_led_by_stranger(self, within: Mentions, low: int, high: int) -> bool:
        """Whether a sentence begins with somebody without a name, or with a name of unknown kind."""
        if within and within[0][0] == low and _may_be_anybody(within[0][1]):
            return True
        opening = _UNNAMED.match(self.text, low, min(high, low + _OPENING))
        if not opening:
            return False
        named = within[0][0] if within else high
        words = [word.lower() for word in _WORD.findall(self.text[opening.end() : min(named, low + _OPENING)])[:6]]
        alone = opening.group(1).lower() == "another" and bool(words) and words[0] in pack(ENGLISH).verbs
        return alone or any(table("roles").get(word, "p") != "p" for word in words)

    def _is_compared(self, at: int) -> bool:
        return self.text[max(0, at - 5) : at].lower() == "like "

    def _is_speaking(self, at: int, member: Member) -> bool:
        """Whether a verb of saying stands right beside a mention: `..., Weber argues.`, `..., said Weber.`"""
        end = self._end(at, member)
        mark = self.text[end : end + 1]
        if mark == "," and self.is_governed(at):
            return False  # `Ebert, a spokesman for Weber, said`
        behind = _WORD.match(self.text, end + 1 + (mark == ","), end + 24)
        before = self.text[max(0, at - 24) : at].rsplit(maxsplit=1)[-1:] if mark in ".,;" else []
        for word in (*before, behind.group() if behind else ""):
            verb = pack(ENGLISH).verbs.get(word.lower().rstrip("."))
            if verb is not None and verb.cue in ("say", "tell") and verb.shape in (Shape.PAST, Shape.PRESENT):
                return True
        return False

    def is_governed(self, at: int) -> bool:
        """Whether a preposition stands before a mention, titles aside: `for President Weber`."""
        words = self.text[max(0, at - 60) : at].lower().split()
        while words and words[-1] in table("titles"):
            words.pop()
        return bool(words) and words[-1] in _OBLIQUE

    def _is_pair(self, here: Mentions) -> bool:
        """Whether the first two of a sentence stand side by side (`Smith and Jones`), so that both fit."""
        if len(here) < 2 or here[0][1] is here[1][1]:
            return False
        between = self.text[self._end(*here[0]) : here[1][0]].lower().split()[:5]
        joined = bool(between) and between[0] in ("and", "&", "or")
        return joined and all(word in table("titles") or word in table("demonyms") for word in between[1:])

    def _is_owner(self, at: int, member: Member) -> bool:
        end = self._end(at, member)
        return self.text[end : end + 2] in ("’s", "'s")

    def _end(self, at: int, member: Member) -> int:
        """End of the mention of a member at `at`; `at` itself for a pronoun."""
        index = bisect_left(member.mentions, (at, 0))
        is_name = index < len(member.mentions) and member.mentions[index][0] == at
        return member.mentions[index][1] if is_name else at

    def _is_quoted(self, position: int) -> bool:
        at = bisect_left(self._starts, position) - 1
        return at >= 0 and self.stretches[at].end > position


def _may_be_anybody(member: Member) -> bool:
    """Whether a name of two or three words may be a person's, whose gender is unknown."""
    return member.kind == "unknown" and not member.gender and len(member.words) in (2, 3)
