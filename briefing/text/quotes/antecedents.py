"""Who was spoken of before: the person a pronoun or a role means, and the group that `the two leaders` means.

The text is searched backwards, sentence by sentence, from the mention. Where two people fit equally nobody is named.
What kind of mention it is, is left to `resolution`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice
from operator import itemgetter

from briefing.text.language_packs import Shape, pack
from briefing.text.languages import ENGLISH
from briefing.text.names.coreference import Member
from briefing.text.names.entities import Cast
from briefing.text.names.words import table
from briefing.text.quotes.marks import Stretch

_SENTENCE = re.compile(r"[.!?…][”\"’']?\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*\.?")
_REACH = 1500
"""How far back an antecedent is looked for, in code points."""
_GROUP_SENTENCES = 4
"""How many sentences back the members of a group are looked for."""
_RECENT = 40
"""How many mentions back anybody is remembered."""
_LED = 300
"""How far into a sentence a pronoun is looked for before the first name."""
_OBLIQUE = frozenset(("about", "against", "by", "for", "from", "of", "on", "to", "towards", "with"))
_CATAPHORIC = frozenset(
    (
        "after",
        "although",
        "as",
        "at",
        "before",
        "by",
        "despite",
        "during",
        "for",
        "if",
        "in",
        "on",
        "since",
        "though",
        "until",
        "when",
        "while",
        "with",
    )
)
"""First words of a clause whose pronoun may mean somebody who is named behind it."""

_UNNAMED = re.compile(r"(A|An|One|Another)\s")
_OPENING = 80
"""How far into a sentence somebody without a name is looked for, in code points."""

Fits = Callable[[Member], bool]
Mentions = list[tuple[int, Member]]


@dataclass(slots=True)
class Antecedents:
    """Looks back from a place in the text for whom it speaks of."""

    text: str
    """The whole text."""
    cast: Cast
    """Everybody in it."""
    stretches: list[Stretch]
    """All quoted stretches of depth 0: who is named inside is not who speaks outside."""
    spoken: Mentions = field(default_factory=list)
    """Positions of pronouns and roles that were resolved, in order."""
    _starts: list[int] = field(init=False)
    """The starts of `stretches`."""
    _outside: Mentions = field(init=False)
    """The mentions that are not quoted."""
    _bounds: list[int] = field(init=False)
    """The ends of all sentences."""
    _places: list[int] = field(init=False)
    """For each mention, and their end, how many before it are not quoted."""

    def __post_init__(self) -> None:
        """Tell once which mentions are quoted."""
        self._starts = [each.start for each in self.stretches]
        quoted = [self._quoted(begin) for begin in self.cast.starts]
        self._outside = [
            (begin, who) for (begin, _, who), skip in zip(self.cast.spans, quoted, strict=True) if not skip
        ]
        self._bounds = [match.end() for match in _SENTENCE.finditer(self.text)]
        self._places = list(accumulate((not skip for skip in quoted), initial=0))

    def person(self, start: int, fits: Fits, pronoun: str = "") -> Member | None:
        """Return the first who fits of the nearest sentence; one led by the same `pronoun` is passed over."""
        floor = max(0, start - _REACH)
        spoken = [(at, member) for at, member in self.spoken[-12:] if floor <= at < start]
        seen = sorted([*self._named(floor, start), *spoken], key=lambda each: each[0])
        stranger = False
        for low, high in self._sentences(floor, start):
            first = bisect_left(seen, low, key=itemgetter(0))
            within = seen[first : bisect_left(seen, high, first, key=itemgetter(0))]
            here = [(at, member) for at, member in within if fits(member)]
            here = [(at, member) for at, member in here if not self._owned(at, member)] or here
            if pronoun:
                if self._led_by_stranger(within, low, high):
                    return None
                here = [each for each in here if self._tells(*each)] or here
                here = [each for each in here if not self._compared(each[0])] or here
            if here and not self._led_by(pronoun, low, here[0][0]):
                unsure = pronoun and stranger and not here[0][1].gender
                return None if unsure or self._paired(here) else here[0][1]
            stranger = stranger or any(_may_be_anybody(member) for _, member in within)
        return None

    def group(self, start: int, size: int, fits: Fits) -> list[Member]:
        """Return the `size` people who fit of the nearest sentence that names so many; empty if it names others too."""
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
        """Yield the sentences before `start`, nearest first."""
        end = start
        for at in range(bisect_right(self._bounds, start) - 1, -1, -1):
            if self._bounds[at] <= floor:
                break
            yield self._bounds[at], end
            end = self._bounds[at]
        yield floor, end

    def _led_by(self, pronoun: str, low: int, stop: int) -> bool:
        """Tell whether the subject of a sentence is the pronoun itself, who was named before (`he met Weber`)."""
        if not pronoun:
            return False
        before = self.text[low:stop][:_LED].lower()
        words = _WORD.findall(before)
        if not words or words[0] in _CATAPHORIC:
            return False
        owned = "his" if pronoun == "he" else "her"
        if owned in words and (words[-1] in _OBLIQUE or owned not in words[-4:]):
            return True  # `his friendship with Weber`, `asked about her vote now that Duarte stands`
        return pronoun in words and not self._quoted(low + before.find(pronoun))

    def _led_by_stranger(self, within: Mentions, low: int, high: int) -> bool:
        """Tell whether a sentence begins with somebody without a name, or with a name of nobody knows what."""
        if within and within[0][0] == low and _may_be_anybody(within[0][1]):
            return True
        opening = _UNNAMED.match(self.text, low, min(high, low + _OPENING))
        if not opening:
            return False
        named = within[0][0] if within else high
        words = [word.lower() for word in _WORD.findall(self.text[opening.end() : min(named, low + _OPENING)])[:6]]
        alone = opening.group(1).lower() == "another" and bool(words) and words[0] in pack(ENGLISH).verbs
        return alone or any(table("roles").get(word, "p") != "p" for word in words)

    def _compared(self, at: int) -> bool:
        return self.text[max(0, at - 5) : at].lower() == "like "

    def _tells(self, at: int, member: Member) -> bool:
        """Tell whether a verb of saying stands right beside a mention: `..., Weber argues.`, `..., said Weber.`"""
        end = self._end(at, member)
        if self.text[end : end + 1] == "," and self.governed(at):
            return False  # `Ebert, a spokesman for Weber, said`
        behind = _WORD.match(self.text, end + 1 + (self.text[end : end + 1] == ","), end + 24)
        before = self.text[max(0, at - 24) : at].rsplit(maxsplit=1)[-1:] if self.text[end : end + 1] in ".,;" else []
        for word in (*before, behind.group() if behind else ""):
            verb = pack(ENGLISH).verbs.get(word.lower().rstrip("."))
            if verb is not None and verb.cue in ("say", "tell") and verb.shape in (Shape.PAST, Shape.PRESENT):
                return True
        return False

    def governed(self, at: int) -> bool:
        """Tell whether a preposition stands before a mention, titles aside: `for President Weber`."""
        words = self.text[max(0, at - 60) : at].lower().split()
        while words and words[-1] in table("titles"):
            words.pop()
        return bool(words) and words[-1] in _OBLIQUE

    def _paired(self, here: Mentions) -> bool:
        """Tell whether the first two of a sentence stand side by side (`Smith and Jones`), so that both fit."""
        if len(here) < 2 or here[0][1] is here[1][1]:
            return False
        between = self.text[self._end(*here[0]) : here[1][0]].lower().split()[:5]
        joined = bool(between) and between[0] in ("and", "&", "or")
        return joined and all(word in table("titles") or word in table("demonyms") for word in between[1:])

    def _owned(self, at: int, member: Member) -> bool:
        end = self._end(at, member)
        return self.text[end : end + 2] in ("’s", "'s")

    def _end(self, at: int, member: Member) -> int:
        """Return the end of the mention of a member at `at`; `at` itself for a pronoun."""
        found = bisect_left(member.mentions, (at, 0))
        known = found < len(member.mentions) and member.mentions[found][0] == at
        return member.mentions[found][1] if known else at

    def _quoted(self, position: int) -> bool:
        at = bisect_left(self._starts, position) - 1
        return at >= 0 and self.stretches[at].end > position


def _may_be_anybody(member: Member) -> bool:
    """Tell whether nothing shows if a name of two or three words is a person's, and which gender."""
    return member.kind == "unknown" and not member.gender and len(member.words) in (2, 3)
