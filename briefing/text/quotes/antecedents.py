"""Who was spoken of before: the person a pronoun or a role means, and the group that `the two leaders` means.

The text is searched backwards, sentence by sentence, from the mention. Where two people fit equally nobody is named.
What kind of mention it is, is left to `resolution`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

from briefing.text.names.cast import Cast
from briefing.text.names.members import Member
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
_CATAPHORIC = frozenset(("after", "although", "as", "at", "before", "if", "since", "though", "until", "when", "while"))
"""First words of a clause whose pronoun may mean somebody who is named behind it."""

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

    def person(self, start: int, fits: Fits, pronoun: str = "") -> Member | None:
        """Return the first who fits of the nearest sentence; one led by the same `pronoun` is passed over."""
        floor = max(0, start - _REACH)
        spoken = [(at, member) for at, member in self.spoken[-12:] if floor <= at < start]
        seen = sorted([*self._named(floor, start), *spoken], key=lambda each: each[0])
        for low, high in self._sentences(floor, start):
            here = [(at, member) for at, member in seen if low <= at < high and fits(member)]
            here = [(at, member) for at, member in here if not self._owned(at, member)] or here
            if pronoun and self._led_by_stranger(seen, low, here):
                return None
            if here and not self._led_by(pronoun, low, here[0][0]):
                return None if self._paired(here) else here[0][1]
        return None

    def group(self, start: int, size: int, fits: Fits) -> list[Member]:
        """Return the `size` people who fit of the nearest sentence that names so many; empty if it names others too."""
        floor = max(0, start - _REACH)
        seen = self._named(floor, start)
        for low, high in self._sentences(floor, start)[:_GROUP_SENTENCES]:
            here = list({id(m): m for at, m in seen if low <= at < high and fits(m)}.values())
            if len(here) >= size:
                return here if len(here) == size else []
        return []

    def _named(self, floor: int, start: int) -> Mentions:
        last = self.cast.before(start)
        recent = self.cast.spans[max(0, last - _RECENT) : last]
        return [(begin, member) for begin, _, member in recent if begin >= floor and not self._quoted(begin)]

    def _sentences(self, floor: int, start: int) -> list[tuple[int, int]]:
        """Return the sentences before `start`, nearest first."""
        bounds = [floor, *(match.end() for match in _SENTENCE.finditer(self.text, floor, start)), start]
        return list(zip(reversed(bounds[:-1]), reversed(bounds[1:]), strict=True))

    def _led_by(self, pronoun: str, low: int, stop: int) -> bool:
        """Tell whether the subject of a sentence is the pronoun itself, who was named before (`he met Weber`)."""
        if not pronoun:
            return False
        before = self.text[low:stop][:_LED].lower()
        words = _WORD.findall(before)
        if not words or words[0] in _CATAPHORIC:
            return False
        owned = "his" if pronoun == "he" else "her"
        if owned in words and words[-1] in _OBLIQUE:
            return True  # `his friendship with Weber`
        return pronoun in words and not self._quoted(low + before.find(pronoun))

    def _led_by_stranger(self, seen: Mentions, low: int, here: Mentions) -> bool:
        """Tell whether a sentence is about a name of which nothing tells whether it is a person: it may be meant."""
        first = next((each for each in seen if each[0] >= low), None)
        if first is None or first[0] != low or (here and here[0][0] == low):
            return False
        member = first[1]
        return member.kind == "unknown" and not member.gender and len(member.words) in (2, 3)

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
        at = bisect_left(self.stretches, position, key=lambda each: each.start) - 1
        return at >= 0 and self.stretches[at].end > position
