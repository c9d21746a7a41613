"""From the mention next to a quote to the full name: pronouns, last names, roles, bodies.

What the text shows is kept in the `Cast`; here a mention is looked up in it. Where two people fit equally, or nobody,
the answer is no name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

from briefing.text.names.cast import Cast, Member
from briefing.text.names.words import table
from briefing.text.quotes.marks import Stretch

_MALE, _FEMALE = ("he", "him", "his", "himself"), ("she", "her", "hers", "herself")
_NOBODY = frozenset(
    [
        "i",
        "we",
        "you",
        "me",
        "us",
        "my",
        "our",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "one",
        "who",
        "they",
        "them",
        "their",
        "someone",
        "somebody",
        "anyone",
        "nobody",
        "everyone",
        "everybody",
        "both",
        "all",
        "others",
        "some",
        "many",
        "most",
        "few",
        "several",
        "another",
        "himself",
        "herself",
        "themselves",
        "what",
        "which",
    ]
)
_SENTENCE = re.compile(r"[.!?…][”\"’']?\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*\.?")
_REACH = 1500
_LED = 300
"""How far into a sentence a pronoun is looked for before the first name."""
_OBLIQUE = frozenset(("about", "against", "by", "for", "from", "of", "on", "to", "towards", "with"))
_CATAPHORIC = frozenset(("after", "although", "as", "at", "before", "since", "though", "when", "while", "if", "until"))
"""First words of a clause whose pronoun may mean somebody who is named behind it."""
_ARTICLE = re.compile(r"^(?:the|a|an|one|another|this|that)\s+", re.I)
_CUT = re.compile(r"\s*(?:,|\(|\[|—| – |;| (?:speaking|talking|writing)\b| who\b| which\b| that\b).*", re.S)


@dataclass(slots=True)
class Resolver:
    """Resolves mentions in order of the text and remembers who spoke."""

    text: str
    """The whole text."""
    cast: Cast
    """Everybody in it."""
    stretches: list[Stretch]
    """All quoted stretches of depth 0: who is named inside is not who speaks outside."""
    spoken: list[tuple[int, Member]] = field(default_factory=list)
    """Positions of pronouns and roles that were resolved, in order."""

    def resolve(self, start: int, end: int) -> str | None:
        """Return the full name for the mention `text[start:end]`, None where nothing tells."""
        mention = self.text[start:end]
        words = [word.lower() for word in _WORD.findall(mention)]
        if not words:
            return None
        if words[0] in _MALE + _FEMALE and (len(words) == 1 or words[0] not in ("his", "her")):
            member = self._of_pronoun(start, "m" if words[0] in _MALE else "f")
        elif len(words) == 1 and words[0] in ("his", "her"):
            member = self._of_pronoun(start, "m" if words[0] == "his" else "f")
        elif words[0] in _NOBODY and len(words) == 1:
            return None
        else:
            found = self._of_phrase(start, end, mention, words)
            if isinstance(found, str):
                return found
            member = found
        if member is None:
            return None
        self.spoken.append((start, member))
        return member.full

    def _of_phrase(self, start: int, end: int, mention: str, words: list[str]) -> Member | str | None:
        head = _CUT.sub("", mention) or mention
        spans = self.cast.within(start, end)
        people = [span for span in spans if span[1] <= start + len(head)]
        if (
            len(people) > 1
            and re.search(r"\band\b|,", self.text[people[0][1] : people[-1][0]])
            and _only_names(head, people, start)
        ):
            return " and ".join(dict.fromkeys(member.full for _, _, member in people))
        for begin, stop, member in people:
            if self._is_head(start, start + len(head), begin, stop):
                return member
        if not people or member_free(words):
            role = self._of_role(start, head)
            if role:
                return role
        later = [span for span in spans if span[0] >= start + len(head) and span[2].kind == "person"]
        if not people and later and self.text[start + len(head) : later[0][0]].strip() == ",":
            return later[0][2]
        return self._described(start, head, people)

    def _is_head(self, start: int, end: int, begin: int, stop: int) -> bool:
        """Tell whether a mention is what the phrase is about: nothing follows it but the end, a bracket or `of`."""
        after = self.text[stop:end].strip()
        if after and not re.match(r"(?:of|from|in|at|for|on|with|to|and|himself|herself|itself)\b|\W", after):
            return False
        if after.startswith(("’s", "'s")) or after in ("’", "'"):
            return False
        before = self.text[start:begin]
        return not re.search(
            r"\b(?:of|for|from|in|at|to|with|by|on|against|about|near|behind|as)\s+(?:\S+\s+){0,3}$", before
        )

    def _described(self, start: int, head: str, people: list[tuple[int, int, Member]]) -> str | None:
        """Name a speaker by the words of the text, with last names made full: `spokesman for Donald Trump`."""
        shown = head
        for begin, stop, member in reversed(people):
            if member.kind == "person":
                at = begin - start
                shown = shown[:at] + member.full + shown[at + stop - begin :]
        words = shown.split()
        if words and words[0].lower() in ("his", "her") and len(words) > 1:
            owner = self._of_pronoun(start, "m" if words[0].lower() == "his" else "f")
            if owner is None:
                return None
            shown = f"{owner.full}’s {' '.join(words[1:])}"
        shown = _ARTICLE.sub("", " ".join(shown.split())).strip(" ,;:’'")
        if not shown or len(shown) > 120 or shown.lower() in _NOBODY or shown.isdigit():
            return None
        return shown

    def _of_role(self, start: int, head: str) -> Member | None:
        """Return who `the Colombian president` is: the one person with that role whose origin does not differ."""
        match = re.match(r"(?:the|mr\.|madam)\s+(.+)$", head, re.I)
        if not match or re.search(r"\b(?:of|for|from)\b", head):
            return None
        words = [word.lower().rstrip(".") for word in match.group(1).split()]
        if not words or words[-1] not in table("roles") or table("roles")[words[-1]] == "p":
            return None
        modifiers = set(words[:-1])
        best: list[tuple[int, Member]] = []
        for member in self.cast.members:
            if member.kind != "person" or member.mentions[0][0] > start:
                continue
            worn = member.roles.get(words[-1])
            generic = member.roles.get("", set())
            if worn is None and not (modifiers and modifiers <= generic):
                continue
            score = _fit(modifiers, (worn or set()) | generic)
            if score >= 0:
                best.append((score, member))
        if not best:
            return None
        top = max(score for score, _ in best)
        fitting = [member for score, member in best if score == top]
        if len(fitting) == 1:
            return fitting[0]
        last = self._before(start, lambda member: any(member is each for each in fitting), "")
        return last if top > 0 or not modifiers else None

    def _of_pronoun(self, start: int, gender: str) -> Member | None:
        """Return the person a pronoun means: the subject of this or one of the sentences before it."""

        def fits(member: Member) -> bool:
            return member.kind in ("person", "unknown") and (
                member.gender == gender or (not member.gender and member.kind == "person")
            )

        return self._before(start, fits, "he" if gender == "m" else "she")

    def _before(self, start: int, fits: Callable[[Member], bool], pronoun: str) -> Member | None:
        """Return the first who fits of the nearest sentence; one that begins with the same pronoun is passed over."""
        floor = max(0, start - _REACH)
        spoken = [(at, member) for at, member in self.spoken[-12:] if floor <= at < start]
        last = self.cast.before(start)
        mentions = [
            (s, m) for s, e, m in self.cast.spans[max(0, last - 40) : last] if s >= floor and not self._quoted(s)
        ]
        seen = sorted([*mentions, *spoken], key=lambda each: each[0])
        bounds = [floor, *(match.end() for match in _SENTENCE.finditer(self.text, floor, start)), start]
        for low, high in zip(reversed(bounds[:-1]), reversed(bounds[1:]), strict=True):
            here = [(at, member) for at, member in seen if low <= at < high and fits(member)]
            here = [(at, member) for at, member in here if not self._owned(at, member)] or here
            if here and not self._led_by(pronoun, low, here[0][0]):
                return None if self._paired(here) else here[0][1]
        return None

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

    def _paired(self, here: list[tuple[int, Member]]) -> bool:
        """Tell whether the first two of a sentence stand side by side (`Smith and Jones`), so that both fit."""
        if len(here) < 2 or here[0][1] is here[1][1]:
            return False
        end = next((e for s, e in here[0][1].mentions if s == here[0][0]), here[0][0])
        return self.text[end : here[1][0]].strip() in ("and", "&", "or")

    def _owned(self, at: int, member: Member) -> bool:
        end = next((e for s, e in member.mentions if s == at), at)
        return self.text[end : end + 2] in ("’s", "'s")

    def _quoted(self, position: int) -> bool:
        at = bisect_left(self.stretches, position, key=lambda each: each.start) - 1
        return at >= 0 and self.stretches[at].end > position


def member_free(words: list[str]) -> bool:
    """Tell whether a phrase ends in a role, so that a name in it only tells where the role belongs."""
    return words[-1] in table("roles")


def _only_names(head: str, people: list[tuple[int, int, Member]], start: int) -> bool:
    rest, at = [], 0
    for begin, stop, _ in people:
        rest.append(head[at : begin - start])
        at = stop - start
    rest.append(head[at:])
    return all(word.lower() in ("and", ",", "&") or word[:1].isupper() for word in " ".join(rest).split())


def _fit(modifiers: set[str], worn: set[str]) -> int:
    """Return how many modifiers a person's role shares, -1 where they speak of somebody else."""
    if ("vice" in modifiers) != ("vice" in worn) and ("vice" in modifiers or "vice" in worn):
        return -1
    score = 0
    for word in modifiers:
        country = table("demonyms").get(word, "").lower()
        if word in worn or (country and country in worn):
            score += 1
        elif (country and any(table("demonyms").get(other) for other in worn)) or word in table("demonyms"):
            return -1
    return score
