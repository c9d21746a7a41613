"""Antecedents: the person that a pronoun or a role refers to, and the group that `the two leaders` refers to.

The text is searched backwards, sentence by sentence, from the mention. Where two people fit equally nobody is named.
`resolution` decides what kind of mention it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice
from operator import itemgetter

from briefing.text.given_names import gender_in_america
from briefing.text.language_packs import Kind, LanguagePack, Shape
from briefing.text.names.coreference import Member
from briefing.text.names.entities import Cast
from briefing.text.quotes.joined_clauses import (
    OPENING_WORDS,
    WORD,
    is_inserted,
    is_led_behind_opening,
    is_opening,
    joins_clauses,
)
from briefing.text.quotes.quotation_marks import Stretch
from briefing.text.quotes.sentence_ends import sentence_ends

IN_HEADLINE = (-1, 0)
"""Span of who speaks in the headline, which is read as a sentence in front of the text."""
_REACH = 1500
"""Maximum distance of an antecedent, in code points."""
_MOST_SENTENCES = 15
"""Maximum number of sentences in which an antecedent is looked for."""
_MOST_SPOKEN = 12
"""Number of the latest speakers who are looked for, too."""
_GROUP_SENTENCES = 4
"""Number of sentences in which the members of a group are looked for."""
_RECENT = 40
"""Maximum number of mentions between a mention and its antecedent."""
_SUBJECT_SENTENCES = 3
"""Number of sentences in which somebody is looked for whom the text is about."""
_LONGEST_WORD = 12
"""Code points in front of a mention in which the word before it is read."""
_LONGEST_INTRODUCTION = 40
"""Code points in front of a mention in which a relative pronoun and a verb are looked for."""
_LETTERS = re.compile(r"[^\W\d_]+")
_TURN = 120
"""Maximum distance of the mentions of speakers in a dialogue, in code points."""
_LED = 300
"""Code points of a sentence in which a pronoun is looked for before the first name."""
_OPENING = 80
"""Code points of a sentence in which somebody without a name is looked for."""
_LEADS = (Kind.PREPOSITION, Kind.OF, Kind.TO, Kind.DETERMINER)

Fits = Callable[[Member], bool]
Mentions = list[tuple[int, Member]]
Sentences = Iterator[tuple[int, int, Mentions]]


@dataclass
class Antecedents:
    """Backward search for the people of a text."""

    text: str
    """Text of the article."""
    cast: Cast
    """The people named in it."""
    stretches: list[Stretch]
    """All quoted stretches of depth 0: who is named inside is not who speaks outside."""
    words: LanguagePack
    """The language of the text."""
    first: int = field(init=False, default=-1)
    """First code point of what is searched: a quote names whom it retells."""
    spoken: Mentions = field(default_factory=list)
    """Positions of mentions that were resolved, in order."""

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.stretches]

    @cached_property
    def _outside(self) -> tuple[Mentions, list[int]]:
        """The mentions that are not quoted; for each mention, and their end, how many before it are not quoted."""
        is_free = [not self._is_quoted(begin) for begin in self.cast.starts]
        free = [(begin, who) for (begin, _, who), each in zip(self.cast.spans, is_free, strict=True) if each]
        return free, list(accumulate(is_free, initial=0))

    @cached_property
    def _bounds(self) -> list[int]:
        """The ends of all sentences."""
        return sentence_ends(self.text, self.words.language)

    def person(self, start: int, fits: Fits, gender: str = "") -> Member | None:
        """The first fitting person of the nearest sentence whose subject is not a pronoun of the same gender."""
        stranger = is_led = False
        sentences = self._by_sentence(start, _MOST_SENTENCES, self.spoken[-_MOST_SPOKEN:])
        for low, high, within in self._without_insertion(sentences, start) if gender else sentences:
            if gender and self._is_led_by_stranger(within, low, high):
                return None
            here = self._fitting(within, fits, gender, low)
            if gender and (who := self._called_first(low, fits, here)):
                return who
            here = self._subjects(here) if is_led else here  # no owner: `Weber’s house`
            if here and self._is_led_by(gender, low, here[0][0]):
                is_led = True
            elif here:
                who = None if self._is_pair(here) else here[0][1]
                return self._only_one(who, here, start, fits, stranger) if gender and who else who
            stranger = stranger or _has_stranger(within)
        return None

    def _by_sentence(self, start: int, most: int, spoken: Iterable[tuple[int, Member]] = ()) -> Sentences:
        """The sentences before a place, nearest first, each with the people that it names and who spoke there."""
        floor = max(self.first, start - _REACH)
        seen = [*self._named(floor, start), *(each for each in spoken if floor <= each[0] < start)]
        seen.sort(key=itemgetter(0))
        for low, high in islice(self._sentences(floor, start), most):
            first = bisect_left(seen, low, key=itemgetter(0))
            yield low, high, seen[first : bisect_left(seen, high, first, key=itemgetter(0))]

    def _subjects(self, mentions: Mentions) -> Mentions:
        """Mentions that are no owners."""
        return [each for each in mentions if not self._is_owner(*each)]

    def _called_first(self, low: int, fits: Fits, here: Mentions) -> Member | None:
        """The only person with the role that a sentence begins with: `The prince stayed at the house of Weber`.

        None if one of those `here` is governed by no preposition.
        """
        if not all(self.is_governed(at) for at, _ in here):
            return None
        article, role, behind, *_ = [*WORD.findall(self.text[low : low + _OPENING].lower()), "", "", ""]
        called = self.cast.people.get(role, ()) if article in self.words.definite else ()
        is_whole = not self._is_preposition(behind) and len(called) == 1
        return called[0] if is_whole and called[0].mentions[0][0] < low and fits(called[0]) else None

    def _fitting(self, mentions: Mentions, fits: Fits, gender: str, low: int) -> Mentions:
        """Mentions of the sentence from `low` on that fit; preferably no owners, and for a pronoun its subject."""
        fitting = [each for each in mentions if fits(each[1]) or (gender and self._is_speaking_name(*each, gender))]
        others = self._subjects(fitting)
        fitting = others if self.first >= 0 else others or fitting  # a quote seldom says more of whom it retells
        if not gender or not fitting:
            return fitting
        fitting = _preferred(fitting, lambda at, _: self._is_behind_opening(at, low))
        if self._is_pair(fitting) and self._is_speaking(*fitting[1]):
            return fitting
        fitting = _preferred(fitting, lambda at, who: who.gender == gender and self._is_relation(at, gender))
        fitting = _preferred(fitting, self._is_speaking)
        fitting = _preferred(fitting, lambda at, _: not self.is_governed(at))
        return [each for each in fitting if not self._is_in_relative(each[0])]

    def namesake(self, start: int, end: int, member: Member) -> Member:
        """The relation of a person with the same last name whom a possessive shows to be meant.

        `“He is my rock,” Duarte said of her husband` is not said by the husband.
        """
        if member.last not in self.cast.shared or " " in self.text[start:end]:
            return member
        words = [each.lower() for each in _LETTERS.findall(self.text, end, end + _LONGEST_INTRODUCTION)]
        is_said = bool(words) and words[0] in self.words.verbs and self.words.verbs[words[0]].cue
        for word, noun in zip(words, map(self.words.noun, words[1:]), strict=False) if is_said else ():
            gender = self.words.gender.get(word, "")
            if noun and noun.group == "person" and gender and not member.agrees(gender):
                others = [who for who in self.cast.by_name[member.last, ""] if who.gender == gender]
                return others[0] if len(others) == 1 else member
        return member

    def subjects(self, start: int, fits: Fits) -> list[Member]:
        """The first fitting person of each of the sentences before, nearest first, and the latest speaker."""
        subjects: list[Member] = []
        for _, _, within in self._by_sentence(start, _SUBJECT_SENTENCES):
            here = [each for each in within if fits(each[1])]
            if not self._is_pair(here):
                subjects += [who for at, who in here if not self._is_owner(at, who) and not self.is_governed(at)][:1]
        subjects += [who for at, who in self.spoken[-1:] if start - _REACH <= at < start and fits(who)]
        return [*dict.fromkeys(subjects)]

    def persons(self, start: int) -> list[Member]:
        """The latest persons named before a place."""
        named = self._named(max(self.first, start - _REACH), start)
        return [*dict.fromkeys(who for _, who in named if who.kind in ("person", "unknown"))]

    def latest(self, start: int, gender: str) -> Member | None:
        """The person named last before a place, whom `the latter` refers to."""
        named = reversed(self._named(max(self.first, start - _REACH), start))
        return next((who for _, who in named if who.kind == "person" and who.agrees(gender)), None)

    def group(self, start: int, size: int, fits: Fits) -> list[Member]:
        """The fitting people of the nearest sentence that names `size` of them; empty if it names more."""
        for _, _, within in self._by_sentence(start, _GROUP_SENTENCES):
            here = [*dict.fromkeys(who for _, who in within if fits(who))]
            if len(here) >= size:
                return here if len(here) == size else []
        return []

    def _named(self, floor: int, start: int) -> Mentions:
        last = self.cast.before(start)
        first = min(last, max(0, last - _RECENT, self.cast.before(floor)))
        mentions, places = self._outside
        return mentions[places[first] : places[last]]

    def _sentences(self, floor: int, start: int) -> Iterator[tuple[int, int]]:
        """The sentences before `start`, nearest first."""
        end = start
        for at in range(bisect_right(self._bounds, start) - 1, -1, -1):
            if self._bounds[at] <= floor:
                break
            yield self._bounds[at], end
            end = self._bounds[at]
        yield max(floor, 0), end
        if floor < 0:
            yield IN_HEADLINE

    def sentences(self, start: int) -> Iterator[tuple[int, int, list[tuple[int, int, int]]]]:
        """The sentences before `start`, nearest first, each with its quotes; those inside quotes are left out."""
        for low, high in self._sentences(max(self.first, start - _REACH), start):
            first = max(0, bisect_right(self._starts, low) - 1)
            quotes = [(0, each.open, each.close) for each in self.stretches[first : bisect_left(self._starts, high)]]
            low = max([low, *(close for _, begin, close in quotes if begin < low)])
            quotes = [each for each in quotes if low <= each[1]]
            if low <= high and all(close <= high for _, _, close in quotes):
                yield low, high, quotes

    def second_end(self, start: int) -> int:
        """End of the sentence behind that of a code point."""
        at = bisect_right(self._bounds, start)
        return self._bounds[at + 1] if at + 1 < len(self._bounds) else len(self.text)

    def _is_led_by(self, gender: str, low: int, stop: int) -> bool:
        """Whether the subject of a sentence is somebody named before whose pronoun it is: `he met Weber`."""
        if not gender:
            return False
        before = self.text[low:stop][:_LED].lower()
        words = WORD.findall(before)
        if not words:
            return False
        if is_opening(words[0], self.words):
            return is_led_behind_opening(before, gender, self.words)
        same = [word for word in words if self.words.gender.get(word) == gender]
        owned = [word for word in same if self.words.closed.get(word) is Kind.POSSESSIVE]
        if owned and (self._is_preposition(words[-1]) or owned[-1] not in words[-4:]):
            return True  # `his friendship with Weber`, `asked about her vote now that Duarte stands`
        pronoun = next((word for word in same if self.words.closed.get(word) is Kind.PRONOUN), None)
        return pronoun is not None and not self._is_quoted(low + before.find(pronoun))

    def _is_preposition(self, word: str) -> bool:
        return self.words.closed.get(word) in (Kind.PREPOSITION, Kind.OF, Kind.TO)

    def _is_led_by_stranger(self, within: Mentions, low: int, high: int) -> bool:
        """Whether a sentence begins with somebody without a name, or with a name of unknown kind."""
        if within and within[0][0] == low and may_be_anybody(within[0][1]):
            return not self._is_speaking(*within[0])
        named = within[0][0] if within else high
        first, *rest = WORD.findall(self.text[low : min(named, low + _OPENING)].lower())[:OPENING_WORDS] or [""]
        roles = [word for word in rest if self.is_title(word)]
        if first in self.words.definite and roles[:1] == rest[:1] and len(rest) > 1:  # `The emir of Qatar`
            return self.words.closed.get(rest[1]) is Kind.OF and self.cast.people.keys().isdisjoint(roles)
        return first in self.words.indefinite and (bool(roles) or not self.words.verbs.keys().isdisjoint(rest[:1]))

    def _is_speaking(self, at: int, member: Member) -> bool:
        """Whether a verb of saying stands right beside a mention: `..., Weber argues.`, `..., said Weber.`"""
        end = self._end(at, member)
        mark = self.text[end : end + 1]
        if mark == "," and self.is_governed(at):
            return False  # `Ebert, a spokesman for Weber, said`
        behind = WORD.match(self.text, end + 1 + (mark == ","), end + 24)
        before = self._before(at, 24).rsplit(maxsplit=1)[-1:] if mark in ".,;" else []
        for word in (*before, behind.group().rstrip(".") if behind else ""):  # in front, a full stop ends a sentence
            verb = self.words.verbs.get(word.lower())
            if verb is not None and verb.cue in ("say", "tell") and verb.shape in (Shape.PAST, Shape.PRESENT):
                return True
        return False

    def _is_speaking_name(self, at: int, member: Member, gender: str) -> bool:
        """Whether a name of unknown kind is a person's by what it does: `Mia Lund said`."""
        before = self._before(at, _LONGEST_WORD).lower().split()[-1:]
        is_led = bool(before) and self.words.closed.get(before[0]) in _LEADS
        may_be = may_be_anybody(member) and gender_in_america(member.words[0].lower()) in (gender, "")
        return may_be and not is_led and self._is_speaking(at, member)

    def is_governed(self, at: int) -> bool:
        """Whether a preposition stands before a mention, titles aside: `for President Weber`."""
        words = self._before(at, 60).lower().split()
        while words and self.is_title(words[-1]):
            words.pop()
        return bool(words) and self._is_preposition(words[-1])

    def _is_behind_opening(self, at: int, low: int) -> bool:
        """Whether a mention follows the clause that opens a sentence: `Asked if Duarte was right, Weber shrugged.`"""
        first = WORD.match(self.text, low)
        word = first.group().lower() if first else ""
        is_open = self.words.closed.get(word) is not Kind.PREPOSITION and is_opening(word, self.words)
        comma = self.text.rfind(",", low, at) if is_open else -1
        return comma >= 0 and all(self.is_title(each) for each in self.text[comma + 1 : at].lower().split())

    def _is_relation(self, at: int, gender: str) -> bool:
        """Whether a mention is of a relation of somebody of the other gender: `his wife Duarte`."""
        words = self.text[max(0, at - _LONGEST_INTRODUCTION) : at].lower().split()
        while words and self.is_title(words[-1]):
            words.pop()
        is_owned = bool(words) and self.words.closed.get(words[-1]) is Kind.POSSESSIVE
        return is_owned and self.words.gender.get(words[-1], gender) != gender

    def _is_in_relative(self, at: int) -> bool:
        """Whether a mention is the object of a relative clause: `the revolt that toppled Weber`."""
        *_, relative, verb = ["", "", *self._before(at, _LONGEST_INTRODUCTION).lower().split()]
        form = self.words.verbs.get(verb)
        is_relative = self.words.closed.get(relative) in (Kind.RELATIVE, Kind.SUBORDINATOR)
        return is_relative and form is not None and not form.cue

    def is_title(self, word: str) -> bool:
        """Whether a word is a role or title."""
        noun = self.words.noun(word)
        return noun is not None and noun.sort == "role"

    def _is_pair(self, here: Mentions) -> bool:
        """Whether the first two of a sentence stand side by side (`Smith and Jones`), so that both fit."""
        if len(here) < 2 or here[0][1] is here[1][1]:
            return False
        between = self.text[self._end(*here[0]) : here[1][0]].lower().split()[:5]
        is_joined = bool(between) and self.words.closed.get(between[0]) is Kind.CONJUNCTION
        return is_joined and all(
            self.is_title(word) or word in self.words.demonyms or self.words.closed.get(word) is Kind.POSSESSIVE
            for word in between[1:]
        )

    def _without_insertion(self, sentences: Sentences, start: int) -> Sentences:
        """The sentences without the one that a pronoun is inserted in."""
        words = self.words
        return (each for each in sentences if each[1] != start or not is_inserted(self.text[each[0] : start], words))

    def _only_one(self, who: Member, here: Mentions, start: int, fits: Fits, stranger: bool) -> Member | None:
        """The first person of a sentence; None where a pronoun may mean another one."""
        if stranger and not who.gender:
            return None
        other = None if who.gender else self._other_in_dialogue(start, who, fits)
        return other or self._last_subject(here)

    def _other_in_dialogue(self, start: int, last: Member, fits: Fits) -> Member | None:
        """Who spoke before the last speaker, whose gender is unknown, if that is one of known gender.

        `“Will you pay?” asked Emily Moss. “No,” replied Kerr. “Then leave,” she said.`
        """
        (early, before), (late, who) = self.spoken[-2:] if len(self.spoken) > 1 else ((0, last), (0, last))
        is_dialogue = who is last and before is not last and start - late < _TURN and late - early < _TURN
        return before if is_dialogue and before.gender and fits(before) else None

    def _last_subject(self, here: Mentions) -> Member | None:
        """The first of a sentence; None if another one is the subject of a clause joined to the first one's."""
        (at, first), *others = here
        start = self._end(at, first)
        is_joined = any(
            joins_clauses(self.text[start:at], self.text[self._end(at, who) : at + _OPENING], self.words, self.is_title)
            for at, who in others
            if who is not first
        )
        return None if is_joined else first

    def _before(self, at: int, room: int) -> str:
        return self.text[max(0, at - room) : max(0, at)]

    def _is_owner(self, at: int, member: Member) -> bool:
        return self.words.has_contractions and self.text.startswith(("’s", "'s"), self._end(at, member))

    def _end(self, at: int, member: Member) -> int:
        """End of the mention of a member at `at`; `at` itself for a pronoun."""
        index = bisect_left(member.mentions, (at, 0))
        is_name = index < len(member.mentions) and member.mentions[index][0] == at
        return member.mentions[index][1] if is_name else at

    def _is_quoted(self, position: int) -> bool:
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and self.stretches[at].end > position


def _preferred(mentions: Mentions, is_better: Callable[[int, Member], bool]) -> Mentions:
    """The better ones of some mentions; all if none is better."""
    return [each for each in mentions if is_better(*each)] or mentions


def may_be_anybody(member: Member) -> bool:
    """Whether a name of two or three words may be a person's, whose gender is unknown."""
    return member.kind == "unknown" and not member.gender and len(member.words) in (2, 3)


def _has_stranger(mentions: Mentions) -> bool:
    return any(may_be_anybody(member) for _, member in mentions)
