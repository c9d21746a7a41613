"""Bodies that `it`, `they` or `the company` refers to: the subjects and sources of the sentences before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from briefing.text.language_packs import Noun
from briefing.text.names.coreference import Member
from briefing.text.quotes.antecedents import Antecedents
from briefing.text.quotes.mentions import Mention
from briefing.text.quotes.noun_phrases import Chunk
from briefing.text.quotes.parsed_text import Line
from briefing.text.tokens import Tokens

BODIES = ("body", "agency", "people")
"""Sorts of nouns of what `it` may refer to."""
_SENTENCES = 3
"""Sentences whose subjects `it` may refer to."""
_LONGEST_SENTENCE = 400
"""Code points at the end of a sentence that are read."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """Search for bodies in the sentences before a mention."""

    text: str
    """Text of the article."""
    before: Antecedents
    """Search for the antecedents of mentions."""
    whom: Callable[[int, int], Member | str | None]
    """Whom the mention between two code points refers to."""

    def called(self, mention: Mention, noun: Noun, *, is_new: bool) -> Member | None:
        """The organisation that was called by a noun or has it in its name; for one that fits any, the last subject."""
        low, words = mention.tokens.low[mention.phrase.head], mention.words(mention.phrase.first, mention.phrase.stop)
        names, modifiers = {low, noun.group or low}, words - {low}

        def is_so_called(member: Member) -> bool:
            return any(modifiers <= around for role, around in member.roles.items() if role in names)

        called = self.before.person(mention.start, is_so_called)
        if called is not None or is_new:
            return called

        def fits(member: Member) -> bool:
            is_called = low in (word.lower() for word in member.words)
            return len(member.words) > 1 and (is_called or (noun.group == "any" and member.kind == "organization"))

        subjects = self.before.subjects(mention.start, fits) if noun.group == "any" else ()
        return next(iter(subjects), None) or self.before.person(mention.start, fits)

    def of_pronoun(self, start: int, *, is_plural: bool) -> Member | str | None:
        """Whom `it` or `they` refers to: the subject of the sentence, for `it` also of one before (Hobbs 1978)."""
        for line in self._lines(start, 1 if is_plural else _SENTENCES):
            if not is_plural and (source := self._source(line)):
                return source
            if not line.first_subject:
                continue
            tokens, (first, last) = line.tokens, line.first_subject
            who = self.whom(tokens.start[first.first], tokens.end[last.stop - 1])
            if isinstance(who, Member) and who.kind == "person":
                continue
            is_several = first is not last or _is_plural(tokens, last)
            if is_plural or is_several:
                return who if is_plural and is_several else None
            return who if isinstance(who, Member) or _is_body(tokens, last) else None
        return None

    def _lines(self, start: int, most: int) -> Iterator[Line]:
        """The sentences before a place, nearest first."""
        for low, high, quotes in islice(self.before.sentences(start), most):
            yield Line(self.text, max(low, high - _LONGEST_SENTENCE), high, quotes, self.before.words.language)

    def of_gender(self, start: int, gender: str) -> Member | str | None:
        """The body that the sentence before is from, where nouns of bodies have a gender: `teilte die Polizei mit`."""
        if self.before.words.has_contractions:
            return None
        return next((body for line in self._lines(start, 2) if (body := self._source(line, gender))), None)

    def _source(self, line: Line, gender: str = "") -> Member | str | None:
        """The body that a sentence is from."""
        tokens, source = line.tokens, line.source
        noun = tokens.noun(source.head) if source else None
        if source is None or (noun is not None and noun.sort not in BODIES):
            return None
        article = tokens.pack.gender.get(tokens.low[source.first], gender)
        if gender and gender != ((noun and noun.gender) or article):
            return None
        who = self.whom(tokens.start[source.first], tokens.end[source.stop - 1])
        is_body = who.kind == "organization" if isinstance(who, Member) else noun is not None
        return who if is_body else None


def _is_plural(tokens: Tokens, phrase: Chunk) -> bool:
    return tokens.low[phrase.head].endswith("s") and not phrase.has_name


def _is_body(tokens: Tokens, phrase: Chunk) -> bool:
    """Whether a phrase has a noun of bodies, or a name and no listed noun."""
    noun = tokens.noun(phrase.head)
    return phrase.has_name if noun is None else noun.sort in BODIES
