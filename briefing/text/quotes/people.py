"""People, organisations and places that an article names, in any language with a pack.

English names are read by `briefing.text.names`; those of the other languages are the names in the noun phrases of the
article, each with the roles beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

from briefing.model import NameKind
from briefing.text.language_packs import LanguagePack, Noun, pack
from briefing.text.languages import ENGLISH
from briefing.text.lexicon import entries
from briefing.text.names.coreference import Member, Register
from briefing.text.names.entities import Cast, cast_of, read_cast
from briefing.text.names.spans import Form
from briefing.text.quotes.attachment import is_unsaid
from briefing.text.quotes.mentions import LONGEST_ROLE
from briefing.text.quotes.noun_phrases import Chunk
from briefing.text.quotes.parsed_text import Line, ParsedText
from briefing.text.tokens import Tokens

_LONGEST_ACRONYM = 7
_IN_FRONT, _BEHIND = 2000, 500
"""Code points in front of a quote and behind it in which its speaker is named, and of a text that introduces people."""
_WORD = re.compile(r"\w+")
_SORTS = {"person": "person", "organization": "organisation", "place": "place", "unknown": "name"}


def read_people(parsed: ParsedText, title: str = "") -> Cast:
    """All that an article names; in English the headline may lend fuller names."""
    if parsed.language == ENGLISH:
        return read_cast(parsed.text, title)
    register = Register(parsed.text)
    mentions = [*chain.from_iterable(map(_mentions, _lines_with_speakers(parsed)))]
    forms = [Form(_words(parsed.text, tokens, span)) for tokens, _, span in mentions]
    for form in forms:
        if len(form.words) > 1:
            register.add(form.words)
    for (tokens, phrase, (first, stop)), form in zip(mentions, forms, strict=True):
        member = register.find(form, tokens.start[first])
        if member is not None:
            member.mentions.append((tokens.start[first], tokens.end[stop - 1]))
            if (first, stop) == phrase.name:
                _learn_roles(member, tokens, phrase)
    words = pack(parsed.language)
    for member in register.members():
        _judge(member, words)
    return cast_of(register.members())


def _lines_with_speakers(parsed: ParsedText) -> list[Line]:
    """The lines near quotes, and those that may tell more of whom these name; all lines where there are no quotes."""
    if not parsed.quotations:
        return [*parsed.lines]
    spoken = [each.stretch for each in parsed.quotations if not is_unsaid(parsed.lines[each.line], each)]
    opens, closes = [each.open for each in spoken], [each.close for each in spoken]
    if not opens:
        return []

    def is_near(line: Line) -> bool:
        at = bisect_left(closes, line.start - _BEHIND)
        return line.start < _IN_FRONT or (at < len(opens) and opens[at] < line.end + _IN_FRONT)

    words, near = pack(parsed.language), {*filter(is_near, parsed.lines)}
    names = {tokens.low[stop - 1] for line in near for tokens, _, (_, stop) in _mentions(line)}

    def introduces(line: Line) -> bool:
        low = _WORD.findall(parsed.text[line.start : line.end].lower())
        before = [first for first, second in pairwise(low) if second in names]
        has_role = any((noun := words.nouns.get(word)) and noun.sort == "role" for word in before)
        return has_role or any(words.sex(word) is not None for word in before)

    return [line for line in parsed.lines if line in near or introduces(line)]


def _mentions(line: Line) -> Iterator[tuple[Tokens, Chunk, tuple[int, int]]]:
    """The names in a line, each with its phrase and its tokens."""
    return ((line.tokens, phrase, span) for phrase in line.chunks for span in _name_spans(line.tokens, phrase))


def name_sorts(cast: Cast, language: str) -> Callable[[int, int], str]:
    """A function that gives the sort of the name between two code points; empty if there is none."""
    nouns = pack(language).nouns

    def sort(start: int, end: int) -> str:
        spans = cast.within(start, end)
        if not spans:
            return ""
        member = spans[0][2]
        is_agency = any((noun := nouns.get(word.lower())) and noun.sort == "agency" for word in member.words)
        return "agency" if is_agency else _SORTS[member.kind]

    return sort


def roles_of(tokens: Tokens, phrase: Chunk) -> Iterator[tuple[str, Noun]]:
    """Role nouns beside the name in a phrase, of several words too."""
    first, stop = phrase.name
    for at in range(phrase.first, phrase.stop):
        if first <= at < stop:
            continue
        for size in range(LONGEST_ROLE, 0, -1):
            word = " ".join(tokens.low[at : at + size])
            noun = tokens.pack.noun(word)
            if noun is not None and noun.sort == "role":
                yield word, noun
                break


def _name_spans(tokens: Tokens, phrase: Chunk) -> Iterator[tuple[int, int]]:
    """Tokens of the names in a phrase, of each person apart: `Aitor y Unai Osa`, but `Ortega y Gasset`."""
    given = tokens.pack.given_names
    for first, stop in (phrase.name, *phrase.owners) if phrase.has_name else phrase.owners:
        begin = first
        for at in range(first + 1, stop - 1):
            is_joined = tokens.low[at] in tokens.pack.joining
            if is_joined and (tokens.low[at - 1] in given or tokens.low[at + 1] in given):
                yield begin, at
                begin = at + 1
        yield begin, stop


def _words(text: str, tokens: Tokens, span: tuple[int, int]) -> tuple[str, ...]:
    words: list[str] = []
    for at in range(*span):
        word = text[tokens.start[at] : tokens.end[at]]
        if words and words[-1].endswith(("’", "'")):  # `Conseil d’État`
            word = words.pop() + word
        words.append(word)
    return tuple(words)


def _learn_roles(member: Member, tokens: Tokens, phrase: Chunk) -> None:
    """Record the roles and the gender beside a name, each role with the words around it."""
    around = {low for at, low in enumerate(tokens.low[phrase.first : phrase.stop], phrase.first) if low.isalpha()}
    before = tokens.noun(phrase.name[0] - 1) if phrase.name[0] > phrase.first else None
    if before is not None and before.sort == "body":  # `a empresa Águas do Vale`
        member.kind = "organization"
        member.roles.update({word: set() for word in (tokens.low[phrase.name[0] - 1], before.group) if word})
    for word, noun in roles_of(tokens, phrase):
        member.titled = True
        member.gender = member.gender or noun.gender
        for role in filter(None, (word, noun.group)):
            member.roles.setdefault(role, set()).update(around - {word})


def _judge(member: Member, words: LanguagePack) -> None:
    """Set the kind of a member, and the gender by its given name."""
    low = [word.lower() for word in member.words]
    if member.kind == "unknown":
        member.kind = _kind(low, member.words, words)
    if member.kind == "unknown" and member.roles:
        member.kind = "person"
    if member.kind == "person":  # `Fraktionsvize Gitta Sommerau`
        member.gender = words.sex(low[0]) or member.gender


def _kind(low: Sequence[str], written: Sequence[str], words: LanguagePack) -> NameKind:
    sorts = {noun.sort for word in (*low, " ".join(low)) if (noun := words.noun(word)) is not None}
    is_acronym = len(low) == 1 and written[0].isupper() and 1 < len(low[0]) <= _LONGEST_ACRONYM
    if "body" in sorts or is_acronym:
        return "organization"
    is_surname = words.drops_subjects or "-" in low[0] or written[0] in entries("places")
    if (len(low) > 1 or not is_surname) and words.sex(low[0]) is not None and "agency" not in sorts:
        return "person"
    return "place" if "place" in sorts else "unknown"
