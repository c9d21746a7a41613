"""The quotes of a thread's articles in place, with their speakers; read once for the certain and the doubtful ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.briefs import quote_match
from briefing.briefs.quote_doubts import IndexedArticle, find_form
from briefing.briefs.quote_groups import Place
from briefing.briefs.speakers import People
from briefing.model import SURE, AnnotatedArticle

_NO_SPEECH = 0.3
"""Maximum confidence of what is nobody's speech, such as code."""


class QuotedPlaces:
    """Places of all quotes, their speakers by their names in the thread."""

    def __init__(self, members: Sequence[AnnotatedArticle]) -> None:
        """Read the quotes of articles; linear."""
        self.people = People(members if any(item.analysis.quotes for item in members) else ())
        """Persons of the articles; nobody without a quote."""
        places = list(_places(members, self.people))
        self.sure = [each for each in places if each.quote.confidence >= SURE]
        """Places of quotes that are sure to be quotes."""
        known = {each.wording.words for each in self.sure}
        self.doubtful = [each for each in places if each.quote.confidence < SURE and each.wording.words not in known]
        """The other places, if their words are nowhere sure."""
        self._indexed: dict[str, IndexedArticle] = {}

    def indexed(self, item: AnnotatedArticle) -> IndexedArticle:
        """One of the articles, indexed for the checks of its quotes."""
        if item.article.id not in self._indexed:
            self._indexed[item.article.id] = IndexedArticle.of(item)
        return self._indexed[item.article.id]


def _places(members: Iterable[AnnotatedArticle], people: People) -> Iterator[Place]:
    for item in members:
        id_ = item.article.id
        for quote in item.analysis.quotes:
            words = quote_match.read(item.article.text[quote.start : quote.end])
            if not words.words:
                continue
            if form := find_form(item, quote):
                quote = replace(quote, confidence=min(quote.confidence, _NO_SPEECH), evidence=form)
            speaker = people.name(id_, quote.speaker) if quote.speaker else None
            yield Place(item, quote, words, speaker, bool(speaker and people.is_person(id_, quote.speaker or "")))
