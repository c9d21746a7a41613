"""Speakers of headlines: `Obama says he saw no evidence`, `Ana Duarte: “The dam will hold”`.

A teaser often is the bare quote, or says `he` or `the former president`, where only the headline names the person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefing.text.language_packs import Kind, LanguagePack, Shape, pack
from briefing.text.names.words import folded
from briefing.text.quotes.clauses import is_passive
from briefing.text.quotes.drafts import Draft
from briefing.text.quotes.mentions import Role
from briefing.text.quotes.noun_phrases import Chunk
from briefing.text.quotes.parsed_text import Line, ParsedText
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
_IN_HEADLINE = 0.7
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
_OTHER_ROLES = ("person", "spokesperson")
"""Groups of roles that somebody else than the person of the headline may have: `the daughter`."""
_ROLES = ("role",)
"""Sorts of nouns that a pronoun may be about."""
_SPEAKING = (*_ROLES, "people", "body", "agency")
"""Sorts of nouns that a role or a verb without a subject may be about."""
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


def name_by_headline(title: str, drafts: Sequence[Draft], parsed: ParsedText, resolver: Resolver) -> None:
    """Name the speaker of the headline for quotes without a speaker that repeat its words or are all the text.

    A pronoun, or a role that nobody has, before which nobody is named refers to that person, too.

    Args:
        title: the headline.
        drafts: the quotes in one language, named as far as the text tells.
        parsed: the text with these quotes.
        resolver: resolution of the mentions in it.
    """
    speaker = headline_speaker(title, parsed.language) if title and drafts else None
    if speaker is None:
        return
    teaser = _Teaser(parsed, resolver, speaker)
    is_all = sum(draft.stretch.close - draft.stretch.open for draft in drafts) > _ALL * len(parsed.text.strip())
    for draft in drafts:
        if draft.quotation is None:
            continue
        is_repeated = is_in_headline(parsed.text[draft.stretch.start : draft.stretch.end], title)
        is_unsaid = (is_all and draft.evidence == "no speaker") or (is_repeated and draft.evidence in _UNSAID)
        if is_unsaid or teaser.is_said_by_pronoun(draft):
            draft.speaker, draft.mention, draft.speaks_for = teaser.full, None, None
            draft.confidence, draft.evidence = max(draft.confidence, _IN_HEADLINE), "headline"
        elif teaser.is_meant(draft, is_repeated=is_repeated):
            draft.speaker = teaser.full


class _Teaser:
    """A text and the person of its headline."""

    def __init__(self, parsed: ParsedText, resolver: Resolver, speaker: HeadlineSpeaker) -> None:
        """Look for the person among those whom the text names."""
        self._parsed, self._resolver, self._words = parsed, resolver, pack(parsed.language)
        spans, last = resolver.cast.spans, speaker.name.split()[-1].lower()
        member = next((who for _, _, who in spans if who.words[-1].lower() == last), None)
        first, *rest = (member.full if member else speaker.name).lower().split()
        self.full = member.full if member else speaker.name
        """The name of the headline, made full by the text."""
        self._gender = (member.gender if member else "") or (self._words.sex(first) if rest else "")
        self._roles = speaker.roles.union(member.roles if member else ())
        self._called: frozenset[str] = frozenset()
        somebody = (start for start, _, who in spans if who.kind not in ("place", "organization"))
        self._first_named = next(somebody, len(parsed.text))

    def is_said_by_pronoun(self, draft: Draft) -> bool:
        """Whether a verb of saying with a pronoun, or without any subject, stands beside a quote of nobody's."""
        quotation = draft.quotation
        if quotation is None or draft.mention or self._introduces_somebody(draft.stretch.open, _SPEAKING):
            return False
        line, at = self._parsed.lines[quotation.line], quotation.chunk
        near = range(max(0, at - _NEAR), min(len(line.kinds), at + _NEAR + 1))
        return any(
            line.kinds[verb] == "cue" and not line.count(".", *sorted((at, verb))) and self._is_by_pronoun(line, verb)
            for verb in near
        )

    def is_meant(self, draft: Draft, *, is_repeated: bool) -> bool:
        """Whether a draft is by a pronoun without an antecedent, or by a role that nobody has.

        Where the headline has its words, somebody in front of the pronoun does not matter.
        """
        if draft.mention is None:
            return False
        start = min(draft.mention[0], draft.stretch.open)
        if not draft.speaker:
            return self._is_by_one(draft) and (is_repeated or not self._introduces_somebody(start, _ROLES))
        if self._first_named < start or self._resolver.cast.within(*draft.mention):
            return False
        mention = self._resolver.mention(*draft.mention)
        role = mention.role if mention and mention.is_definite else None
        return role is not None and self._has(role, start)

    def _is_by_one(self, draft: Draft) -> bool:
        """Whether the mention of a draft is a pronoun that fits, with a verb of one person."""
        text = self._parsed.text
        is_plural = draft.cue is not None and self._is_plural(text[slice(*draft.cue)].lower())
        return draft.mention is not None and not is_plural and self._is_pronoun(text[slice(*draft.mention)].lower())

    def _is_plural(self, verb: str) -> bool:
        return verb.endswith(tuple(self._words.plural_endings))

    def _has(self, role: Role, position: int) -> bool:
        """Whether the person of the headline may be whom the text calls by a role from a place on."""
        names = frozenset((role.word, role.noun.group or role.word))
        if not self._called.isdisjoint(names):
            return True
        is_had = any(self._resolver.cast.people.get(name) for name in names)
        is_had = is_had or not self._words.demonyms.keys().isdisjoint(role.modifiers)  # `the Canadian minister`
        if is_had or role.is_owned or role.noun.group in _OTHER_ROLES or not self._fits(role.noun.gender):
            return False
        if self._called or self._has_other_office(names) or self._introduces_somebody(position, _SPEAKING):
            return False
        self._called = names
        return True

    def _is_by_pronoun(self, line: Line, verb: int) -> bool:
        """Whether the subject of a verb of saying is a pronoun that fits, or left out where the language allows it."""
        subject, tokens = line.clauses.subject.get(verb, -1), line.tokens
        first = line.chunks[verb].first
        form = tokens.verb(first)
        auxiliary = next((at for at in (verb - 1, verb - 2) if line.kind_at(at) == "aux"), -1)  # `a-t-elle dit`
        finite = first if auxiliary < 0 else line.chunks[auxiliary].first
        is_finite = form is not None and (form.shape in (Shape.PRESENT, Shape.PAST) or auxiliary >= 0)
        if not is_finite or self._is_plural(tokens.low[finite]):
            return False
        if subject < 0:
            return tokens.pack.drops_subjects
        return line.kinds[subject] == "pron" and self._is_pronoun(tokens.low[line.chunks[subject].first])

    def _is_pronoun(self, word: str) -> bool:
        """Whether a word is a pronoun that may mean the person of the headline."""
        words = self._words
        gender = words.gender.get(word, "")
        return words.closed.get(word) is Kind.PRONOUN and gender in ("m", "f") and self._fits(gender)

    def _fits(self, gender: str) -> bool:
        """Whether the person of the headline may have a gender."""
        return gender in ("", self._gender or gender)

    def _has_other_office(self, names: frozenset[str]) -> bool:
        """Whether the person of the headline has an office, and a role of some names is another."""
        offices = self._words.offices
        return names.isdisjoint(self._roles) and not (offices.isdisjoint(self._roles) or offices.isdisjoint(names))

    def _introduces_somebody(self, position: int, sorts: Sequence[str]) -> bool:
        """Whether the text names anybody, or has somebody else without a name, before a place."""
        if self._first_named < position:
            return True
        before = _WORD.findall(self._parsed.text[max(0, position - _LONGEST) : position].lower())
        nouns = ((word, noun) for word in before if (noun := self._words.noun(word)) and noun.sort in sorts)
        return any(self._roles.isdisjoint((word, noun.group or word)) for word, noun in nouns)


def is_in_headline(words: str, title: str) -> bool:
    """Whether a headline has three words in a row of a quote."""
    return not _triples(words).isdisjoint(_triples(title))


def _triples(text: str) -> set[tuple[str, str, str]]:
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
