"""People of a text, with the roles and genders that it gives them, and the resolution of mentions.

A person is named in full once and by a part of the name afterwards; roles and genders beside the name show whom
`el mandatario` or `sie` refers to.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from briefing.text.language_packs import Kind, LanguagePack, Noun, pack
from briefing.text.languages import ENGLISH
from briefing.text.names.entities import Cast
from briefing.text.quotes.noun_phrases import Chunk
from briefing.text.quotes.parsed_text import Line, ParsedText
from briefing.text.tokens import Tokens

_LONGEST_MENTION = 12
"""Maximum length of a mention without a name that is shown, in words."""
_MOST = 50
"""Persons that are looked at where many share a name or a role, and mentions looked back at."""
_LONGEST_ACRONYM = 7
_SIDE_BY_SIDE = 150
"""Distance of two names that share a part, in code points, below which that part alone names neither."""


@dataclass(slots=True)
class Person:
    """A person, organisation or place with a name."""

    words: tuple[str, ...]
    """The fullest form, as written."""
    sort: str
    """`person`, `organisation`, `agency`, `place`, or `name`."""
    gender: str = ""
    """`m`, `f`, or empty."""
    roles: set[str] = field(default_factory=set)
    """Role nouns and groups of roles, in lower case."""
    first: float = math.inf
    """First code point of the first mention."""
    last: float = -math.inf
    """First code point of the latest mention read so far."""

    @property
    def name(self) -> str:
        """The fullest form."""
        return " ".join(self.words)

    def agrees(self, gender: str) -> bool:
        """Whether a gender may be that of the person."""
        return not gender or not self.gender or self.gender == gender


class People:
    """The names of a text."""

    def __init__(self, parsed: ParsedText) -> None:
        """Read all names of an article."""
        self._text = parsed.text
        self._by_words: dict[tuple[str, ...], Person] = {}
        self._by_part: dict[str, list[Person]] = {}
        self._by_role: dict[str, list[Person]] = {}
        self._spans: list[tuple[int, int, Person]] = []
        mentions = [(line, each, span) for line in parsed.lines for each in line.chunks for span in _name_spans(each)]
        for line, _, span in sorted(mentions, key=lambda mention: mention[2][0] - mention[2][1]):
            self._introduce(line, span)
        for line, chunk, span in mentions:
            self._read(line, chunk, span)
        self._spans.sort(key=lambda each: each[0])
        self._starts = [span[0] for span in self._spans]

    def _introduce(self, line: Line, span: tuple[int, int]) -> None:
        """Add a name, unless it is a shorter form of a known one."""
        words = self._name_words(line, span)
        key = tuple(word.lower() for word in words)
        if key in self._by_words or any(_is_form(each, key) for each in self._by_part.get(key[-1], ())[:_MOST]):
            return
        pack = line.tokens.pack
        person = Person(words, _name_sort(key, words, pack))
        if person.sort == "person":
            person.gender = pack.given_names.get(key[0], "")
        self._by_words[key] = person
        for word in set(key):
            self._by_part.setdefault(word, []).append(person)

    def _read(self, line: Line, mention: Chunk, span: tuple[int, int]) -> None:
        """Add a mention with the role and gender that it shows."""
        person = self._named(tuple(word.lower() for word in self._name_words(line, span)))
        if person is None:
            return
        start, end = line.tokens.start[span[0]], line.tokens.end[span[1] - 1]
        self._spans.append((start, end, person))
        person.first = min(person.first, start)
        person.last = start
        for word, noun in _roles(line.tokens, mention) if span == mention.name else ():
            if person.sort == "name":
                person.sort = "person"
            person.gender = person.gender or noun.gender
            for role in {word, noun.group} - {""} - person.roles:
                person.roles.add(role)
                self._by_role.setdefault(role, []).append(person)

    def _named(self, key: tuple[str, ...]) -> Person | None:
        """The person with a name, or the latest whose short form it may be; None if ambiguous."""
        if key in self._by_words:
            return self._by_words[key]
        forms = [each for each in self._by_part.get(key[-1], ())[:_MOST] if _is_form(each, key)]
        forms.sort(key=lambda each: -each.last)
        if len(forms) > 1 and forms[0].last - forms[1].last < _SIDE_BY_SIDE:
            return None
        return forms[0] if forms else None

    def _name_words(self, line: Line, span: tuple[int, int]) -> tuple[str, ...]:
        tokens = line.tokens
        return tuple(self._text[tokens.start[at] : tokens.end[at]] for at in range(*span))

    def at(self, start: int, end: int) -> Person | None:
        """Whoever is named between two code points."""
        index = bisect_left(self._starts, start)
        if index < len(self._spans) and self._spans[index][0] < end:
            return self._spans[index][2]
        return self._spans[index - 1][2] if index and self._spans[index - 1][1] > start else None

    def sort(self, start: int, end: int) -> str:
        """Sort of the name between two code points; empty if there is none."""
        person = self.at(start, end)
        return person.sort if person else ""

    def resolve(self, line: Line, mention: Chunk, speakers: Sequence[Person]) -> Person | str | None:
        """The person a mention refers to.

        Args:
            line: its line.
            mention: the mention.
            speakers: who has spoken before, the latest last.

        Returns:
            The person; the mention as written if it has no name, but tells who speaks; None if it tells nothing.
        """
        tokens = line.tokens
        if mention.has_name and not _is_complement(tokens, mention):
            person = self.at(tokens.start[mention.name[0]], tokens.end[mention.name[1] - 1])
            if person is not None:
                return person
            if mention.name == (mention.first, mention.stop):
                return None
        start = tokens.start[mention.first]
        if tokens.kind[mention.head] in (Kind.PRONOUN, Kind.RELATIVE):
            gender = tokens.pack.gender.get(tokens.low[mention.head], "")
            persons = (each for each in self._recent(start, speakers) if each.sort == "person" and each.agrees(gender))
            return next(persons, None) if gender else None
        role = next(_roles(tokens, mention), None)
        if role and _is_definite(tokens, mention.first):
            person = self._in_role(start, role, _gender(tokens, mention, role[1]), mention, speakers)
            if person is not None:
                return person
        written = " ".join(self._text[start : tokens.end[mention.stop - 1]].split())
        return written if len(written.split()) <= _LONGEST_MENTION else None

    def _in_role(
        self, start: int, role: tuple[str, Noun], gender: str, mention: Chunk, speakers: Sequence[Person]
    ) -> Person | None:
        """The person with a role: somebody named with it before or afterwards, else the last one mentioned."""
        roles = [name for name in (role[0], role[1].group) if name]
        before = (each for each in self._recent(start, speakers) if not each.roles.isdisjoint(roles))
        behind = (each for name in roles for each in self._by_role.get(name, ())[:_MOST] if each.first > start)
        named = next((each for each in chain(before, behind) if each.agrees(gender)), None)
        return named or self._mentioned_last(start, gender, mention, speakers)

    def _mentioned_last(self, start: int, gender: str, mention: Chunk, speakers: Sequence[Person]) -> Person | None:
        """The latest speaker, or for a short mention the last person without a role."""
        is_short = mention.stop - mention.first == 2
        for person in self._recent(start, speakers):
            if person.sort not in ("person", "name"):
                continue
            is_latest = bool(speakers) and person is speakers[-1]
            if person.agrees(gender) and (is_latest or (is_short and not person.roles and len(person.words) > 1)):
                return person
        return None

    def _recent(self, position: int, speakers: Sequence[Person]) -> Iterator[Person]:
        """The latest speaker, then the persons named before a code point, the latest first."""
        latest = speakers[-1] if speakers else None
        seen = {id(latest)}
        if latest is not None:
            yield latest
        before = bisect_left(self._starts, position)
        for _, _, person in islice(reversed(self._spans[max(0, before - _MOST) : before]), _MOST):
            if id(person) not in seen and person.sort in ("person", "name"):
                seen.add(id(person))
                yield person


_KINDS = {"person": "person", "organization": "organisation", "place": "place", "unknown": "name"}


def sorts_in(cast: Cast) -> Callable[[int, int], str]:
    """A function that gives the sort of a name of a cast, as `People.sort` does."""
    nouns = pack(ENGLISH).nouns

    def sort(start: int, end: int) -> str:
        spans = cast.within(start, end)
        if not spans:
            return ""
        member = spans[0][2]
        is_agency = any((noun := nouns.get(word.lower())) and noun.sort == "agency" for word in member.words)
        return "agency" if is_agency else _KINDS[member.kind]

    return sort


def _name_spans(mention: Chunk) -> Iterator[tuple[int, int]]:
    """Tokens of the names in a phrase."""
    if mention.has_name:
        yield mention.name
    yield from mention.owners


def _is_form(person: Person, key: tuple[str, ...]) -> bool:
    """Whether a shorter name may be that of a person: last or first word, or the first of two surnames."""
    own = tuple(word.lower() for word in person.words)
    size = len(key)
    if size >= len(own):
        return key == own
    return person.sort in ("person", "name") and (
        own[-size:] == key or own[:size] == key or (len(own) > 2 and own[1 : 1 + size] == key)
    )


def _is_complement(tokens: Tokens, mention: Chunk) -> bool:
    """Whether the name in a phrase belongs to what the phrase is about: `el partido de Ana Ruiz`."""
    first, behind = mention.name[0], mention.head + 1
    is_given = tokens.low[first] in tokens.pack.given_names
    is_apposition = Kind.COMMA in tokens.kind[behind:first]
    return first > behind and tokens.kind_at(behind) is Kind.OF and not is_given and not is_apposition


def _name_sort(key: Sequence[str], words: Sequence[str], pack: LanguagePack) -> str:
    sorts = {noun.sort for low in (*key, " ".join(key)) if (noun := pack.nouns.get(low)) is not None}
    if "agency" in sorts:
        return "agency"
    if "body" in sorts or (len(words) == 1 and words[0].isupper() and 1 < len(words[0]) <= _LONGEST_ACRONYM):
        return "organisation"
    if len(words) > 1 and key[0] in pack.given_names:
        return "person"
    return "place" if "place" in sorts else "name"


def _roles(tokens: Tokens, mention: Chunk) -> Iterator[tuple[str, Noun]]:
    """Role nouns of a phrase, of two or three words too; those of its complements do not count."""
    first, stop = mention.name
    for at in range(mention.first, mention.stop):
        if tokens.kind[at] is Kind.OF and not mention.has_name and at > mention.head:
            return
        if first <= at < stop:
            continue
        for size in (3, 2, 1):
            word = " ".join(tokens.low[at : at + size])
            noun = tokens.pack.nouns.get(word)
            if noun is not None and noun.sort == "role":
                yield word, noun
                break


def _is_definite(tokens: Tokens, first: int) -> bool:
    """Whether an article opens a phrase, if only in one word with a preposition: `a juicio del ministro`."""
    before = tokens.low[first - 1].split()[-1:] if first else []
    return tokens.kind[first] is Kind.DETERMINER or (bool(before) and before[0] in tokens.pack.contractions)


def _gender(tokens: Tokens, mention: Chunk, noun: Noun) -> str:
    return tokens.pack.gender.get(tokens.low[mention.first], "") or noun.gender
