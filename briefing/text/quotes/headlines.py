"""Speakers of headlines: `Obama says he saw no evidence`, `Ana Duarte: “The dam will hold”`.

A teaser often is the bare quote, or says `he` or `the former president`, where only the headline names the person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing.text.language_packs import Kind, LanguagePack, Shape, pack
from briefing.text.lexicon import folded
from briefing.text.names.coreference import Member
from briefing.text.names.entities import Cast, cast_of
from briefing.text.quotes.antecedents import IN_HEADLINE
from briefing.text.quotes.clauses import is_passive
from briefing.text.quotes.drafts import Draft
from briefing.text.quotes.noun_phrases import Chunk
from briefing.text.quotes.parsed_text import Line, ParsedText, Quotation
from briefing.text.quotes.people import roles_of
from briefing.text.quotes.quotation_marks import find_stretches
from briefing.text.quotes.resolution import Resolver
from briefing.text.tokens import Tokens

_WORD = re.compile(r"[^\W\d_]+")
_QUOTE = re.compile("\\s*[\"“‘'«„]")
_SAYING = ("say", "tell", "call")
"""Classes of verbs of saying whose subject speaks."""
_OTHERS = ("agency", "body", "document", "place", "thing", "work")
"""Sorts of nouns that are no part of a person's name."""
_SURE = 0.7
"""Minimum confidence of a quote that is named by the headline."""
_LONGEST = 300
"""Code points of a headline, and of a text in front of a quote, that are read."""
_NEAR = 4
"""Chunks between a quote and its verb of saying."""
_DESCRIBING = frozenset(("np", "pp", ",", "sub", "prep"))
"""Chunks between a name and its colon: `Luc Perrin, maire de Lorville : «`, `Weber after the flood: “`."""
_ALL = 0.8
"""Share of a text from which it is nothing but quotes."""
_UNSAID = ("no speaker", "near")
"""Evidence of quotes beside which no word of saying stands."""
_TITLE_CASE = 0.6
"""Share of long words with a capital from which capitals show no names."""
_SHORT = 3
"""Letters of words that have a capital in title case only at times."""


class HeadlineSpeaker(NamedTuple):
    """Who speaks in a headline."""

    name: str
    """The name, without roles."""
    roles: frozenset[str]
    """Role nouns beside it, and their groups."""


def headline_speaker(title: str, language: str) -> HeadlineSpeaker | None:
    """The subject of a headline's verb of saying, or who stands in front of its colon; None without a name.

    Args:
        title: the headline.
        language: code of a language with a pack.
    """
    words = pack(language)
    title = _in_sentence_case(title[:_LONGEST], words)
    stretches = [(0, each.open, each.close) for each in find_stretches(title) if not each.depth and each.closed]
    line = Line(title, 0, len(title), stretches, language)
    tokens, chunks, kinds = line.tokens, line.chunks, line.kinds
    colon = kinds.index(":") if ":" in kinds[1:] else 0
    is_label = kinds[:1] == ["np"] and _DESCRIBING.issuperset(kinds[1:colon])
    if is_label and _QUOTE.match(title, tokens.end[chunks[colon].first]):
        return _named(title, tokens, chunks[0])
    for verb, subject in line.clauses.subject.items():
        form = tokens.verb(chunks[verb].first)
        if form and form.cue in _SAYING and subject >= 0 and not is_passive(tokens, chunks, verb):
            return _named(title, tokens, chunks[subject])
    return None


def with_headline(cast: Cast, title: str, language: str) -> tuple[Cast, Member | None]:
    """The names of a text with the speaker of its headline, who is mentioned in front of it, and that person.

    Args:
        cast: the names in the text, of which one may be a fuller form.
        title: the headline.
        language: code of a language with a pack.
    """
    speaker = headline_speaker(title, language) if title else None
    if speaker is None:
        return cast, None
    words = tuple(speaker.name.split())
    same = _namesakes(cast, words)
    if len(same) > 1:
        return cast, None
    known = same[0] if same else Member(words, words[-1].lower(), "person")
    roles = {**{role: set() for role in speaker.roles}, **known.roles}
    gender = known.gender or (pack(language).sex(words[0].lower()) if len(words) > 1 else "") or ""
    mentions = [IN_HEADLINE, *known.mentions]
    person = replace(known, kind="person", gender=gender, mentions=mentions, roles=roles)
    return cast_of([person, *(who for who in cast.members if who is not known)]), person


def _namesakes(cast: Cast, words: tuple[str, ...]) -> list[Member]:
    """Whom a name may mean: who is called just so, else all with the last name."""
    family = [who for who in cast.members if who.words[-1].lower() == words[-1].lower()]
    return [who for who in family if who.words == words] or family


def name_by_headline(
    title: str, person: Member, drafts: Sequence[Draft], parsed: ParsedText, resolver: Resolver
) -> None:
    """Name the speaker of the headline for quotes without a speaker that repeat its words or are all the text.

    So is one beside a verb of saying that may leave its subject out, where nobody else stands in front.

    Args:
        title: the headline.
        person: who speaks in it.
        drafts: the quotes in one language, named as far as the text tells.
        parsed: the text with these quotes.
        resolver: resolution of the mentions in it.
    """
    is_all = sum(draft.stretch.close - draft.stretch.open for draft in drafts) > _ALL * len(parsed.text.strip())
    for draft in drafts:
        if draft.quotation is None:
            continue
        words = parsed.text[draft.stretch.start : draft.stretch.end]
        is_repeated = not _triples(words).isdisjoint(_triples(title))
        is_unsaid = (is_all and draft.evidence == "no speaker") or (is_repeated and draft.evidence in _UNSAID)
        if is_unsaid or (not draft.mention and _is_by_pronoun(parsed, draft.quotation, person, resolver)):
            draft.speaker, draft.mention, draft.speaks_for = person.full, None, None
            draft.confidence, draft.evidence = max(draft.confidence, _SURE), "headline"


def _is_by_pronoun(parsed: ParsedText, quotation: Quotation, person: Member, resolver: Resolver) -> bool:
    """Whether a verb of saying whose subject is a pronoun for a person, or left out, stands beside a quote."""
    line, at = parsed.lines[quotation.line], quotation.chunk
    for verb in range(max(0, at - _NEAR), min(len(line.kinds), at + _NEAR + 1)):
        if line.kinds[verb] == "cue" and not line.count(".", *sorted((at, verb))) and _is_of_one(line, verb):
            subject = line.clauses.subject.get(verb, -1)
            if subject >= 0:
                return line.kinds[subject] == "pron" and resolver.name(*line.span(subject)) == person.full
            before = resolver.before.person(quotation.stretch.open, lambda who: who.kind == "person")
            return line.tokens.pack.drops_subjects and before is person
    return False


def _is_of_one(line: Line, verb: int) -> bool:
    """Whether a verb is finite and has one person for a subject."""
    first = line.chunks[verb].first
    form = line.tokens.verb(first)
    auxiliary = next((at for at in (verb - 1, verb - 2) if line.kind_at(at) == "aux"), -1)  # `a-t-elle dit`
    finite = first if auxiliary < 0 else line.chunks[auxiliary].first
    is_finite = form is not None and (form.shape in (Shape.PRESENT, Shape.PAST) or auxiliary >= 0)
    return is_finite and not line.tokens.low[finite].endswith(tuple(line.tokens.pack.plural_endings))


def _triples(text: str) -> set[tuple[str, str, str]]:
    """Three words in a row."""
    words = _WORD.findall(text[:_LONGEST].lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def _named(title: str, tokens: Tokens, subject: Chunk) -> HeadlineSpeaker | None:
    """The person that a phrase names at its end or before an apposition; None for places and bodies.

    Behind an article there must be a role: `el alcalde Pedro Gil`, but not `the Brandt`.
    """
    first, stop = subject.name
    if not subject.has_name or (stop != subject.stop and tokens.kind[stop] is not Kind.COMMA):
        return None
    roles = frozenset(part for word, noun in roles_of(tokens, subject) for part in (word, noun.group) if part)
    if tokens.kind[subject.first] is Kind.DETERMINER and not roles:
        return None
    name = title[tokens.start[first] : tokens.end[stop - 1]]
    sorts = {noun.sort for at in range(first, stop) if (noun := tokens.noun(at))}
    is_other = name.isupper() or name.lower() in folded("places") or not sorts.isdisjoint(_OTHERS)
    return None if is_other else HeadlineSpeaker(name, roles)


def _in_sentence_case(title: str, words: LanguagePack) -> str:
    """A headline in title case with its verbs and words of closed classes in lower case."""
    if not words.has_title_case:
        return title
    long = [word for word in _WORD.findall(title) if len(word) > _SHORT]
    if sum(word[0].isupper() for word in long) < _TITLE_CASE * len(long):
        return title

    def lowered(match: re.Match[str]) -> str:
        word = match.group()
        is_word = word.lower() in words.verbs or words.closed.get(word.lower(), Kind.NOUN) is not Kind.NOUN
        return word.lower() if match.start() and is_word else word

    return _WORD.sub(lowered, title)
